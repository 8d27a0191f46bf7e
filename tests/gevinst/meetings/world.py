"""A network of five with figures that tell something, and a meeting of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from gevinst.meetings.models import Meeting
from gevinst.meetings.services import Invitation, create_meeting
from indicators.actors.models import Actor, ActorKind, Membership, Structure
from indicators.actors.services import rebuild_closure
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, Breakdown, Measurement
from indicators.measurements.periods import Period, PeriodKind
from tests.cast import SINCE, Cast, make_actor

# As the usual variation of something that goes on as before.
STEADY = (40, 44, 38, 43, 41, 39, 42, 40, 45, 38, 41, 43)
FALLEN = (24, 26, 22, 25, 23, 24, 22, 25, 24)
RISEN = (61, 64, 60, 63, 62, 61, 64, 62, 60)


def months(count: int, *, back: int = 1) -> list[Period]:
    """The last so many months, the newest `back` months ago."""
    month = Period.of(PeriodKind.MONTH, timezone.localdate())
    for _step in range(back):
        month = month.previous()
    found = [month]
    while len(found) < count:
        found.insert(0, found[0].previous())
    return found


def fill(
    indicator: Indicator,
    actor: Actor,
    values: Sequence[float],
    *,
    below: Sequence[float] | float | None = None,
    back: int = 1,
) -> None:
    """Monthly figures, the last of them `back` months ago, in one batch."""
    whole, _made = Breakdown.objects.get_or_create(key="")
    batch = Batch.objects.create(origin=Batch.Origin.FILE, source="NPR", file_name="tall.csv")
    for place, (period, value) in enumerate(zip(months(len(values), back=back), values, strict=True)):
        under = below[place] if isinstance(below, Sequence) else below
        Measurement.objects.create(
            indicator=indicator,
            actor=actor,
            period_kind=period.kind.value,
            period_start=period.start,
            breakdown=whole,
            batch=batch,
            row=place + 2,
            numerator=value,
            denominator=under,
        )


def correct(indicator: Indicator, actor: Actor, value: float, *, back: int = 1) -> None:
    """The newest figure was wrong."""
    period = months(1, back=back)[0]
    found = Measurement.objects.filter(indicator=indicator, actor=actor, period_start=period.start)
    assert found.update(numerator=value) == 1


def join(cast: Cast, count: int) -> list[Actor]:
    """So many more municipalities in the network."""
    structure = Structure.objects.get(code="nettverk")
    more = [
        make_actor(ActorKind.MUNICIPALITY, f"9{number:03}", f"Bygd {number}")
        for number in range(1, count + 1)
    ]
    for actor in more:
        Membership.objects.create(structure=structure, parent=cast.network, child=actor, valid_from=SINCE)
    rebuild_closure(structure=structure)
    return more


def make_meeting(cast: Cast, indicators: Sequence[Indicator], **instead: Any) -> Meeting:
    after = instead.pop("after", None)
    invitation = {
        "title": "Nettverksmøte",
        "date": timezone.localdate(),
        "group": cast.network,
        "indicators": indicators,
        **instead,
    }
    return create_meeting(invitation=Invitation(**invitation), by=cast.kari, after=after)


def soon(days: int = 30) -> date:
    return timezone.localdate() + timedelta(days=days)
