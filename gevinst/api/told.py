"""A delivery as a program is told about it."""

from __future__ import annotations

from enum import StrEnum
from itertools import islice
from typing import Any

from django.urls import reverse
from rest_framework.request import Request

from gevinst.api.models import Delivery
from gevinst.jobs.models import Job
from indicators.imports.models import Upload
from indicators.imports.pipeline import faults_of, preview_counts
from indicators.messages import read


class State(StrEnum):
    QUEUED = "queued"
    WORKING = "working"
    CHECKED = "checked"
    SAVED = "saved"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    FAILED = "failed"


def told(
    delivery: Delivery, job: Job | None, request: Request, *, skip: int = 0, limit: int = 100
) -> dict[str, Any]:
    """Everything about it, with a page of conflicts from number `skip`. A constant number of queries.

    `job` was read before the delivery: see `job_of`.
    """
    upload = delivery.upload
    counts = _counts(upload)
    state = state_of(delivery, job, counts)
    return {
        "id": upload.pk,
        "url": request.build_absolute_uri(reverse("api:import", args=[upload.pk])),
        "page": request.build_absolute_uri(reverse("values:upload", args=[upload.pk])),
        "state": state.value,
        "file_name": upload.file_name,
        "strategy": delivery.strategy,
        "dry_run": delivery.dry_run,
        "progress": _progress(job),
        "counts": counts,
        "batch": upload.batch_id,
        "problem": _problem(upload, job, state),
        "same_file": delivery.same_file,
        "notes": [str(note) for note in upload.understood.get("notes", [])],
        "conflicts": _conflicts(upload, request, skip, limit),
    }


def state_of(delivery: Delivery, job: Job | None, counts: dict[str, int] | None) -> State:
    upload = delivery.upload
    if upload.batch_id is not None:
        return State.SAVED
    if job is not None and not job.is_over:
        return State.QUEUED if job.state == Job.State.WAITING else State.WORKING
    if upload.state == Upload.State.CANCELLED or (job is not None and job.state == Job.State.CANCELLED):
        return State.CANCELLED
    if upload.state == Upload.State.REFUSED:
        return State.REFUSED
    if upload.state == Upload.State.READY and delivery.dry_run:
        return State.CHECKED
    whole = delivery.strategy == Delivery.Strategy.ALL_OR_NOTHING
    return State.REFUSED if whole and counts and counts["rejected"] else State.FAILED


def _counts(upload: Upload) -> dict[str, int] | None:
    if upload.batch is not None:
        batch = upload.batch
        return {
            "new": batch.new_count,
            "changed": batch.changed_count,
            "same": batch.same_count,
            "rejected": batch.rejected_count,
        }
    if upload.state in (Upload.State.READY, Upload.State.COMMITTING):
        return preview_counts(upload)
    return None


def _progress(job: Job | None) -> dict[str, Any]:
    if job is None:
        return {"done": 0, "total": 0, "message": ""}
    return {"done": job.done, "total": max(job.total, job.done), "message": str(read(job.message))}


def _problem(upload: Upload, job: Job | None, state: State) -> str:
    if state in (State.SAVED, State.CHECKED, State.QUEUED, State.WORKING):
        return ""
    return str(upload.problem) or (str(read(job.message)) if job is not None else "")


def _conflicts(upload: Upload, request: Request, skip: int, limit: int) -> dict[str, Any]:
    found = list(islice(faults_of(upload), skip, skip + limit + 1))
    following = None
    if len(found) > limit:
        path = reverse("api:import", args=[upload.pk])
        following = request.build_absolute_uri(f"{path}?cursor={skip + limit}&limit={limit}")
    values = [{**fault, "message": str(fault["message"])} for fault in found[:limit]]
    return {"values": values, "next": following}
