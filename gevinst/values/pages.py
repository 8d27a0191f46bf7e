"""The one page of a file, whatever a view has to say on it, and the way back to it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gevinst.access import gate
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from gevinst.values import notices
from gevinst.values.cells import corrections_of
from gevinst.values.correcting import ColumnsForm
from gevinst.values.effects import effects_of
from gevinst.values.findings import findings_of
from gevinst.values.pace import progress_shown
from gevinst.values.preview import MOST_URGENT, Tried, page_of
from gevinst.values.printed import holds_printed
from gevinst.values.reading import Reading
from gevinst.values.same_file import seen_before
from gevinst.values.undoing import undo_words, undone_words
from gevinst.values.unknown import Unknown, unknown_names
from gevinst.values.uploads import (
    READ,
    Stage,
    is_being_undone,
    job_of,
    ready_words,
    save_label,
    saved_then_words,
    saved_words,
    stage_of,
    trouble_of,
)
from indicators.imports import staging
from indicators.imports.mapping import Mapping
from indicators.imports.models import StagedValue, Upload
from indicators.imports.pipeline import preview_counts
from indicators.imports.services import NotSavedError, choose_again

Outcome = StagedValue.Outcome


def upload_page(
    request: HttpRequest,
    pk: int,
    *,
    columns: ColumnsForm | None = None,
    cells: Tried | None = None,
    unsettled: bool = False,
) -> HttpResponse:
    """How it goes, what was understood, what will happen, and what did. `columns`: a form that did not hold;
    `cells`: what was written in cells, and what was wrong with it. `unsettled`: saving was asked for although
    some figures cannot be true."""
    job = job_of(pk)
    upload = gate.upload(request.user, pk)
    stage = stage_of(upload, at_work=job is not None and not job.is_over)
    notices.seen(request, job)
    context: dict[str, Any] = {"upload": upload, "job": job, "stage": stage, "trouble": trouble_of(job)}
    context["problem"] = upload.problem
    user = gate.somebody(request.user)
    if stage == Stage.WORKING and job is not None:
        context["shown"] = progress_shown(job)
        context["status_url"] = reverse("values:status", args=[upload.pk])
    elif stage == Stage.SEEN_BEFORE:
        context["seen"] = seen = seen_before(user, upload)
        context["then"] = saved_then_words(seen.batch) if seen and seen.batch else ""
    if stage in (Stage.READY, Stage.SAVED, Stage.INCOMPLETE):
        context["reading"] = reading = Reading(upload)
        context["corrections"] = corrections_of(upload)
        context["holds_printed"] = holds_printed(reading)
    actors = gate.delivers_for(user) if stage in (Stage.READY, Stage.INCOMPLETE) else frozenset()
    if stage in (Stage.READY, Stage.INCOMPLETE) and reading.mapping:
        context["columns"] = columns or ColumnsForm(reading=reading, actors=actors)
    if stage in (Stage.READY, Stage.SAVED):
        context |= _preview(request, upload, reading.mapping if stage == Stage.READY else None, actors, cells)
    if stage == Stage.READY:
        context["findings"], context["unsettled"] = findings_of(upload), unsettled
    if upload.batch is not None:
        context["being_undone"] = is_being_undone(upload.batch)
        context["saved_words"], context["undo_words"] = saved_words(upload.batch), undo_words(upload.batch)
        context["undone_words"] = undone_words(upload.batch)
        context["effects"] = effects_of(upload.batch, user)
    return render(request, "values/upload.html", context)


def progress_bar(request: HttpRequest, job: Job | None, status_url: str) -> HttpResponse:
    """How far the work has come, asked for by the page once a second; the whole page again when it has begun,
    and when it is over."""
    context = {"job": job, "shown": progress_shown(job) if job else None, "status_url": status_url}
    response = render(request, "values/_bar.html", context)
    if job is None or job.is_over or request.GET.get("tilstand", job.state) != job.state:
        response["HX-Refresh"] = "true"
    return response


def read_again(request: HttpRequest, upload: Upload, options: dict[str, object]) -> HttpResponse:
    """Puts the file in the queue with these options, and leads to its page."""
    try:
        with transaction.atomic():
            choose_again(upload, options=options, layout=upload.layout)
            notices.wait_for(request, enqueue(kind=READ, subject=upload.pk, by=gate.somebody(request.user)))
    except NotSavedError as problem:
        messages.error(request, str(problem))
    return redirect("values:upload", pk=upload.pk)


def _preview(
    request: HttpRequest,
    upload: Upload,
    mapping: Mapping | None,
    actors: Collection[int],
    cells: Tried | None,
) -> dict[str, Any]:
    """Counts by outcome, and a page of one of them. With a mapping, names nobody knows are gathered and their
    rows left out of the page."""
    counts = preview_counts(upload)
    new, changed = counts[Outcome.NEW], counts[Outcome.CHANGED]
    wanted = Outcome.REJECTED.value if cells else request.GET.get("utfall", "")
    chosen = (
        wanted
        if wanted in counts
        else next((one for one in MOST_URGENT if counts[one]), MOST_URGENT[0]).value
    )
    asked = mapping is not None and chosen == Outcome.REJECTED and counts[Outcome.REJECTED]
    unknown = unknown_names(upload, mapping, actors) if asked and mapping else Unknown()
    page, rows = page_of(upload, chosen, request.GET.get("page"), cells, without=unknown.texts)
    return {
        "counts": [(outcome, counts[outcome]) for outcome in MOST_URGENT],
        "to_save": new + changed,
        "save_label": save_label(new, changed),
        "rejected": counts[Outcome.REJECTED],
        "to_mend": counts[Outcome.REJECTED] - unknown.foreign_rows if asked else 0,
        "ready_words": ready_words(new, changed, counts[Outcome.REJECTED]),
        "same": counts[Outcome.SAME],
        "chosen": chosen,
        "page": page,
        "page_query": f"utfall={chosen}",
        "tidied": upload.batch_id is not None and counts[chosen] > 0 and not rows,
        "rows": rows,
        # Of a large file the first rows are kept, and the rest is saved without.
        "of_more": counts[chosen]
        if rows and chosen in staging.ROWS and counts[chosen] > page.paginator.count
        else 0,
        "unknown": unknown,
        "gathered": counts[Outcome.REJECTED] - page.paginator.count if unknown.texts else 0,
        "mistakes": list(cells[1].items()) if cells else [],
    }
