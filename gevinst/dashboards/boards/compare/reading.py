"""The figures of a comparison: one value an actor over the chosen period, and the group's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gevinst.dashboards.boards.compare.evidence import Part, part_of
from gevinst.dashboards.boards.compare.periods import LAST_YEAR, Choice, Choices, choices_for
from gevinst.dashboards.boards.compare.question import Question
from gevinst.dashboards.boards.compare.wholes import Whole, whole_of
from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.kinds import kind_for
from indicators.measurements.denominators import population_of
from indicators.measurements.frontier import frontiers
from indicators.measurements.periods import Period, PeriodKind, parse_period
from indicators.measurements.series import Point, rolling, series_of

MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Figures:
    """`points` and `values` by actor id; a value is None where the point lacks or holds no number."""

    choices: Choices
    choice: Choice | None
    points: Mapping[int, Point | None]
    values: Mapping[int, float | None]
    whole: Whole | None
    parts: Mapping[int, Part] = field(default_factory=dict)
    people: Mapping[int, float] = field(default_factory=dict)
    series: Mapping[int, Sequence[Point]] = field(default_factory=dict)


def read(question: Question, actors: Sequence[Actor], *, over_time: bool = False) -> Figures:
    """Eleven queries at most, however many actors. `over_time`: `series` go as far back as figures do."""
    indicator, known, numbers = question.indicator, question.as_known_on, question.numbers
    choices = choices_for(indicator, [actor.pk for actor in actors], numbers=numbers, as_known_on=known)
    if not choices.offered:
        below = _below(question, actors, numbers)
        choices = choices_for(indicator, below, numbers=numbers, as_known_on=known)
    choice = choices.chosen(question.period)
    if choice is None:
        nothing = {actor.pk: None for actor in actors}
        return Figures(choices, None, nothing, nothing, None)
    wants = ((indicator, actor) for actor in actors)
    since = None if over_time else choice.start
    found = series_of(wants, since=since, as_known_on=known, numbers=numbers)
    series = {actor.pk: found.get((indicator.pk, actor.pk), []) for actor in actors}
    points = {pk: _at(choice, series[pk], choices.last_month, question) for pk in series}
    people = population_of(points, indicator.population_band, choice.year, as_known_on=known, numbers=numbers)
    values = {pk: value_of(point, people.get(pk), question) for pk, point in points.items()}
    whole = _whole(points, values, people, question)
    parts = {
        pk: part
        for pk, point in points.items()
        if point and values[pk] is not None and (part := _part(point, people.get(pk), question))
    }
    return Figures(choices, choice, points, values, whole, parts, people, series)


def nothing_read(actors: Sequence[Actor]) -> Figures:
    """For what reads its figures by itself."""
    nothing = {actor.pk: None for actor in actors}
    return Figures(Choices([], None), None, nothing, nothing, None)


def _part(point: Point, people: float | None, question: Question) -> Part | None:
    indicator = question.indicator
    if question.as_rate:
        return part_of("rate", point.numerator, people, indicator.population_factor)
    by_people = lacks_inhabitants(indicator.kind, point)
    return part_of(
        indicator.kind, point.numerator, people if by_people else point.denominator, indicator.factor
    )


def _whole(
    points: Mapping[int, Point | None],
    values: Mapping[int, float | None],
    people: Mapping[int, float],
    question: Question,
) -> Whole | None:
    found = {pk: (point, people.get(pk)) for pk, point in points.items() if point and values[pk] is not None}
    lacks = [lacks_inhabitants(question.indicator.kind, point) for point, _people in found.values()]
    return whole_of(found, question, by_people=question.as_rate or (bool(lacks) and all(lacks)))


def _below(question: Question, actors: Sequence[Actor], numbers: Numbers) -> list[int]:
    """Those measured under actors that are not: the districts of a city."""
    wanted = [(question.indicator.pk, actor.pk) for actor in actors]
    if not question.indicator.additive:
        return []
    parts = frontiers(wanted, on=question.today, as_known_on=question.as_known_on, numbers=numbers)
    return [part for found in parts.values() for part in found]


def _at(
    choice: Choice, points: Sequence[Point], last_month: Period | None, question: Question
) -> Point | None:
    """The figure of that period, else the sum of its months where months add up."""
    months = [point for point in points if point.period.kind is PeriodKind.MONTH]
    if choice.code == LAST_YEAR:
        return next((run for run in rolling(months, MONTHS_IN_YEAR) if run.period == last_month), None)
    asked = parse_period(choice.code)
    exact = next((point for point in points if point.period == asked), None)
    if exact is None and asked.kind is PeriodKind.YEAR and question.indicator.over_time == "sum":
        return next((run for run in rolling(months, MONTHS_IN_YEAR) if run.period.end == asked.end), None)
    return exact


def value_of(point: Point | None, people: float | None, question: Question) -> float | None:
    if point is None:
        return None
    indicator, own = question.indicator, point.value(question.indicator)
    if question.as_rate:
        if own is None or point.numerator is None or not people:
            return None
        return point.numerator * indicator.population_factor / people
    if lacks_inhabitants(indicator.kind, point) and point.numerator is not None and people:
        return point.numerator * indicator.factor / people
    return own


def lacks_inhabitants(kind: str, point: Point) -> bool:
    """A rate whose source gave the count alone: it is divided by the population that is known here."""
    return kind_for(kind).population == "required" and point.denominator is None
