"""Two meetings as the ROR network might hold them, labelled examples: one held, and the next. Idempotent."""

from __future__ import annotations

from datetime import date, datetime, time

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from gevinst.access.models import Role
from gevinst.meetings import agenda, decisions, freezing, services
from gevinst.meetings.finding import Proposal
from gevinst.meetings.models import AgendaItem, Meeting
from gevinst.meetings.people import Person
from gevinst.meetings.proposing import proposals_for
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator

SLUGS = ("ukp-dogn", "ukp-andel-nulldogn", "andel-legemidler-innen-tidsintervall")
GROUP, HELD, NEXT = "ror", date(2026, 4, 16), date(2026, 11, 26)
BEGINS = time(12, 30)
# Kommunenummer of the one it is about, who answers for it, by when, what.
DECIDED = (
    (
        "ukp-dogn",
        "1506",
        date(2026, 6, 15),
        "Molde legger fram hva som ble gjort da døgnene begynte å falle.",
    ),
    (
        "ukp-andel-nulldogn",
        "1535",
        date(2026, 12, 15),
        "Vestnes prøver fast telefontid med sykehuset i åtte uker.",
    ),
)


@transaction.atomic
def load_meetings() -> int:
    """How many were made: two, or none where they are there or the network is not."""
    group = Actor.objects.filter(kind=ActorKind.NETWORK, code=GROUP, valid_to=None).first()
    indicators = list(Indicator.objects.filter(slug__in=SLUGS, published=True))
    if group is None or not indicators or Meeting.objects.filter(is_example=True).exists():
        return 0
    if len(services.members_of(group, HELD)) < services.NEEDED:
        return 0
    held = _meeting("Nettverksmøte i ROR, april", HELD, group, indicators)
    _people(held)
    agenda.take_in(meeting=held, proposals=_shared(held)[:5])
    freezing.freeze(meeting=held, at=timezone.make_aware(datetime.combine(HELD, BEGINS)))
    held.refresh_from_db()
    _decide(held, indicators)
    services.close_meeting(meeting=held)
    coming = _meeting("Nettverksmøte i ROR, november", NEXT, group, indicators, after=held)
    agenda.take_in(meeting=coming, proposals=_shared(coming))
    agenda.add_item(
        meeting=coming,
        title="Erfaringer med elektroniske meldinger til sykehuset",
        text="Runde rundt bordet: Hva virker, og hva må til for at meldingene blir lest samme dag?",
    )
    return 2


def remove_meetings() -> None:
    """Those that are made up; a real one that followed stays, with nothing before it."""
    Meeting.objects.filter(is_example=True).delete()


def _meeting(
    title: str, day: date, group: Actor, indicators: list[Indicator], after: Meeting | None = None
) -> Meeting:
    invitation = services.Invitation(
        title=title,
        date=day,
        time=BEGINS,
        place="Teams, lenken står i innkallingen",
        group=group,
        indicators=indicators,
    )
    return services.create_meeting(invitation=invitation, by=None, after=after, is_example=True)


def _people(meeting: Meeting) -> None:
    for actor in meeting.members.all():
        person = Person(actor.pk, Role.COORDINATOR.value)
        services.add_participant(meeting=meeting, person=person)


def _shared(meeting: Meeting) -> list[Proposal]:
    """What the figures alone propose: nothing out of anybody's plan."""
    return proposals_for(meeting, AnonymousUser())


def _decide(meeting: Meeting, indicators: list[Indicator]) -> None:
    members = {actor.code: actor for actor in meeting.members.all()}
    by_slug = {indicator.slug: indicator for indicator in indicators}
    items: dict[int | None, AgendaItem] = {item.indicator_id: item for item in meeting.items.all()}
    for slug, code, due, text in DECIDED:
        indicator, actor = by_slug.get(slug), members.get(code)
        if indicator is None or actor is None:
            continue
        decisions.decide(
            meeting=meeting,
            decided=decisions.Decided(
                text=text,
                owner=Person(actor.pk, Role.COORDINATOR.value),
                due=due,
                actor=actor,
                indicator=indicator,
            ),
            item=items.get(indicator.pk),
            by=None,
        )
