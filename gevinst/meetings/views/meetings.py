from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.meetings import freezing, services
from gevinst.meetings.forms import MeetingForm, ParticipantForm
from gevinst.meetings.models import Meeting
from gevinst.meetings.people import choices_for, members_and_group
from gevinst.meetings.reading import decisions_of, lede

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Planned ones first, then the newest."""
    found = list(gate.meetings(request.user).with_counts())
    planned = sorted((one for one in found if not one.is_frozen), key=lambda one: one.date)
    context = {
        "planned": planned,
        "held": [one for one in found if one.is_frozen],
        "may_call": gate.may_somewhere(request.user, EDIT),
    }
    return render(request, "meetings/list.html", context)


@get_or_post
def create(request: HttpRequest) -> HttpResponse:
    """Also the next one after another, with the same group, indicators and people."""
    if not gate.may_somewhere(request.user, EDIT):
        return redirect("meetings:list")
    return _made(request, None)


@get_or_post
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    return _made(request, gate.meeting(request.user, pk, to=EDIT))


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = gate.meeting(request.user, pk)
    may_edit = gate.meetings(request.user, to=EDIT).filter(pk=pk).exists()
    slides, before = freezing.slides_of(meeting), freezing.first_slide(meeting)
    told = decisions_of(meeting, request.user, may_edit=may_edit)
    context = {
        "meeting": meeting,
        "slides": slides,
        "before": before,
        "decisions": told,
        "participants": meeting.participants.select_related("actor", "user"),
        "members": sorted(meeting.members.all(), key=lambda one: one.name),
        "lede": lede(meeting, slides, [one.decision for one in told]),
        "may_edit": may_edit,
        "may_change": may_edit and not meeting.is_closed,
        "has_examples": meeting.is_example or any(one.finding and one.finding.is_example for one in slides),
    }
    if may_edit and not meeting.is_closed:
        context["participant_form"] = ParticipantForm(people=choices_for(members_and_group(meeting)))
    return render(request, "meetings/page.html", context)


@get_or_post
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = gate.meeting(request.user, pk, to=EDIT)
    asked = _asked(request, frozen=meeting.is_frozen)
    form = MeetingForm(request.POST or None, initial=MeetingForm.told(meeting), **asked)
    if request.method == "POST":

        def write(_given: dict[str, Any]) -> None:
            services.edit_meeting(meeting=meeting, invitation=_own(request, form))

        if form.saved(write):
            messages.success(request, _("Endringene er lagret."))
            return redirect("meetings:page", pk=pk)
    context = {"form": form, "meeting": meeting, "heading": _("Rediger møtet")}
    return render(request, "meetings/form.html", context)


@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = gate.meeting(request.user, pk, to=EDIT)
    try:
        freezing.freeze(meeting=meeting)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        at = timezone.localtime()
        words = _("Møtet er startet. Tallene står nå slik de var %(at)s.")
        messages.success(request, words % {"at": f"{at:%d.%m.%Y kl. %H.%M}"})
    return redirect("meetings:page", pk=pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = gate.meeting(request.user, pk, to=EDIT)
    try:
        services.close_meeting(meeting=meeting)
    except ValidationError as problem:
        messages.error(request, problem.messages[0])
    else:
        left = gate.meetings(request.user).with_counts().get(pk=pk).open_count
        words = ngettext(
            "Møtet er avsluttet. %(n)s beslutning følges videre.",
            "Møtet er avsluttet. %(n)s beslutninger følges videre.",
            left,
        )
        messages.success(request, words % {"n": left})
    return redirect("meetings:page", pk=pk)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = gate.meeting(request.user, pk, to=EDIT)
    services.reopen_meeting(meeting=meeting)
    messages.success(request, _("Møtet er åpnet igjen. Tallene er fortsatt de samme."))
    return redirect("meetings:page", pk=pk)


def _made(request: HttpRequest, after: Meeting | None) -> HttpResponse:
    initial: dict[str, Any] = {
        "date": timezone.localdate(),
        "group": gate.groups_to_meet(request.user).first(),
    }
    if after is not None:
        initial = MeetingForm.told(after) | {"date": None}
    form = MeetingForm(request.POST or None, initial=initial, **_asked(request))
    if request.method == "POST":

        def write(_given: dict[str, Any]) -> Meeting:
            by = gate.somebody(request.user)
            return services.create_meeting(invitation=_own(request, form), by=by, after=after)

        if form.saved(write):
            messages.success(request, _("Møtet er laget. Foreslå en saksliste ut fra tallene."))
            return redirect("meetings:page", pk=form.result.pk)
    heading = _("Neste møte etter «%(title)s»") % {"title": after.title} if after else _("Nytt møte")
    return render(request, "meetings/form.html", {"form": form, "after": after, "heading": heading})


def _own(request: HttpRequest, form: MeetingForm) -> services.Invitation:
    """Only who may edit at the group, or at one of its members, calls it to a meeting."""
    invitation = form.invitation()
    if form.frozen:
        return invitation
    group, own = invitation.group, gate.own_actors(request.user, EDIT)
    called = services.members_of(group, invitation.date) if group else invitation.members
    if not own & {*(one.pk for one in called), *([group.pk] if group else [])}:
        where = "group" if group else "municipalities"
        raise ValidationError({where: _("Din egen kommune må være med i møtet.")})
    return invitation


def _asked(request: HttpRequest, *, frozen: bool = False) -> dict[str, Any]:
    groups = gate.groups_to_meet(request.user)
    return {"groups": groups, "peers": gate.peers(request.user), "frozen": frozen}
