"""One indicator across the municipalities of a group: sorted, with the group's own value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards import figures
from gevinst.dashboards.boards import Board
from gevinst.dashboards.charts import Chart
from gevinst.values.words import written
from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.denominators import population_of
from indicators.measurements.periods import Period, PeriodError, PeriodKind, parse_period
from indicators.measurements.series import Point, rolling, series_of
from indicators.statistics.rounding import format_number

BOARD = Board(
    code="compare",
    name="Sammenlign",
    question="Hvordan ligger vi an mot dem vi vil sammenligne oss med?",
    route="sammenlign/",
    view="gevinst.dashboards.views.compare",
)
GROUP_KINDS = (ActorKind.NETWORK, ActorKind.HEALTH_COMMUNITY, ActorKind.COOPERATION_AREA, ActorKind.COUNTY)
PICKABLE = (ActorKind.MUNICIPALITY, ActorKind.DISTRICT)
LAST_YEAR = "12m"
MOST_PICKED = 60


@dataclass(frozen=True)
class Question:
    """What is asked, as the URL says it; unknown values fall back to something sensible."""

    indicator: Indicator
    groups: list[Actor]
    group: Actor | None
    picked: str
    as_rate: bool
    period: str

    @property
    def may_be_rate(self) -> bool:
        return bool(self.indicator.population_band) and self.indicator.kind == "count"


@dataclass(frozen=True)
class Row:
    actor: Actor
    value: float | None
    text: str
    note: str
    point: Point | None
    is_own: bool
    difference: str = ""


@dataclass(frozen=True)
class Comparison:
    question: Question
    indicators: list[Indicator]
    periods: list[tuple[str, str]]
    period: str
    period_label: str
    rows: list[Row]
    unit: str
    group_value: float | None
    group_text: str
    chart: Chart | None
    problems: list[str] = field(default_factory=list)
    not_shared: list[Actor] = field(default_factory=list)

    @property
    def has_examples(self) -> bool:
        return any(row.point and row.point.is_example for row in self.rows)


def compare(user: Someone, query: QueryDict) -> Comparison | None:
    """None when there is nothing to compare: no indicator is published."""
    indicators = list(Indicator.objects.published())
    asked = next((one for one in indicators if one.slug == query.get("indikator", "ukp-dogn")), None)
    if asked is None:
        if not indicators:
            return None
        asked = indicators[0]
    today = timezone.localdate()
    question = _question(user, query, asked, today)
    actors, problems = _actors(question, today)
    shared = None if asked.open else gate.peers(user)
    shown = [actor for actor in actors if shared is None or actor.pk in shared]
    not_shared = [actor for actor in actors if actor not in shown]

    series = series_of((asked, actor) for actor in shown)
    last_month = _last_common_month(series.values())
    periods = _periods(asked, series.values(), last_month)
    period = question.period if question.period in dict(periods) else (periods[0][0] if periods else "")
    points = {
        actor.pk: _point_at(series.get((asked.pk, actor.pk), []), period, asked, last_month)
        for actor in shown
    }
    people = population_of(points, asked.population_band, _year_of(period, last_month))
    values = {pk: _value(point, people.get(pk), question) for pk, point in points.items()}
    whole = _group_value([(point, people.get(pk)) for pk, point in points.items()], question)

    own = gate.own_actors(user)
    rows = [
        _row(actor, values[actor.pk], points[actor.pk], whole, question, actor.pk in own) for actor in shown
    ]
    rows.sort(key=lambda row: (row.value is None, -(row.value or 0.0), row.actor.name))
    label = dict(periods).get(period, "")
    unit = _unit(question)
    name = question.group.name if question.group else _("utvalget")
    whole_text = _text(whole, question)
    return Comparison(
        question=question,
        indicators=indicators,
        periods=periods,
        period=period,
        period_label=label,
        rows=rows,
        unit=unit,
        group_value=whole,
        group_text=whole_text,
        chart=_chart(rows, whole, whole_text, question, unit, label, name),
        problems=problems,
        not_shared=not_shared,
    )


def _question(user: Someone, query: QueryDict, indicator: Indicator, today: date) -> Question:
    groups = list(Actor.objects.valid_on(today).of_kind(*GROUP_KINDS).order_by("name"))
    near = gate.peers(user)
    order = {kind.value: place for place, kind in enumerate(GROUP_KINDS)}
    groups.sort(key=lambda group: (group.pk not in near, order[group.kind], group.name))
    picked = query.get("aktorer", "").strip()[:2000]
    wanted = query.get("gruppe", "")
    group = next((one for one in groups if str(one.pk) == wanted), None)
    if group is None and not picked and groups:
        group = groups[0]
    countable = bool(indicator.population_band) and indicator.kind == "count"
    as_rate = countable and query.get("maal", "rate") == "rate"
    return Question(indicator, groups, None if picked else group, picked, as_rate, query.get("periode", ""))


def _actors(question: Question, today: date) -> tuple[list[Actor], list[str]]:
    if question.picked:
        return _picked(question.picked, today)
    if question.group is None:
        return [], []
    members = Actor.objects.valid_on(today).members_of(question.group, on=today, kind=ActorKind.MUNICIPALITY)
    return list(members), []


def _picked(text: str, today: date) -> tuple[list[Actor], list[str]]:
    """Municipalities named one by one, by number or name, with commas between."""
    index = ActorIndex.load()
    ids, problems = [], []
    for word in [part.strip() for part in text.split(",") if part.strip()][:MOST_PICKED]:
        try:
            ids.append(index.find(word, on=today, kinds=PICKABLE).actor_id)
        except ActorError as problem:
            problems.append(str(problem))
    return list(Actor.objects.filter(pk__in=ids).order_by("name")), problems


def _periods(
    indicator: Indicator, found: Iterable[Sequence[Point]], last_month: Period | None
) -> list[tuple[str, str]]:
    """Choices of period: the last twelve months where they may be summed, then years, then the last months."""
    periods = {point.period for points in found for point in points if point.is_whole}
    months = sorted({period for period in periods if period.kind == PeriodKind.MONTH}, reverse=True)
    years = {period for period in periods if period.kind == PeriodKind.YEAR}
    choices: list[tuple[str, str]] = []
    if indicator.over_time == "sum" and last_month and len(months) >= 12:
        choices.append(
            (LAST_YEAR, _("siste 12 måneder, til og med %(month)s") % {"month": last_month.label()})
        )
        years |= {Period.of(PeriodKind.YEAR, month.start) for month in months if month.start.month == 12}
    elif last_month:
        choices.append((last_month.code, last_month.label()))
    others = sorted(periods - set(months) - years, reverse=True)[:12]
    choices += [(period.code, period.label()) for period in [*sorted(years, reverse=True), *others]]
    offered = {code for code, _label in choices}
    choices += [(month.code, month.label()) for month in months[:24] if month.code not in offered]
    return choices


def _last_common_month(found: Iterable[Sequence[Point]]) -> Period | None:
    """The last month everybody with monthly figures has: one who is late must not fall out of the comparison."""
    lasts = [
        max(months)
        for points in found
        if (months := [p.period for p in points if p.period.kind == PeriodKind.MONTH and p.is_whole])
    ]
    return min(lasts, default=None)


def _point_at(
    points: Sequence[Point], period: str, indicator: Indicator, last_month: Period | None
) -> Point | None:
    if not period or not points:
        return None
    months = [point for point in points if point.period.kind == PeriodKind.MONTH]
    if period == LAST_YEAR:
        return next((run for run in rolling(months, 12) if run.period == last_month), None)
    try:
        asked = parse_period(period)
    except PeriodError:
        return None
    exact = next((point for point in points if point.period == asked), None)
    if exact is None and asked.kind == PeriodKind.YEAR and indicator.over_time == "sum":
        return next((run for run in rolling(months, 12) if run.period.end == asked.end), None)
    return exact


def _year_of(period: str, last_month: Period | None) -> int:
    if period[:4].isdigit():
        return int(period[:4])
    return last_month.start.year if last_month else timezone.localdate().year


def _value(point: Point | None, people: float | None, question: Question) -> float | None:
    if point is None:
        return None
    indicator = question.indicator
    if question.as_rate:
        if point.value(indicator) is None or point.numerator is None or not people:
            return None
        return point.numerator * indicator.population_factor / people
    if indicator.kind == "rate" and point.denominator is None and point.numerator is not None and people:
        return point.numerator * indicator.factor / people
    return point.value(indicator)


def _group_value(found: Iterable[tuple[Point | None, float | None]], question: Question) -> float | None:
    """Σ numerators / Σ denominators of those shown; never a mean of their values. None where a part is unknown."""
    indicator = question.indicator
    present = [(point, people) for point, people in found if point and point.value(indicator) is not None]
    if not present or not indicator.additive or any(point.numerator is None for point, _people in present):
        return None
    top = sum(point.numerator or 0.0 for point, _people in present)
    kind = kind_for(indicator.kind)
    if question.as_rate or (
        indicator.kind == "rate" and all(p.denominator is None for p, _people in present)
    ):
        factor = indicator.population_factor if question.as_rate else indicator.factor
        inhabitants = [people for _point, people in present if people]
        return top * factor / sum(inhabitants) if len(inhabitants) == len(present) else None
    if not kind.needs_denominator:
        return top
    bottoms = [point.denominator for point, _people in present if point.denominator is not None]
    return kind.derive(top, sum(bottoms), None, indicator.factor) if len(bottoms) == len(present) else None


def _row(
    actor: Actor,
    value: float | None,
    point: Point | None,
    whole: float | None,
    question: Question,
    is_own: bool,
) -> Row:
    note = ""
    if value is None:
        note = _("Mangler tall for perioden") if point is None else _("Kan ikke beregnes")
    difference = ""
    if (
        value is not None
        and whole
        and (question.as_rate or kind_for(question.indicator.kind).needs_denominator)
    ):
        difference = f"{format_number((value - whole) / whole * 100, 0, signed=True)}\u00a0%"
    return Row(actor, value, _text(value, question), note, point, is_own, difference)


def _text(value: float | None, question: Question) -> str:
    if value is None:
        return "–"
    return format_number(value, 1) if question.as_rate else written(value, question.indicator)


def _unit(question: Question) -> str:
    indicator = question.indicator
    if not question.as_rate:
        return indicator.unit
    return _("%(unit)s per %(factor)s innbyggere") % {
        "unit": indicator.unit,
        "factor": format_number(indicator.population_factor),
    }


def _chart(
    rows: list[Row],
    whole: float | None,
    whole_text: str,
    question: Question,
    unit: str,
    label: str,
    name: str,
) -> Chart | None:
    shown = [row for row in rows if row.value is not None]
    if not shown:
        return None
    indicator = question.indicator
    figure: dict[str, Any] = figures.sorted_bars(
        names=[row.actor.name for row in shown],
        values=[row.value for row in shown],
        texts=[row.text for row in shown],
        own=[row.is_own for row in shown],
        group_value=whole if question.as_rate or kind_for(indicator.kind).needs_denominator else None,
        group_text=f"{name}: {whole_text}",
        unit=unit,
    )
    return Chart(
        id="sammenligning",
        title=_finding(shown, whole, whole_text, question, name),
        unit=unit,
        direction=indicator.direction,
        source=", ".join(term.name for term in indicator.terms.all() if term.kind == "source"),
        updated=label,
        data=figure,
        is_example=any(row.point and row.point.is_example for row in shown),
    )


def _finding(shown: list[Row], whole: float | None, whole_text: str, question: Question, name: str) -> str:
    highest, lowest = shown[0], shown[-1]
    own = next((row for row in shown if row.is_own), None)
    if len(shown) == 1:
        return f"{highest.actor.name}: {highest.text}"
    if own is not None and whole is not None and own.difference:
        place = shown.index(own) + 1
        return _(
            "%(own)s har %(value)s mot %(whole)s i %(group)s samlet – nummer %(place)s av %(of)s fra toppen"
        ) % {
            "own": own.actor.name,
            "value": own.text,
            "whole": whole_text,
            "group": name,
            "place": place,
            "of": len(shown),
        }
    return _("Fra %(low)s i %(lowest)s til %(high)s i %(highest)s") % {
        "low": lowest.text,
        "lowest": lowest.actor.name,
        "high": highest.text,
        "highest": highest.actor.name,
    }
