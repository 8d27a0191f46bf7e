"""Tallkontroll: the printed figures of a pasted table are recomputed. Nothing is stored."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate
from gevinst.values.audit_example import example
from gevinst.values.audit_file import NAME, audit_file
from gevinst.values.audit_form import AuditForm
from gevinst.values.audit_page import AuditPage
from gevinst.values.printed import holds_printed, text_of_file
from gevinst.values.reading import Reading
from indicators.imports.errors import FileError
from indicators.imports.models import Upload


@require_http_methods(["GET", "HEAD", "POST"])
def audit_page(request: HttpRequest) -> HttpResponse:
    """The form, and the result of what was sent; `?eksempel` shows it on a published table, `?fil=7` on the
    table of an imported file."""
    context: dict[str, Any] = {"upload": _upload(request)}
    if request.method == "POST":
        form = AuditForm(request.POST, request.FILES)
    elif "eksempel" in request.GET:
        text, context["source"] = example()
        form = AuditForm({"text": text})
    elif context["upload"] is not None:
        form = _of_file(context["upload"])
    else:
        return render(request, "values/audit.html", {"form": AuditForm()})
    if form.is_valid():
        context |= {"result": AuditPage(form.audit), "text": form.cleaned_data["text"]}
    return render(request, "values/audit.html", {"form": form, **context})


def _upload(request: HttpRequest) -> Upload | None:
    """The imported file whose table it is about, where it is about one."""
    said = request.GET.get("fil", "")
    return gate.upload(request.user, int(said)) if said.isascii() and said.isdecimal() else None


def _of_file(upload: Upload) -> AuditForm:
    reading = Reading(upload)
    if not holds_printed(reading):
        raise Http404
    try:
        return AuditForm({"text": text_of_file(upload, reading.sheet)})
    except FileError as problem:
        form = AuditForm({})
        form.add_error("text", str(problem))
        return form


@require_POST
def audit_csv(request: HttpRequest) -> HttpResponse:
    """The findings as a file; the table comes with the request, since it is kept nowhere."""
    form = AuditForm(request.POST)
    if not form.is_valid():
        return render(request, "values/audit.html", {"form": form})
    response = HttpResponse(audit_file(form.audit), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, NAME) or "attachment"
    return response
