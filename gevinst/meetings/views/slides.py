from __future__ import annotations

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.meetings.decision_form import DecisionForm
from gevinst.meetings.freezing import first_slide, slides_of
from gevinst.meetings.reading import Told, decisions_of


@require_safe
def deck(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding a slide; without script all of them under each other."""
    meeting = gate.meeting(request.user, pk)
    may_edit = gate.meetings(request.user, to=Permission.EDIT_PLAN).filter(pk=pk).exists()
    decided: dict[int | None, list[Told]] = defaultdict(list)
    told = decisions_of(meeting, request.user, may_edit=may_edit)
    for one in told:
        decided[one.decision.item_id].append(one)
    slides = slides_of(meeting)
    may_decide = may_edit and meeting.is_frozen and not meeting.is_closed
    context = {
        "meeting": meeting,
        "slides": [(slide, decided.get(slide.item.pk, [])) for slide in slides],
        "before": first_slide(meeting),
        "decisions": told,
        "may_decide": may_decide,
        "form": DecisionForm(meeting=meeting, user=request.user) if may_decide else None,
        "has_examples": meeting.is_example or any(one.finding and one.finding.is_example for one in slides),
    }
    return render(request, "meetings/slides.html", context)
