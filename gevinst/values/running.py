"""What goes on just now, for the list of imports: each with where it is followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.jobs.models import Job
from gevinst.values.pace import ShownProgress, progress_shown
from gevinst.values.uploads import COMMIT, UNDOING
from indicators.imports.models import Upload


@dataclass(frozen=True)
class Running:
    """`doing`: «filen leses»; `url`: the page that follows it; `status_url`: how far it is."""

    name: str
    doing: str
    url: str
    status_url: str
    job: Job
    shown: ShownProgress


def running(uploads: Collection[Upload], jobs: Mapping[int, Job]) -> list[Running]:
    """Of those with an open job, by the upload's id. No query."""
    return [_running(upload, jobs[upload.pk]) for upload in uploads if upload.pk in jobs]


def _running(upload: Upload, job: Job) -> Running:
    page, pk = ("values:undo", upload.batch_id) if job.kind in UNDOING else ("values:upload", upload.pk)
    status = "values:undo_status" if job.kind in UNDOING else "values:status"
    return Running(
        name=upload.file_name,
        doing=_doing(job),
        url=reverse(page, args=[pk]),
        status_url=reverse(status, args=[pk]),
        job=job,
        shown=progress_shown(job),
    )


def _doing(job: Job) -> str:
    if job.cancel_requested:
        return _("avbrytes")
    if job.state == Job.State.WAITING:
        return _("venter på tur")
    if job.kind in UNDOING:
        return _("importen angres")
    return _("verdiene lagres") if job.kind == COMMIT else _("filen leses")
