"""Taking an import back: a worker does it, and this page says how it goes, asks, and says why not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue, request_cancel
from gevinst.values import notices
from gevinst.values.pace import progress_shown
from gevinst.values.pages import progress_bar
from gevinst.values.undoing import later_told, undone_words
from gevinst.values.uploads import UNDO, UNDO_REST, trouble_of, undo_job_of
from indicators.imports.undo import UndoError, check_undoable
from indicators.measurements.models import Batch


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts it in the queue when sent; `behold=1` answers that later changes are to stand. Read, it tells how
    far it has come, and when it is over, what became of it."""
    job = undo_job_of(pk)
    batch = gate.batch(request.user, pk)
    if request.method == "POST":
        return _begun(request, batch)
    if job is not None and not job.is_over:
        context = {"batch": batch, "job": job, "shown": progress_shown(job), "status_url": _status_url(pk)}
        return render(request, "values/undoing.html", context)
    awaited = notices.seen(request, job)
    if batch.undone_at and awaited:
        messages.success(request, f"{_('Importen er angret.')} {undone_words(batch)}")
    if batch.undone_at or job is None or job.state != Job.State.FAILED:
        if job is not None and job.state == Job.State.CANCELLED and awaited:
            messages.info(request, _("Angringen er avbrutt. Verdiene står som før."))
        return redirect("values:batch", pk=pk)
    return _stopped(request, batch, job)


@require_safe
def undo_status(request: HttpRequest, pk: int) -> HttpResponse:
    return progress_bar(request, undo_job_of(gate.batch(request.user, pk).pk), _status_url(pk))


@require_POST
def cancel_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked to stop; its page says when it has, or that it was too late."""
    job = undo_job_of(gate.batch(request.user, pk).pk)
    if job is not None and not job.is_over:
        request_cancel(job=job)
    return redirect("values:undo", pk=pk)


def _begun(request: HttpRequest, batch: Batch) -> HttpResponse:
    try:
        check_undoable(batch)
    except UndoError as problem:
        messages.error(request, str(problem))
        return redirect("values:batch", pk=batch.pk)
    kind = UNDO_REST if request.POST.get("behold") == "1" else UNDO
    notices.wait_for(request, enqueue(kind=kind, subject=batch.pk, by=gate.somebody(request.user)))
    return redirect("values:undo", pk=batch.pk)


def _stopped(request: HttpRequest, batch: Batch, job: Job) -> HttpResponse:
    """It asks what is to become of later changes, or says why nothing was undone."""
    found = job.found or {}
    by = found.get("batches", [])
    later = later_told(gate.batches(request.user).filter(pk__in=by))
    context = {"batch": batch, "values": found.get("values"), "later": later, "others": len(by) > len(later)}
    return render(request, "values/undo.html", context | {"trouble": trouble_of(job)})


def _status_url(pk: int) -> str:
    return reverse("values:undo_status", args=[pk])
