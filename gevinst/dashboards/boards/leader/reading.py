"""The figures of a leader's board: whole series of the actor and of those next below, read at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from gevinst.dashboards.boards.leader.question import Question
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.behaviour import Behaviour, behaviour
from indicators.measurements.known import moment_of, read
from indicators.measurements.models import FIGURE, EarlierMeasurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.running import span
from indicators.measurements.series import Point, Want, series_of
from indicators.measurements.values import Status
from indicators.statistics.change import LikeForLike, Span

MONTHS = 6
OFFERED = 36


@dataclass(frozen=True)
class Figures:
    """`indicators` are those the actor itself has figures of. `series`: months up to `now`, by indicator and
    actor, of all that has any. `now` is None with no figure at all. `running`: figures of months that were
    not over then, by indicator and month."""

    groups: Sequence[Term]
    indicators: Sequence[Indicator]
    all_indicators: Sequence[Indicator]
    series: Mapping[Want, Mapping[Period, Point]]
    offered: Sequence[Period]
    now: Period | None
    running: Mapping[tuple[int, Period], Sequence[Point]]

    @property
    def months(self) -> list[Period]:
        """The columns, oldest first; the month asked about is the last."""
        found = [self.now] if self.now else []
        while found and len(found) < MONTHS:
            found.insert(0, found[0].previous())
        return found

    def of(self, indicator: Indicator, actor: Actor) -> Mapping[Period, Point]:
        return self.series.get((indicator.pk, actor.pk), {})

    def behaviour(self, indicator: Indicator, actor: Actor) -> Behaviour:
        """What the months until now say together."""
        return behaviour(list(self.of(indicator, actor).values()), indicator)

    def same_days(self, indicator: Indicator, month: Period, new: Span) -> Point | None:
        """What was known of an earlier month when it had come as far as the running one has now."""
        return next(
            (
                point
                for point in self.running.get((indicator.pk, month), ())
                if LikeForLike(span_of(point), new).is_comparable
            ),
            None,
        )


def read_figures(question: Question) -> Figures:
    """Constant in queries, however many measures and units."""
    indicators = _measured(question)
    groups = sorted({term for one in indicators for term in dashboards_of(one)}, key=lambda term: term.order)
    if any(term.code == question.group for term in groups):
        indicators = [
            one for one in indicators if question.group in {term.code for term in dashboards_of(one)}
        ]
    actors = [question.actor, *question.under]
    found = series_of(
        [(indicator, actor) for indicator in indicators for actor in actors],
        as_known_on=question.as_known_on,
        numbers=question.numbers,
    )
    months = {want: _by_month(points) for want, points in found.items()}
    own = {one for (_pk, actor), series in months.items() if actor == question.actor.pk for one in series}
    there = own or {one for series in months.values() for one in series}
    offered = sorted(there, reverse=True)[:OFFERED]
    now = question.month if question.month in there else next(iter(offered), None)
    series = {
        want: {one: point for one, point in points.items() if now and one <= now}
        for want, points in months.items()
    }
    shown = [one for one in indicators if series.get((one.pk, question.actor.pk))]
    running = _running(question, shown, now) if now and _runs(series, question, shown, now) else {}
    return Figures(groups, shown, indicators, series, offered, now, running)


def dashboards_of(indicator: Indicator) -> list[Term]:
    """Those its definition puts it on. Expects its terms loaded."""
    return [term for term in indicator.terms.all() if term.kind == Term.Kind.DASHBOARD]


def span_of(point: Point) -> Span:
    return span(point.period, point.as_of)


def _measured(question: Question) -> list[Indicator]:
    """Published ones with monthly figures of the actor or of somebody below it, in the order of their ids."""
    published = list(Indicator.objects.published().defer("definition", "search_text").with_sheet())
    actors = question.numbers.all_of({question.actor.pk, *question.below})
    ids = {one.pk for one in published}
    rows = read(
        question.as_known_on,
        lambda side: (
            side.whole()
            .filter(indicator_id__among=ids, actor_id__among=actors, period_kind=PeriodKind.MONTH)
            .distinct()
        ),
        "indicator_id",
    )
    there = {pk for (pk,) in rows}
    return sorted((one for one in published if one.pk in there), key=_place)


def _place(indicator: Indicator) -> tuple[str, int, str]:
    """LA2 before LA10."""
    code = min((code.code for code in indicator.codes.all()), default="~", key=lambda text: (len(text), text))
    return code.rstrip("0123456789"), len(code), code


def _by_month(points: Collection[Point]) -> dict[Period, Point]:
    return {point.period: point for point in points if point.period.kind is PeriodKind.MONTH}


def _runs(
    series: Mapping[Want, Mapping[Period, Point]], question: Question, shown: Sequence[Indicator], now: Period
) -> bool:
    cells = (series[(one.pk, question.actor.pk)].get(now) for one in shown)
    return any(point is not None and not point.is_whole for point in cells)


def _running(
    question: Question, indicators: Sequence[Indicator], now: Period
) -> dict[tuple[int, Period], list[Point]]:
    """What was said of last month, and of this month last year, while they ran. Those taken back do not
    count. One query."""
    starts = [month.start for month in (now.previous(), now.same_last_year()) if month]
    rows = EarlierMeasurement.objects.filter(
        indicator_id__among=[one.pk for one in indicators],
        actor_id__among=question.numbers.all_of([question.actor.pk]),
        period_kind=PeriodKind.MONTH,
        period_start__in=starts,
        breakdown__key="",
        status=Status.PARTIAL,
        batch__undone_at=None,
    )
    if question.as_known_on:
        rows = rows.filter(batch__created_at__lte=moment_of(question.as_known_on))
    found: dict[tuple[int, Period], list[Point]] = {}
    columns = ("indicator", "period_start", "batch__is_example", *FIGURE)
    for indicator, start, is_example, *figure in rows.values_list(*columns):
        month = Period(PeriodKind.MONTH, start)
        parts = dict(zip(FIGURE, figure, strict=True))
        point = Point(period=month, is_example=is_example, **parts)
        found.setdefault((indicator, month), []).append(point)
    return found
