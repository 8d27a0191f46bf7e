from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.meetings import services
from gevinst.meetings.forms import ParticipantForm
from gevinst.meetings.people import choices_for, members_and_group


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = gate.meeting(request.user, pk, to=Permission.EDIT_PLAN)
    form = ParticipantForm(request.POST, people=choices_for(members_and_group(meeting)))
    if form.saved(lambda given: services.add_participant(meeting=meeting, **given)):
        messages.success(request, _("Deltakeren er lagt til."))
    else:
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return _back(pk)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    participant = gate.meeting_participant(request.user, pk)
    try:
        services.remove_participant(participant=participant)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    return _back(participant.meeting_id)


def _back(pk: int) -> HttpResponse:
    response = redirect("meetings:page", pk=pk)
    response["Location"] += "#deltakere"
    return response
