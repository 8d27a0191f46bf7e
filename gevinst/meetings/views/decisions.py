from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.meetings import decisions
from gevinst.meetings.decision_form import DecisionForm
from gevinst.meetings.models import Decision, Meeting
from gevinst.meetings.reading import decisions_of


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """From the slide, which stays as it is; without script a page of its own."""
    meeting = gate.meeting(request.user, pk, to=Permission.EDIT_PLAN)
    given = request.POST if request.method == "POST" else None
    asked = {"item": request.GET.get("sak")}
    form = DecisionForm(given, initial=asked, meeting=meeting, user=request.user)
    if given is None:
        return render(request, "meetings/decide.html", {"meeting": meeting, "form": form})

    def write(given: dict[str, Any]) -> Decision:
        by = gate.somebody(request.user)
        return decisions.decide(meeting=meeting, decided=form.decided(), item=given["item"], by=by)

    if not form.saved(write):
        template = "meetings/_decision_form.html" if _from_slide(request) else "meetings/decide.html"
        return render(request, template, {"meeting": meeting, "form": form})
    if _from_slide(request):
        return _beside_the_slide(request, meeting, form.result)
    messages.success(request, _("Beslutningen er lagret."))
    response = redirect("meetings:page", pk=pk)
    response["Location"] += "#beslutninger"
    return response


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    decision = gate.decision(request.user, pk)
    try:
        decisions.settle(decision=decision, state=request.POST.get("status", ""))
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("Beslutningen er oppdatert."))
    response = redirect("meetings:page", pk=decision.meeting_id)
    response["Location"] += "#beslutninger"
    return response


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    decision = gate.decision(request.user, pk)
    gate.meeting(request.user, decision.meeting_id, to=Permission.EDIT_PLAN)
    try:
        decisions.take_back(decision=decision)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        messages.success(request, _("Beslutningen er fjernet."))
    response = redirect("meetings:page", pk=decision.meeting_id)
    response["Location"] += "#beslutninger"
    return response


def _from_slide(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _beside_the_slide(request: HttpRequest, meeting: Meeting, made: Decision) -> HttpResponse:
    """A new empty form, and the slide's list of decisions with the new one in it."""
    told = decisions_of(meeting, request.user, may_edit=True)
    context = {
        "meeting": meeting,
        "form": DecisionForm(meeting=meeting, user=request.user),
        "saved": made,
        "told": [one for one in told if one.decision.item_id == made.item_id],
        "decisions": told,
    }
    return render(request, "meetings/_decided.html", context)
