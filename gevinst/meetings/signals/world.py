"""The figures of a meeting, read once for all that is said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.meetings.models import AgendaItem, Meeting
from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Behaviour, behaviours
from indicators.measurements.denominators import population_of
from indicators.measurements.series import Point, Want, series_of
from indicators.quality.completeness import Completeness, completeness_of


@dataclass(frozen=True)
class World:
    """`series` and `behaviours` by (indicator id, actor id), of all members and what else is asked about."""

    meeting: Meeting
    today: date
    members: list[Actor]
    indicators: list[Indicator]
    series: dict[Want, list[Point]]
    behaviours: dict[Want, Behaviour]
    numbers: Numbers
    _people: dict[tuple[str, int], dict[int, float]] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """How the members together are named in a sentence."""
        return self.meeting.group.name if self.meeting.group else _("deltakerne samlet")

    def of(self, indicator: Indicator, actor: Actor) -> Behaviour:
        return self.behaviours.get((indicator.pk, actor.pk), Behaviour())

    def points(self, indicator: Indicator, actor: Actor) -> list[Point]:
        return self.series.get((indicator.pk, actor.pk), [])

    @cached_property
    def deliveries(self) -> dict[int, Completeness]:
        """What the members had delivered by the day of the meeting and what was late, by indicator id."""
        wants = [(indicator, actor) for indicator in self.indicators for actor in self.members]
        measured = {
            (indicator.pk, actor.pk): [one.period for one in self.points(indicator, actor) if not one.parts]
            for indicator, actor in wants
        }
        found = completeness_of(wants, today=self.today, numbers=self.numbers, measured=measured)
        return {one.indicator.pk: one for one in found}

    def people(self, band: str, year: int) -> dict[int, float]:
        """Inhabitants of the age band by member. One query for each band and year asked for."""
        if (band, year) not in self._people:
            every = [actor.pk for actor in self.members]
            self._people[band, year] = population_of(every, band, year, numbers=self.numbers)
        return self._people[band, year]


def until(day: date, points: Iterable[Point]) -> list[Point]:
    """A meeting sees nothing later than its day, also where it is written down afterwards."""
    return [point for point in points if point.period.end <= day]


def world_of(meeting: Meeting, items: Iterable[AgendaItem] = ()) -> World:
    """Of the meeting's indicators, and those of the items (loaded with theirs, and their actors)."""
    items = list(items)
    members = sorted(meeting.members.all(), key=lambda one: one.name)
    actors = {one.pk: one for one in [*members, *(item.actor for item in items if item.actor)]}
    chosen = [*meeting.indicators.all(), *(item.indicator for item in items if item.indicator)]
    indicators = list({one.pk: one for one in chosen}.values())
    prefetch_related_objects(indicators, "terms")
    numbers = Numbers.load()
    wants = [(indicator, actor) for indicator in indicators for actor in actors.values()]
    found = series_of(wants, numbers=numbers)
    series = {want: until(meeting.date, points) for want, points in found.items()}
    return World(
        meeting=meeting,
        today=min(timezone.localdate(), meeting.date),
        members=members,
        indicators=indicators,
        series=series,
        behaviours=behaviours(series, indicators),
        numbers=numbers,
    )
