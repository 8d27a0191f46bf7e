"""A file on its way to becoming values."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.jobs.services import enqueue, request_cancel
from gevinst.values import examples, sources
from gevinst.values.error_file import error_file, error_file_name
from gevinst.values.forms import UploadForm
from gevinst.values.preview import MOST_URGENT, page_of
from gevinst.values.reading import Reading, choices, corrected
from gevinst.values.uploads import (
    COMMIT,
    READ,
    Stage,
    at_work,
    job_of,
    save_label,
    saved_words,
    stage_of,
    trouble_of,
    words_for,
)
from indicators.imports.errors import FileError
from indicators.imports.models import StagedValue, Upload
from indicators.imports.pipeline import preview_counts
from indicators.imports.services import NotSavedError, cancel_upload, choose_again, receive_upload

UPLOADS_SHOWN = 20


@require_safe
def value_list(request: HttpRequest) -> HttpResponse:
    uploads = gate.uploads(request.user).select_related("batch", "created_by", "indicator")
    page = Paginator(uploads, UPLOADS_SHOWN).get_page(request.GET.get("page"))
    busy = at_work(page.object_list)
    context = {
        "may_import": bool(gate.own_actors(request.user, Permission.IMPORT_VALUES)),
        "page": page,
        "uploads": [(upload, words_for(upload, at_work=upload.pk in busy)) for upload in page.object_list],
        "sources": sources.sources_of(gate.batches(request.user)),
        "examples": examples.count() if gate.own_actors(request.user, Permission.ADMINISTER) else 0,
    }
    return render(request, "values/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_upload(request: HttpRequest) -> HttpResponse:
    if not gate.own_actors(request.user, Permission.IMPORT_VALUES):
        raise Http404
    chosen = {"indicator": request.GET.get("indikator")}
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm(initial=chosen)
    if sent and form.is_valid():
        by = gate.somebody(request.user)
        file = form.cleaned_data["file"]
        try:
            with transaction.atomic():
                upload = receive_upload(
                    file,
                    name=file.name,
                    by=by,
                    source=form.cleaned_data["source"],
                    indicator=form.cleaned_data["indicator"],
                    layout=form.cleaned_data["layout"],
                    allowed_actors=sorted(gate.delivers_for(by)),
                )
                enqueue(kind=READ, subject=upload.pk, by=by)
        except FileError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("values:upload", pk=upload.pk)
    return render(request, "values/new.html", {"form": form})


@require_safe
def upload_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The one page of a file: how it goes, what was understood, what will happen, and what did."""
    upload = gate.upload(request.user, pk)
    return _upload_page(request, upload)


def _upload_page(request: HttpRequest, upload: Upload, lacking: list[str] | None = None) -> HttpResponse:
    job = job_of(upload)
    stage = stage_of(upload, at_work=job is not None and not job.is_over)
    context: dict[str, Any] = {"upload": upload, "job": job, "stage": stage, "trouble": trouble_of(job)}
    if stage in (Stage.READY, Stage.SAVED):
        context |= _preview(request, upload) | {"reading": Reading(upload), "lacking": lacking}
    if stage == Stage.READY:
        context["choices"] = choices()
    elif upload.batch is not None:
        context["saved_words"] = saved_words(upload.batch)
        own = sources.actors_in(upload, gate.own_actors(request.user))
        context["concerned"] = own or gate.actors_with_role(request.user)[:1]
    return render(request, "values/upload.html", context)


def _preview(request: HttpRequest, upload: Upload) -> dict[str, Any]:
    counts = preview_counts(upload)
    new, changed = counts[StagedValue.Outcome.NEW], counts[StagedValue.Outcome.CHANGED]
    wanted = request.GET.get("utfall", "")
    chosen = (
        wanted
        if wanted in counts
        else next((one for one in MOST_URGENT if counts[one]), MOST_URGENT[0]).value
    )
    page, rows = page_of(upload, chosen, request.GET.get("page"))
    return {
        "counts": [(outcome, counts[outcome]) for outcome in MOST_URGENT],
        "to_save": new + changed,
        "save_label": save_label(new, changed),
        "rejected": counts[StagedValue.Outcome.REJECTED],
        "same": counts[StagedValue.Outcome.SAME],
        "chosen": chosen,
        "page": page,
        "page_query": f"utfall={chosen}",
        "rows": rows,
    }


@require_safe
def upload_status(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work has come, asked for by the page once a second; the whole page again when it is
    over."""
    job = job_of(gate.upload(request.user, pk))
    response = render(request, "values/_bar.html", {"upload_id": pk, "job": job})
    if job is None or job.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file once more, from another sheet or with the columns taken as the person says."""
    upload = gate.upload(request.user, pk)
    reading = Reading(upload)
    sheet = request.POST.get("ark", reading.sheet)
    if reading.mapping is None:
        raise Http404
    options = {key: value for key, value in upload.options.items() if key not in ("mapping", "sheet")}
    if sheet in reading.sheets and sheet != reading.sheet:
        options["sheet"] = sheet
    else:
        said = {key.removeprefix("kolonne-"): request.POST[key] for key in request.POST}
        mapping, lacking = corrected(reading.mapping, said)
        if lacking:
            return _upload_page(request, upload, lacking)
        options |= {"mapping": mapping.as_data()} | ({"sheet": reading.sheet} if reading.sheet else {})
    return _read_again(request, upload, options)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a file that stopped on the way once more."""
    upload = gate.upload(request.user, pk)
    return _read_again(request, upload, upload.options)


def _read_again(request: HttpRequest, upload: Upload, options: dict[str, object]) -> HttpResponse:
    try:
        with transaction.atomic():
            choose_again(upload, options=options, layout=upload.layout)
            enqueue(kind=READ, subject=upload.pk, by=gate.somebody(request.user))
    except NotSavedError as problem:
        messages.error(request, str(problem))
    return redirect("values:upload", pk=upload.pk)


@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    upload = gate.upload(request.user, pk)
    if upload.state == Upload.State.READY:
        enqueue(kind=COMMIT, subject=upload.pk, by=gate.somebody(request.user))
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
    job = job_of(upload)
    if job is not None and not job.is_over:
        request_cancel(job=job)
        job = job_of(upload)
    if job is None or job.is_over:
        cancel_upload(upload)
        upload.refresh_from_db()
    if upload.state == Upload.State.CANCELLED:
        messages.info(request, _("Importen er avbrutt. Ingenting er lagret."))
        return redirect("values:list")
    if upload.batch_id:
        messages.warning(request, _("Importen var alt lagret. Du kan angre den."))
    return redirect("values:upload", pk=pk)


@require_safe
def faults(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    upload = gate.upload(request.user, pk)
    response = StreamingHttpResponse(error_file(upload), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        content_disposition_header(True, error_file_name(upload)) or "attachment"
    )
    return response
