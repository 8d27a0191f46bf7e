from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.meetings.minutes import docx, pdf
from gevinst.meetings.minutes.document import document_of, file_name
from gevinst.plan_files.writers import CONTENT_TYPES

FORMS = {"pdf": pdf.write, "docx": docx.write}


@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    meeting = gate.meeting(request.user, pk)
    if form not in FORMS:
        raise Http404
    document = document_of(meeting, request.user, root=request.build_absolute_uri("/")[:-1])
    response = HttpResponse(FORMS[form](document), content_type=CONTENT_TYPES[form])
    name = file_name(document, meeting, form)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
