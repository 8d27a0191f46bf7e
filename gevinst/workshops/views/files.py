from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.workshops import reading, tasks, workbook
from gevinst.workshops.forms import FileForm
from gevinst.workshops.models import Workshop
from gevinst.workshops.summary import summary_of
from indicators.catalogue.words import normalise
from indicators.imports.errors import FileError

EDIT = Permission.EDIT_PLAN


@require_safe
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty spreadsheet."""
    workshop = gate.workshop(request.user, pk)
    return _sheet(workbook.form(workshop), _("skjema"), workshop)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk)
    made = timezone.localtime()
    return _sheet(workbook.result(summary_of(workshop), made), _("oppgaver"), workshop)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    workshop = gate.workshop(request.user, pk, to=EDIT)
    given, context = FileForm(), dict[str, Any]()
    if request.method == "POST":
        given = FileForm(request.POST, request.FILES)
        try:
            found = reading.read_tasks(request.FILES.get("file"), workshop)
            if not found.faults:
                new = tasks.add_tasks(workshop=workshop, tasks=found.tasks)
                messages.success(request, _told(new, len({key for key, _task in found.tasks}) - new))
                return redirect("workshops:page", pk=pk)
            context = {"faults": found.faults, "right": len(found.tasks)}
        except FileError as problem:
            given.add_error("file", str(problem))
        except ValidationError as problem:
            given.add_error("file", problem.messages)
    return render(request, "workshops/upload.html", {"workshop": workshop, "form": given, **context})


def _told(new: int, known: int) -> str:
    said = ngettext("%(n)s oppgave er lagt til.", "%(n)s oppgaver er lagt til.", new) % {"n": new}
    if known:
        more = ngettext("%(n)s rad fantes fra før.", "%(n)s rader fantes fra før.", known) % {"n": known}
        said = f"{said} {more}"
    return said


def _sheet(content: bytes, what: str, workshop: Workshop) -> HttpResponse:
    response = HttpResponse(content, content_type=workbook.XLSX)
    name = f"{what}-{slugify(normalise(workshop.title)) or 'workshop'}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
