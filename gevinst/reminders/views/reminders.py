from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.reminders.gathering import reminders_of


@require_safe
def reminder_list(request: HttpRequest) -> HttpResponse:
    found = reminders_of(gate.somebody(request.user))
    several = len({each.actor for each in found}) > 1
    return render(request, "reminders/list.html", {"reminders": found, "several": several})


@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """The number in the top bar, fetched after the page so that no page waits for it."""
    return render(request, "reminders/_bell.html", {"count": len(reminders_of(gate.somebody(request.user)))})
