"""Charts with their words: the finding as title, the same data as a table, then the drawing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gevinst.dashboards import figures
from gevinst.dashboards.figures import Mark, Names, Spark
from gevinst.dashboards.happened import ACTIONS, happened
from gevinst.plans.line_breaks import shown
from gevinst.plans.lines import Line
from gevinst.values.former_numbers import briefly, changed, told
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.statistics.change import Change, change
from indicators.statistics.rounding import format_number

SPARK_POINTS = 24


@dataclass(frozen=True)
class Chart:
    """What components/figure.html draws, and its small drawing for a row of a table."""

    id: str
    title: str
    unit: str
    direction: str
    source: str
    updated: str
    data: dict[str, Any]
    table: dict[str, Any] | None = None
    reading: str = ""
    spark: Spark | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell of a chart's table that leads somewhere."""

    text: str
    url: str


def source_names(indicator: Indicator) -> str:
    """Where the indicator's figures are from, as its definition says. Expects its terms loaded."""
    return ", ".join(term.name for term in indicator.terms.all() if term.kind == "source")


def progress_chart(line: Line) -> Chart:
    """A contribution's values over time, with baseline, path, ambition and the starts of its actions."""
    indicator, contribution = line.indicator, line.contribution
    points = list(zip((point.period.end for point in line.points), line.values, strict=True))
    labels = [(point.label(), line.show(point.value(indicator))) for point in line.points]
    marks = [Mark(action.start, action.title) for action in line.benefit.actions.all() if action.start]
    start, since, limits = contribution.baseline, contribution.baseline_on, line.assessment.limits
    baseline = None if start is None or since is None else (since, start)
    path = [(step.on, step.value) for step in line.assessment.path]
    span = figures.span_of(points, path, baseline)
    around = happened(marks, span, line.points[0].period.start if line.points else None)
    within = (limits.lower, limits.upper) if limits else None
    return Chart(
        id=f"fremgang-{line.benefit.pk}-{contribution.actor_id}",
        title=_finding(line),
        unit=_unit(line),
        direction=indicator.direction,
        source=source_names(indicator),
        updated=_("til og med %(last)s") % {"last": line.latest.period.label()} if line.latest else "",
        data=figures.progress_line(
            points=points,
            texts=[f"{label}: {value}" for label, value in labels],
            path=path,
            baseline=baseline,
            target=line.assessment.target,
            limits=within,
            marks=around.drawn,
            breaks=[Mark(one.day, briefly(one)) for one in shown(line)],
            unit=_unit(line),
            names=Names(_("Målt"), _("Forventet vei"), _("Nullpunkt"), _("Ambisjon")),
        ),
        table={
            "caption": line.benefit.title,
            "head": [_("Periode"), _("Verdi")],
            "rows": [
                [label, Linked(value, line.trail_of(point))]
                for (label, value), point in zip(reversed(labels), reversed(line.points), strict=True)
            ],
        },
        reading=_reading(around.told(ACTIONS), has_band=within is not None, area=_area(line)),
        spark=figures.spark(line.values[-SPARK_POINTS:], within, _new_series(line)),
    )


def _new_series(line: Line) -> list[int]:
    """Which of the points of the small drawing are the first after a break."""
    days = [point.period.end for point in line.points[-SPARK_POINTS:]]
    return [sum(day < one.day for day in days) for one in line.breaks]


def _area(line: Line) -> list[str]:
    """Under which number the figures came, and where they begin to be of another area or definition."""
    return [changed(shown(line)), told(line.under, line.actor.kind)]


def _reading(actions: Iterable[str], *, has_band: bool, area: list[str]) -> str:
    said = [_("Det grå feltet er den vanlige variasjonen.")] if has_band else []
    return " ".join(filter(None, [*said, *actions, *area]))


def _unit(line: Line) -> str:
    unit = kind_for(line.indicator.kind).fixed_unit or line.indicator.unit
    months = line.latest.months if line.latest else 0
    return _("%(unit)s, siste %(months)s måneder") % {"unit": unit, "months": months} if months > 1 else unit


def _finding(line: Line) -> str:
    """What the figures say, in a sentence: how far from the baseline, and which way."""
    indicator, contribution, now, latest = line.indicator, line.contribution, line.now, line.latest
    if now is None or latest is None:
        return _("%(actor)s har ingen målinger ennå") % {"actor": line.actor}
    said: dict[str, object] = {"actor": line.actor, "now": line.show(now), "period": latest.label()}
    start, since = contribution.baseline, contribution.baseline_on
    if start is None or (since and latest.period.end <= since):
        return _("%(actor)s: %(now)s i %(period)s") % said
    found = change(start, now, is_share=indicator.kind == "share", decimals=indicator.decimals)
    said |= {"baseline": line.show(start), "change": change_words(found, line)}
    return _("%(actor)s: %(now)s mot %(baseline)s ved nullpunktet, %(change)s") % said


def change_words(found: Change, line: Line) -> str:
    """The change as one would say it: «ned 31 %», «opp 4,0 prosentpoeng», «uendret»."""
    if not found.points:
        return _("uendret")
    rises = found.points > 0
    if found.is_share:
        said = _("opp %(n)s prosentpoeng") if rises else _("ned %(n)s prosentpoeng")
        return said % {"n": format_number(abs(found.points), line.indicator.decimals)}
    points, percent = line.show(abs(found.points)), found.percent
    by = points if percent is None else f"{format_number(abs(percent))}\u00a0%"
    return (_("opp %(n)s") if rises else _("ned %(n)s")) % {"n": by}
