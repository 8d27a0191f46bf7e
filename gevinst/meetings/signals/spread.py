"""Differences between members that are more than chance: by rate or share, with the funnel's own limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.charts import source_names
from gevinst.meetings import drawing
from gevinst.meetings.finding import Finding, Proposal
from gevinst.meetings.models import AgendaItem
from gevinst.meetings.signals.links import compare_url
from gevinst.meetings.signals.world import World
from gevinst.meetings.words import briefly, unit_of
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point, of_length, rolling
from indicators.statistics.funnel import Funnel, Place, funnel
from indicators.statistics.rounding import format_number

# Fewer are no group to be compared with.
NEEDED = 3
YEAR = 12


@dataclass(frozen=True)
class Spread:
    """The members with a figure of the same period, set against their own whole. `factor`: what a quotient is
    multiplied by where it is shown."""

    indicator: Indicator
    actors: list[Actor]
    points: list[Point]
    funnel: Funnel
    factor: float
    by_people: bool
    lacking: list[Actor]

    @property
    def flagged(self) -> list[int]:
        """Places in the list, the farthest from the whole first."""
        outside = [at for at, place in enumerate(self.funnel.places) if place.is_flagged]
        return sorted(outside, key=lambda at: -self._distance(at))

    @property
    def weight(self) -> float:
        """How many are flagged counts most, then how far the farthest is from the whole."""
        return self._distance(self.flagged[0]) if self.flagged else 0.0

    @property
    def period(self) -> str:
        return self.points[0].label()

    @property
    def unit(self) -> str:
        if not self.by_people:
            return unit_of(self.indicator)
        said = {"unit": self.indicator.unit, "factor": format_number(self.indicator.population_factor)}
        return _("%(unit)s per %(factor)s innbyggere") % said

    def text(self, quotient: float) -> str:
        value = quotient * self.factor
        return format_number(value, 1) if self.by_people else written(value, self.indicator)

    def drawn(self) -> list[int]:
        """Those there is room for on a slide, the highest first: those outside come before the others."""
        flagged = set(self.flagged)
        far = sorted(range(len(self.actors)), key=lambda at: (at not in flagged, -self._distance(at)))
        return sorted(far[: drawing.MOST_ROWS], key=lambda at: -float(self.funnel.values[at]))

    def _distance(self, at: int) -> float:
        return abs(float(self.funnel.values[at]) / self.funnel.centre - 1) if self.funnel.centre else 0.0


def proposed(world: World) -> list[Proposal]:
    found = [spread for indicator in world.indicators if (spread := spread_of(world, indicator))]
    found = sorted((one for one in found if one.flagged), key=lambda one: -one.weight)
    return [
        Proposal(
            kind=AgendaItem.Kind.SPREAD,
            title=briefly(one.indicator),
            finding=sentence(one, world.whole),
            why=reason(one),
            weight=one.weight,
            indicator=one.indicator,
            url=compare_url(world, one.indicator, "trakt"),
        )
        for one in found
    ]


def finding(world: World, indicator: Indicator) -> Finding:
    spread = spread_of(world, indicator)
    if spread is None:
        return Finding(sentence=_("Det er ikke nok tall til å sammenligne deltakerne"))
    order = sorted(range(len(spread.actors)), key=lambda at: -float(spread.funnel.values[at]))
    limits, factor = spread.funnel, spread.factor
    texts = [spread.text(float(value)) for value in limits.values]
    names = [actor.name for actor in spread.actors]
    drawn = spread.drawn()
    return Finding(
        sentence=sentence(spread, world.whole),
        why=reason(spread),
        unit=spread.unit,
        direction=indicator.direction,
        source=source_names(indicator),
        updated=spread.period,
        reading=_(
            "Feltene viser hvor langt fra gruppen tilfeldigheter alene kan føre en kommune av den størrelsen."
        )
        + drawing.not_all(len(drawn), len(order)),
        figure=drawing.within_limits(
            names=[names[at] for at in drawn],
            values=[float(limits.values[at]) * factor for at in drawn],
            texts=[texts[at] for at in drawn],
            flagged=[limits.places[at].is_flagged for at in drawn],
            low=[float(limits.low998[at]) * factor for at in drawn],
            high=[float(limits.high998[at]) * factor for at in drawn],
            centre=limits.centre * factor,
            centre_text=f"{world.whole}: {spread.text(limits.centre)}",
        ),
        head=[_("Deltaker"), spread.unit, _("Mot gruppen samlet")],
        rows=[
            *([names[at], texts[at], _told(limits.places[at])] for at in order),
            *([actor.name, "–", _("mangler tall")] for actor in spread.lacking),
        ],
        is_example=any(point.is_example for point in spread.points),
        url=compare_url(world, indicator, "trakt"),
    )


def spread_of(world: World, indicator: Indicator) -> Spread | None:
    """None where too few have figures, or where there is nothing that chance can be reckoned of."""
    kind = kind_for(indicator.kind)
    by_people = kind.code == "count" and bool(indicator.population_band)
    if kind.code not in ("share", "rate") and not by_people:
        return None
    points = _same_period(world, indicator)
    people = (
        world.people(indicator.population_band, _year(points)) if indicator.population_band and points else {}
    )
    pairs: list[tuple[Actor, Point, float, float]] = []
    for actor, point in points:
        below = people.get(actor.pk) if by_people or point.denominator is None else point.denominator
        if point.numerator is not None and point.numerator >= 0 and below:
            pairs.append((actor, point, point.numerator, below))
    if len(pairs) < NEEDED or not any(top for _actor, _point, top, _below in pairs):
        return None
    share = kind.code == "share"
    if share and any(top > below for _actor, _point, top, below in pairs):
        return None
    seen = {actor.pk for actor, *_rest in pairs}
    return Spread(
        indicator=indicator,
        actors=[actor for actor, *_rest in pairs],
        points=[point for _actor, point, *_rest in pairs],
        funnel=funnel([one[2] for one in pairs], [one[3] for one in pairs], is_proportion=share),
        factor=_factor(indicator, by_people=by_people),
        by_people=by_people,
        lacking=[actor for actor in world.members if actor.pk not in seen],
    )


def sentence(spread: Spread, whole: str) -> str:
    """Who is farthest from the whole by more than chance; else that nobody is."""
    centre = spread.text(spread.funnel.centre)
    if not spread.flagged:
        said = {"n": len(spread.actors), "whole": whole, "value": centre}
        return _("Forskjellene mellom de %(n)s kan være tilfeldige. %(whole)s ligger på %(value)s") % said
    first = spread.flagged[0]
    said = {
        "actor": spread.actors[first].name,
        "value": spread.text(float(spread.funnel.values[first])),
        "centre": centre,
        "whole": whole,
    }
    if spread.funnel.places[first] is Place.HIGH:
        return _("%(actor)s ligger klart høyere enn %(whole)s: %(value)s mot %(centre)s") % said
    return _("%(actor)s ligger klart lavere enn %(whole)s: %(value)s mot %(centre)s") % said


def reason(spread: Spread) -> str:
    out, every = len(spread.flagged), len(spread.actors)
    if not out:
        return _("Ingen ligger lenger fra gruppen enn tilfeldigheter kan gi.")
    words = ngettext(
        "%(out)s av %(every)s ligger lenger fra gruppen enn tilfeldigheter gir.",
        "%(out)s av %(every)s ligger lenger fra gruppen enn tilfeldigheter gir.",
        out,
    )
    return words % {"out": out, "every": every}


def _same_period(world: World, indicator: Indicator) -> list[tuple[Actor, Point]]:
    """The figures of the latest period that most members have one of; of months that add up, twelve."""
    found = [(actor, _usable(world.points(indicator, actor), indicator)) for actor in world.members]
    counted = Counter(point.period for _actor, points in found for point in points)
    if not counted:
        return []
    chosen = max(counted, key=lambda period: (counted[period], period.end))
    return [(actor, point) for actor, points in found for point in points if point.period == chosen]


def _usable(points: list[Point], indicator: Indicator) -> list[Point]:
    kept = of_length(points, None, sums_over_time=indicator.over_time == "sum")
    if kept and kept[0].period.kind is PeriodKind.MONTH and indicator.over_time == "sum":
        kept = rolling(kept, YEAR) or kept
    return [point for point in kept if point.is_whole and point.adds_up]


def _year(points: Sequence[tuple[Actor, Point]]) -> int:
    return points[0][1].period.year


def _factor(indicator: Indicator, *, by_people: bool) -> float:
    if by_people:
        return indicator.population_factor
    multiplier = kind_for(indicator.kind).multiplier
    return indicator.factor if multiplier is None else multiplier


def _told(place: Place) -> str:
    return {
        Place.LOW: _("klart lavere"),
        Place.HIGH: _("klart høyere"),
    }.get(place, _("kan være tilfeldig"))
