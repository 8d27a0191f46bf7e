"""Work on a file that goes on outside the request: how far it is, stop it, start it again, save."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.jobs.services import enqueue, request_cancel
from gevinst.values import notices
from gevinst.values.findings import blocks
from gevinst.values.pages import progress_bar, read_again, upload_page
from gevinst.values.uploads import COMMIT, SEEN_BEFORE, job_of
from indicators.imports.models import Upload
from indicators.imports.services import cancel_upload
from indicators.quality.services import drop


@require_safe
def status(request: HttpRequest, pk: int) -> HttpResponse:
    return progress_bar(
        request, job_of(gate.upload(request.user, pk).pk), reverse("values:status", args=[pk])
    )


@require_safe
def finished(request: HttpRequest) -> HttpResponse:
    """What has finished since last asked, for a person who is on another page; 204 when nothing has."""
    if notices.tell(request):
        return render(request, "_shell/messages.html")
    return HttpResponse(status=204)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a file that stopped on the way once more, or one that was here before after all."""
    upload = gate.upload(request.user, pk)
    options = {key: value for key, value in upload.options.items() if key != SEEN_BEFORE}
    return read_again(request, upload, options)


@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    upload = gate.upload(request.user, pk)
    if upload.state == Upload.State.READY and blocks(upload) and request.POST.get("sett") != "1":
        return upload_page(request, pk, unsettled=True)
    if upload.state == Upload.State.READY:
        job = enqueue(kind=COMMIT, subject=upload.pk, by=gate.somebody(request.user))
        notices.wait_for(request, job)
    else:
        messages.warning(
            request, _("Denne importen kan ikke lagres nå. Se hva som har skjedd med den under.")
        )
    return redirect("values:upload", pk=pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Work that goes on is asked to stop, and the page says when it has; a file nobody works on is
    forgotten."""
    upload = gate.upload(request.user, pk)
    job = job_of(pk)
    if job is not None and not job.is_over:
        request_cancel(job=job)
        job = job_of(pk)
    if job is None or job.is_over:
        notices.seen(request, job)
        cancel_upload(upload)
        drop(upload=upload.pk)
        upload.refresh_from_db()
    if upload.state == Upload.State.CANCELLED:
        messages.info(request, _("Importen er avbrutt. Ingenting er lagret."))
        return redirect("values:list")
    if upload.batch_id:
        messages.warning(request, _("Importen var alt lagret. Du kan angre den."))
    return redirect("values:upload", pk=pk)
