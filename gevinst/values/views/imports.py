"""Files on their way to becoming values: those there are, a new one, and the page of each."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.jobs.services import enqueue
from gevinst.values import examples, notices, sources
from gevinst.values.error_file import error_file, error_file_name
from gevinst.values.forms import UploadForm
from gevinst.values.pages import upload_page as shown
from gevinst.values.quality import questions_for
from gevinst.values.running import running
from gevinst.values.same_file import in_turn, seen_before
from gevinst.values.uploads import READ, SEEN_BEFORE, at_work, status_of
from indicators.imports.errors import FileError
from indicators.imports.models import Upload
from indicators.imports.services import choose_again, receive_upload

UPLOADS_SHOWN = 20


@require_safe
def value_list(request: HttpRequest) -> HttpResponse:
    uploads = gate.uploads(request.user).select_related("batch", "created_by", "indicator")
    page = Paginator(uploads, UPLOADS_SHOWN).get_page(request.GET.get("page"))
    busy = at_work(page.object_list)
    context = {
        "may_import": bool(gate.own_actors(request.user, Permission.IMPORT_VALUES)),
        "page": page,
        "running": running(list(page.object_list), busy),
        "uploads": [(upload, status_of(upload, at_work=upload.pk in busy)) for upload in page.object_list],
        "questions": questions_for(request.user),
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
        try:
            upload = _received(request, form)
        except FileError as problem:
            form.add_error("pasted" if form.cleaned_data["pasted"].strip() else "file", str(problem))
        else:
            return redirect("values:upload", pk=upload.pk)
    return render(request, "values/new.html", {"form": form})


@transaction.atomic
def _received(request: HttpRequest, form: UploadForm) -> Upload:
    """The file, to be read at once - unless it has been here before: then the person is asked first."""
    by, file = gate.somebody(request.user), form.cleaned_data["file"]
    upload = receive_upload(
        file,
        name=file.name,
        by=by,
        source=form.cleaned_data["source"],
        indicator=form.cleaned_data["indicator"],
        layout=form.cleaned_data["layout"],
        allowed_actors=sorted(gate.delivers_for(by)),
    )
    in_turn(upload)
    if seen_before(by, upload):
        choose_again(upload, options={**upload.options, SEEN_BEFORE: True}, layout=upload.layout)
    else:
        notices.wait_for(request, enqueue(kind=READ, subject=upload.pk, by=by))
    return upload


@require_safe
def upload_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The one page of a file: how it goes, what was understood, what will happen, and what did."""
    return shown(request, pk)


@require_safe
def faults(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    upload = gate.upload(request.user, pk)
    response = StreamingHttpResponse(error_file(upload), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        content_disposition_header(True, error_file_name(upload)) or "attachment"
    )
    return response
