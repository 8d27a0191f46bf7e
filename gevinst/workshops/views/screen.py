from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.workshops.links import invitation_of
from gevinst.workshops.models import Workshop
from gevinst.workshops.summary import summary_of


@require_safe
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the projector: what has come in, and while the workshop is open how to come along."""
    workshop = gate.workshop(request.user, pk)
    return render(request, "workshops/screen.html", _now(workshop) | invitation_of(workshop, request))


@require_safe
def now(request: HttpRequest, pk: int) -> HttpResponse:
    """What the screen asks for again and again."""
    workshop = gate.workshop(request.user, pk)
    return render(request, "workshops/_now.html", _now(workshop) | invitation_of(workshop, request))


def _now(workshop: Workshop) -> dict[str, Any]:
    summary = summary_of(workshop)
    return {"workshop": workshop, "summary": summary, "total": summary.total}
