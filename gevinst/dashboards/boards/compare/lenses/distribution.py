"""How the municipalities are spread over time, with the reader's own line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.dashboards.boards.compare.lenses import Lens, Seen
from gevinst.dashboards.boards.compare.periods import LAST_YEAR
from gevinst.dashboards.boards.compare.reading import value_of
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import Row, decimals_of, text_of
from gevinst.dashboards.charts import Chart, source_names
from gevinst.dashboards.figures.distribution import Spread, SpreadWords, spread_over_time
from gevinst.dashboards.tables import Column, rounded
from indicators.measurements.periods import Period, PeriodKind, parse_period
from indicators.measurements.series import Point, of_length

MOST_PERIODS = 60
# Fewer than this, and a quarter or a tenth of them is less than one.
FOR_QUARTERS, FOR_TENTHS = 5, 10
GAP = 1.6
Found = dict[Period, dict[int, tuple[Point, float]]]
Here = tuple[Period, dict[int, tuple[Point, float]]]


def look(scene: Scene) -> Seen:
    periods = _periods(scene)
    if not periods:
        why = _("Det må være minst to kommuner med tall. Velg en annen gruppe eller måleindikator.")
        return Seen(title=_("Ingen fordeling å tegne"), why=why)
    spreads = [_spread(period, [value for _p, value in here.values()], scene) for period, here in periods]
    title = _finding(scene, spreads[-1], len(periods[-1][1]))
    few = max(len(here) for _period, here in periods) < FOR_TENTHS
    return Seen(
        title=title,
        reading=_reading(few=few),
        chart=_chart(scene, periods, spreads, title),
        columns=_columns(scene),
        lines=[_line(scene, spread, here) for spread, (_period, here) in zip(spreads, periods, strict=True)],
    )


def _periods(scene: Scene) -> list[Here]:
    """Those of the chosen length until the one chosen."""
    choice, indicator = scene.found.choice, scene.question.indicator
    if choice is None:
        return []
    last_month = scene.found.choices.last_month
    if choice.code == LAST_YEAR and last_month:
        length, until = PeriodKind.YEAR, last_month.end
    else:
        length, until = parse_period(choice.code).kind, parse_period(choice.code).end
    found: Found = defaultdict(dict)
    for pk, points in scene.found.series.items():
        for point in of_length(list(points), length, sums_over_time=indicator.over_time == "sum"):
            value = value_of(point, scene.found.people.get(pk), scene.question)
            if point.period.end > until or not point.is_whole or value is None:
                continue
            if point.months > 1 or point.period.kind is length:
                found[point.period][pk] = (point, value)
    return _without_gaps(_of_the_same(found))


def _of_the_same(found: Found) -> list[Here]:
    """Only those with a figure in the last period, and periods at least half of them have one in."""
    if not found:
        return []
    last = max(found, key=lambda period: period.end)
    kept = {
        period: {pk: each for pk, each in here.items() if pk in found[last]} for period, here in found.items()
    }
    enough = [
        (period, here) for period, here in kept.items() if len(here) > 1 and len(here) * 2 >= len(found[last])
    ]
    return sorted(enough, key=lambda one: one[0].end)[-MOST_PERIODS:]


def _without_gaps(periods: list[Here]) -> list[Here]:
    """The run that ends with the last: a line over a gap would say what nobody has measured."""
    steps = [(after.end - before.end).days for (before, _a), (after, _b) in pairwise(periods)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0
    gaps = [at + 1 for at, step in enumerate(steps) if step > usual * GAP]
    return periods[gaps[-1] :] if gaps else periods


def _spread(period: Period, values: Sequence[float], scene: Scene) -> Spread:
    low, p10, p25, median, p75, p90, high = (
        float(each) for each in np.percentile(values, [0, 10, 25, 50, 75, 90, 100])
    )
    quarters, tenths = len(values) >= FOR_QUARTERS, len(values) >= FOR_TENTHS
    said = {"period": period.words(), "median": text_of(median, scene.question), "n": len(values)}
    return Spread(
        at=period.end.isoformat(),
        label=_("%(period)s: median %(median)s av %(n)s kommuner") % said,
        low=low,
        high=high,
        median=median,
        p10=p10 if tenths else None,
        p25=p25 if quarters else None,
        p75=p75 if quarters else None,
        p90=p90 if tenths else None,
    )


def _finding(scene: Scene, last: Spread, count: int) -> str:
    question, own = scene.question, scene.own_row
    if last.p25 is None or last.p75 is None:
        said = {"low": text_of(last.low, question), "high": text_of(last.high, question), "n": count}
        told = _("De %(n)s kommunene ligger fra %(low)s til %(high)s") % said
    else:
        said = {"low": text_of(last.p25, question), "high": text_of(last.p75, question)}
        told = _("Den midterste halvdelen av kommunene ligger fra %(low)s til %(high)s") % said
    if own is None:
        return told
    return f"{told}; {_('%(own)s har %(value)s') % {'own': own.actor.name, 'value': _with_reach(own)}}"


def _with_reach(own: Row) -> str:
    return f"{own.text} ({own.interval_text})" if own.interval_text else own.text


def _reading(*, few: bool) -> str:
    said = _("Feltene viser hvor kommunene ligger: alle, de midterste 80 %% og den midterste halvdelen.") % {}
    if few:
        said = _("Feltene viser hvor kommunene ligger. Med færre enn ti kommuner vises ikke tideler.")
    return f"{said} {_('De samme kommunene er fulgt bakover; noen kan mangle tall i enkelte perioder.')}"


def _chart(
    scene: Scene,
    periods: Sequence[Here],
    spreads: Sequence[Spread],
    title: str,
) -> Chart:
    own = scene.own_row
    pk = own.actor.pk if own else None
    line = [
        (period.end.isoformat(), here[pk][1], f"{period.words()}: {text_of(here[pk][1], scene.question)}")
        for period, here in periods
        if pk is not None and pk in here
    ]
    return Chart(
        id="fordeling",
        title=title,
        unit=scene.unit,
        direction=scene.question.indicator.direction,
        source=source_names(scene.question.indicator),
        updated="",
        data=spread_over_time(
            spreads=spreads,
            own=line,
            own_name=own.actor.name if own else "",
            unit=scene.unit,
            words=SpreadWords(
                extremes=_("Laveste til høyeste"),
                tenths=_("De midterste 80 %"),
                quarters=_("Den midterste halvdelen"),
                median=_("Median"),
            ),
        ),
    )


def _columns(scene: Scene) -> list[Column]:
    decimals = decimals_of(scene.question)
    named = [
        ("lavest", _("Laveste")),
        ("p10", _("10-prosentil")),
        ("p25", _("25-prosentil")),
        ("median", _("Median")),
        ("p75", _("75-prosentil")),
        ("p90", _("90-prosentil")),
        ("hoyest", _("Høyeste")),
        ("var", _("Vår")),
    ]
    return [
        Column("periode", _("Periode")),
        Column("antall", _("Kommuner med tall"), 0),
        *(Column(key, label, decimals) for key, label in named),
    ]


def _line(scene: Scene, one: Spread, here: dict[int, tuple[Point, float]]) -> list[str | float | None]:
    decimals, own = decimals_of(scene.question), scene.own_row
    mine = here.get(own.actor.pk) if own else None
    point = next(iter(here.values()))[0]
    values = (one.low, one.p10, one.p25, one.median, one.p75, one.p90, one.high, mine[1] if mine else None)
    return [point.label(), float(len(here)), *(rounded(value, decimals) for value in values)]


LENS = Lens("fordeling", gettext_lazy("Fordeling"), look, over_time=True)
