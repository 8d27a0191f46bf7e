"""A measure as a row: its months, the running one apart, and what it may honestly be held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gevinst.dashboards import figures as drawings
from gevinst.dashboards.boards.leader.goals import Goal
from gevinst.dashboards.boards.leader.question import Question
from gevinst.dashboards.boards.leader.reading import Figures, dashboards_of, span_of
from gevinst.dashboards.figures import Spark
from gevinst.values.keys import key_of
from gevinst.values.known import asked_for
from gevinst.values.templatetags.figures import unit_in_words
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import finished, in_words
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.behaviour import Behaviour
from indicators.measurements.periods import Period
from indicators.measurements.series import Point
from indicators.measurements.values import Reason
from indicators.statistics.change import Change, LikeForLike, change
from indicators.statistics.rounding import format_number

SPARK_POINTS = 24


@dataclass(frozen=True)
class Cell:
    """A figure of a month as it is written. `reason`: why there is no number; `until`: «til og med 12.05.»
    where the month was not over."""

    month: Period
    text: str = ""
    reason: str = Reason.MISSING.value
    value: float | None = None
    until: str = ""
    url: str = ""
    is_example: bool = False


@dataclass(frozen=True)
class Held:
    """The change from an earlier month to now: `text` is empty, and `why` says why, where none is shown.
    `against`: what it is held against, where that is not the whole month."""

    text: str = ""
    why: str = ""
    against: str = ""
    change: Change | None = None


@dataclass(frozen=True)
class Row:
    indicator: Indicator
    group: Term | None
    unit: str
    url: str
    cells: Sequence[Cell]
    now: Cell
    last_month: Cell
    last_year: Cell
    from_last_month: Held
    from_last_year: Held
    goal: Goal | None
    behaviour: Behaviour
    spark: Spark | None

    @property
    def told(self) -> str:
        """Its unit, and which way is better: «Dager, lavere er bedre»."""
        better = {"up": _("høyere er bedre"), "down": _("lavere er bedre"), "hold": _("skal holdes uendret")}
        unit = _("tid") if self.indicator.kind == "duration" else unit_in_words(self.unit)
        return capfirst(", ".join(filter(None, [unit, better.get(self.indicator.direction, "")])))

    @property
    def judged_until(self) -> str:
        """The last month judged, where it lies further back than the one before now."""
        latest = self.behaviour.latest
        late = latest is not None and latest.period < self.last_month.month
        return _("til og med %(month)s") % {"month": latest.label()} if latest and late else ""

    @property
    def summary(self) -> str:
        """The small drawing in words."""
        judged = self.behaviour
        if not judged.points:
            return judged.signal.words
        n = min(len(judged.points), SPARK_POINTS)
        last = judged.points[-1].period.label()
        return _("%(n)s måneder til og med %(last)s: %(signal)s") % {
            "n": n,
            "last": last,
            "signal": judged.signal.words.lower(),
        }

    @property
    def is_example(self) -> bool:
        return any(cell.is_example for cell in (*self.cells, self.last_year))


def rows_of(question: Question, found: Figures, goals: Mapping[int, Goal]) -> list[Row]:
    """In the order of the indicators; none before there is a month."""
    now = found.now
    return [_row(one, question, found, now, goals.get(one.pk)) for one in found.indicators] if now else []


def indicator_url(slug: str, actor: Actor, asked: Sequence[tuple[str, str]] = ()) -> str:
    """Its own page, where there is one, with what else is asked; else its 1-sider."""
    try:
        kept = urlencode([("aktor", key_of(actor)), *asked])
        return f"{reverse('dashboards:indicator', args=[slug])}?{kept}"
    except NoReverseMatch:
        return reverse("sheets:sheet", args=[slug])


def held_against(
    indicator: Indicator, now: Point | None, month: Period, found: Figures, then: Point | None
) -> Held:
    """Whole months are held against whole months, a running one against the same days; else nothing is."""
    if now is None:
        return Held(why=_("tallet er ikke kommet"))
    if not now.is_whole and now.as_of is None:
        return Held(why=finished(now))
    new, against = span_of(now), ""
    if not new.is_whole:
        alike = found.same_days(indicator, month, new)
        if alike is None:
            words = _("de samme dagene i %(month)s er ikke kjent") if then else _("%(month)s mangler")
            return Held(why=words % {"month": month.label()})
        then = alike
        against = _same_days(then, indicator)
    if then is None:
        return Held(why=_("%(month)s mangler") % {"month": month.label()})
    if not LikeForLike(span_of(then), new).is_comparable or (not then.is_whole and then.as_of is None):
        return Held(why=_("%(month)s er ikke hel") % {"month": month.label()})
    done = change(
        _operand(then, indicator),
        _operand(now, indicator),
        is_share=kind_for(indicator.kind).change_is_in_points,
        decimals=indicator.decimals,
    )
    text = change_text(done, indicator)
    return Held(text, "" if text else _("kan ikke beregnes"), against, done)


def change_text(done: Change, indicator: Indicator) -> str:
    """«−48,2 %», for shares «+4 prosentpoeng»; the difference where percent of so little says nothing."""
    if done.points is None:
        return ""
    if done.is_share:
        return f"{format_number(done.points, done.decimals, signed=True)} {_('prosentpoeng')}"
    if done.percent is not None:
        return f"{format_number(done.percent, 1, signed=True)}\u00a0%"
    return kind_for(indicator.kind).format(done.points, done.decimals, signed=True)


def _row(indicator: Indicator, question: Question, found: Figures, now: Period, goal: Goal | None) -> Row:
    series = found.of(indicator, question.actor)
    before, year_before = now.previous(), now.same_last_year() or now
    judged = found.behaviour(indicator, question.actor)
    limits = (judged.chart.limits.lower, judged.chart.limits.upper) if judged.chart else None

    def cell(month: Period) -> Cell:
        return _cell(indicator, question, month, series.get(month))

    def held(month: Period) -> Held:
        return held_against(indicator, series.get(now), month, found, series.get(month))

    kind = kind_for(indicator.kind)
    return Row(
        indicator=indicator,
        group=next(iter(dashboards_of(indicator)), None),
        unit=kind.fixed_unit or indicator.unit,
        url=indicator_url(indicator.slug, question.actor, _asked(question)),
        cells=[cell(month) for month in found.months],
        now=cell(now),
        last_month=cell(before),
        last_year=cell(year_before),
        from_last_month=held(before),
        from_last_year=held(year_before),
        goal=goal,
        behaviour=judged,
        spark=drawings.spark(judged.values[-SPARK_POINTS:], limits),
    )


def _asked(question: Question) -> list[tuple[str, str]]:
    """The day whose figures are shown, where that is not today."""
    return [asked_for(question.as_known_on)] if question.as_known_on else []


def _cell(indicator: Indicator, question: Question, month: Period, point: Point | None) -> Cell:
    if point is None:
        return Cell(month)
    kind = kind_for(indicator.kind)
    known = point.reason in (Reason.NONE, Reason.NIL)
    value = point.value(indicator) if known else None
    if value is not None:
        text = kind.format(value, indicator.decimals, kind.fixed_unit)
    else:
        text = in_words(point, indicator) if point.reason == Reason.BELOW else ""
    return Cell(
        month=month,
        text=text,
        reason="" if text else (point.reason or Reason.NOT_POSSIBLE.value),
        value=value,
        until="" if point.is_whole else (span_of(point).label if point.as_of else _("ikke hele måneden")),
        url=trail_url(indicator.slug, question.actor, month.code, urlencode(_asked(question))),
        is_example=point.is_example,
    )


def _operand(point: Point, indicator: Indicator) -> float | str:
    value = point.value(indicator)
    return point.reason or Reason.NOT_POSSIBLE.value if value is None else value


def _same_days(then: Point, indicator: Indicator) -> str:
    """«mot 142 til og med 12.04.»"""
    value = then.value(indicator)
    kind = kind_for(indicator.kind)
    text = (
        in_words(then, indicator)
        if value is None
        else kind.format(value, indicator.decimals, kind.fixed_unit)
    )
    return _("mot %(value)s %(until)s") % {"value": text, "until": span_of(then).label}
