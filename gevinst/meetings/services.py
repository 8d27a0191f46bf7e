"""Writes to a meeting: what it is, who takes part, and how far it has come. Faults are ValidationErrors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.meetings.models import Meeting, Participant
from gevinst.meetings.people import Person
from indicators.actors.models import Actor, ActorKind, Closure
from indicators.catalogue.models import Indicator

MOST_INDICATORS = 12
NEEDED = 2


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What the invitation says. `members`: who is picked by hand where there is no `group`."""

    title: str
    date: date
    time: time | None = None
    place: str = ""
    group: Actor | None = None
    members: Sequence[Actor] = ()
    indicators: Sequence[Indicator] = ()


@transaction.atomic
def create_meeting(
    *, invitation: Invitation, by: User | None, after: Meeting | None = None, is_example: bool = False
) -> Meeting:
    """`after`: the meeting it follows; else the last one of the same group before it."""
    members = _members(invitation)
    meeting = Meeting.objects.create(
        title=invitation.title,
        date=invitation.date,
        time=invitation.time,
        place=invitation.place,
        group=invitation.group,
        previous=after or _before(invitation),
        created_by=by,
        is_example=is_example,
    )
    meeting.members.set(members)
    meeting.indicators.set(invitation.indicators)
    if after is not None:
        _same_people(after, meeting, {actor.pk for actor in members})
    return meeting


@transaction.atomic
def edit_meeting(*, meeting: Meeting, invitation: Invitation) -> None:
    """When its figures stand still, only time and place can change."""
    refuse_closed(meeting)
    told = {name: getattr(invitation, name) for name in ("title", "date", "time", "place")}
    if meeting.is_frozen:
        Meeting.objects.filter(pk=meeting.pk).update(**told)
        return
    members = _members(invitation)
    Meeting.objects.filter(pk=meeting.pk).update(**told, group=invitation.group)
    meeting.members.set(members)
    meeting.indicators.set(invitation.indicators)


@transaction.atomic
def close_meeting(*, meeting: Meeting) -> None:
    if not meeting.is_frozen:
        raise ValidationError(_("Møtet kan avsluttes når det er holdt. Frys tallene først."))
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED)


@transaction.atomic
def reopen_meeting(*, meeting: Meeting) -> None:
    """To mend the minutes; the figures stay as they were."""
    Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.CLOSED).update(state=Meeting.State.HELD)


@transaction.atomic
def add_participant(*, meeting: Meeting, person: Person) -> None:
    """Who is there already is not there twice."""
    refuse_closed(meeting)
    try:
        with transaction.atomic():
            Participant.objects.create(
                meeting=meeting, actor_id=person.actor_id, role=person.role, user_id=person.user_id
            )
    except IntegrityError:
        raise ValidationError({"person": _("Deltakeren står i listen fra før.")}) from None


def remove_participant(*, participant: Participant) -> None:
    refuse_closed(participant.meeting)
    participant.delete()


def refuse_closed(meeting: Meeting) -> None:
    if meeting.is_closed:
        raise ValidationError(_("Møtet er avsluttet. Gjenåpne det for å endre noe."))


def members_of(group: Actor, on: date) -> list[Actor]:
    """The municipalities of a group that day."""
    found = Actor.objects.valid_on(on).members_of(group, on=on, kind=ActorKind.MUNICIPALITY)
    return list(found.order_by("name"))


def share_figures(actors: Collection[Actor], on: date) -> bool:
    """Whether all of them stand in one group that shares figures by agreement."""
    links = Closure.objects.valid_on(on).filter(structure__is_agreement=True, descendant__in=actors)
    under: dict[int, set[int]] = {}
    for above, below in links.values_list("ancestor_id", "descendant_id"):
        under.setdefault(above, set()).add(below)
    wanted = {actor.pk for actor in actors}
    return any(wanted <= found for found in under.values())


def _members(invitation: Invitation) -> list[Actor]:
    """Raises ValidationError where they, or the indicators, will not do."""
    group, indicators = invitation.group, invitation.indicators
    members = members_of(group, invitation.date) if group else list(invitation.members)
    if len(members) < NEEDED:
        where = "group" if group else "municipalities"
        raise ValidationError({where: _("Et møte trenger minst to kommuner.")})
    if not indicators:
        raise ValidationError({"indicators": _("Velg minst én måleindikator.")})
    if len(indicators) > MOST_INDICATORS:
        most = {"most": MOST_INDICATORS}
        raise ValidationError(
            {"indicators": _("Velg høyst %(most)s. Flere rekker ikke et møte over.") % most}
        )
    closed = [indicator for indicator in indicators if not indicator.open]
    if closed and not share_figures(members, invitation.date):
        words = _(
            "«%(title)s» er ikke åpen, og kan bare tas med når alle kommunene står i samme nettverk eller "
            "helsefellesskap."
        )
        raise ValidationError({"indicators": words % {"title": closed[0].title}})
    return members


def _before(invitation: Invitation) -> Meeting | None:
    if invitation.group is None:
        return None
    held = Meeting.objects.filter(group=invitation.group, date__lt=invitation.date)
    return held.order_by("-date", "-pk").first()


def _same_people(before: Meeting, meeting: Meeting, members: set[int]) -> None:
    allowed = members | ({meeting.group_id} if meeting.group_id else set())
    Participant.objects.bulk_create(
        Participant(meeting=meeting, actor_id=one.actor_id, role=one.role, user_id=one.user_id)
        for one in before.participants.all()
        if one.actor_id in allowed
    )
