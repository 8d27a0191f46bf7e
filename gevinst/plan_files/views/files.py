"""What can be taken out of a plan."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plan_files.gathering import document_of
from gevinst.plan_files.names import file_name
from gevinst.plan_files.writers import WRITERS, write


@require_safe
def files_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    context = {
        "plan": plan,
        "may_edit": gate.may(request.user, Permission.EDIT_PLAN, plan.actor_id),
        "files": [
            ("pdf", "PDF", _("Til møtet og arkivet. Kan leses opp av skjermleser.")),
            ("docx", "Word", _("Til å skrive videre i, eller til et saksframlegg.")),
            ("xlsx", "Excel", _("Alle gevinster, nullpunkt, milepæler og tiltak, hver i sitt ark.")),
            ("ics", _("Kalender"), _("Fristene slik de er nå, til å legge inn én gang.")),
        ],
    }
    return render(request, "plan_files/files.html", context)


@require_safe
def download(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    if form not in WRITERS:
        raise Http404
    document = document_of(plan, root=request.build_absolute_uri("/")[:-1], with_cells=form == "xlsx")
    written = write(document, form)
    response = HttpResponse(written.content, content_type=written.content_type)
    response["Content-Disposition"] = (
        content_disposition_header(True, file_name(document, form)) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
