"""What can be taken out of a plan."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plan_files import making
from gevinst.plan_files.writers import CONTENT_TYPES, WRITERS


@require_safe
def files_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    context = {
        "plan": plan,
        "is_large": making.is_large(plan),
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
    """The file, made now; of a large plan it is to be ordered instead."""
    plan = gate.plan(request.user, pk)
    if form not in WRITERS:
        raise Http404
    if making.is_large(plan):
        return redirect("plan_files:files", pk=pk)
    name, written = making.made_now(plan, form, root=_root(request))
    return _attachment(written.content, form, name)


@require_POST
def order(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    if form not in WRITERS:
        raise Http404
    made = making.order(plan=plan, form=form, by=gate.somebody(request.user), root=_root(request))
    return redirect("plan_files:made", pk=pk, made=made.pk)


@require_safe
def made_page(request: HttpRequest, pk: int, made: int) -> HttpResponse:
    """Asks for itself until the file is there."""
    found = gate.made_file(request.user, pk, made)
    job = None if found.name else making.job_of(found)
    context = {"plan": found.plan, "made": found, "job": job, "failed": job is None or job.is_over}
    return render(request, "plan_files/made.html", context)


@require_safe
def fetch(request: HttpRequest, pk: int, made: int) -> HttpResponse:
    found = gate.made_file(request.user, pk, made)
    if found.content is None:
        raise Http404
    return _attachment(bytes(found.content), found.form, found.name)


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")[:-1]


def _attachment(content: bytes, form: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
