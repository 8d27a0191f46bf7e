"""From lines and figures to charts with words: the finding as title, the same data as a table, then the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gevinst.dashboards import figures
from gevinst.dashboards.figures import Mark
from gevinst.plans.lines import Line
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
    is_example: bool = False
    spark: str = ""

    @property
    def spark_x(self) -> str:
        return self.spark.rpartition(" ")[2].partition(",")[0]

    @property
    def spark_y(self) -> str:
        return self.spark.rpartition(",")[2]


def direction_words(direction: str) -> str:
    return {
        "down": _("Lavere er bedre"),
        "up": _("Høyere er bedre"),
        "hold": _("Bør holde seg uendret"),
        "neutral": _("Verken høyere eller lavere er bedre i seg selv"),
    }[direction]


def progress_chart(line: Line) -> Chart:
    """A contribution's values over time, with baseline, path, ambition and the starts of its actions."""
    indicator, contribution = line.indicator, line.contribution
    points = [(point.period.end, point.value(indicator) or 0.0) for point in line.points]
    marks = [Mark(action.start, action.title) for action in line.benefit.actions.all() if action.start]
    title = _finding(line)
    baseline = contribution.baseline
    return Chart(
        id=f"fremgang-{line.benefit.pk}-{contribution.actor_id}",
        title=title,
        unit=_unit(line),
        direction=indicator.direction,
        source=", ".join(term.name for term in indicator.terms.all() if term.kind == "source"),
        updated=_("til og med %(last)s") % {"last": line.latest.period.label()} if line.latest else "",
        data=figures.progress_line(
            points=points,
            texts=[
                f"{point.label()}: {line.show(value)}"
                for point, (_day, value) in zip(line.points, points, strict=True)
            ],
            path=[(step.on, step.value) for step in line.assessment.path],
            baseline=None if baseline is None else (contribution.baseline_on, baseline),
            target=line.assessment.target,
            marks=marks,
            unit=_unit(line),
            names=(_("Målt"), _("Forventet vei"), _("Nullpunkt"), _("Ambisjon")),
        ),
        table={
            "caption": line.benefit.title,
            "head": [_("Periode"), _("Verdi")],
            "rows": [
                [point.label(), line.show(value)]
                for point, (_day, value) in zip(line.points, points, strict=True)
            ][::-1],
        },
        reading=line.assessment.explanation,
        is_example=line.is_example,
        spark=figures.spark([value for _day, value in points[-SPARK_POINTS:]]),
    )


def _unit(line: Line) -> str:
    unit = line.indicator.unit
    months = line.latest.months if line.latest else 0
    return _("%(unit)s, siste %(months)s måneder") % {"unit": unit, "months": months} if months > 1 else unit


def _finding(line: Line) -> str:
    """What the figures say, in a sentence: how far from the baseline, and which way."""
    indicator, baseline, now = line.indicator, line.contribution.baseline, line.now
    if now is None:
        return _("%(actor)s har ingen målinger ennå") % {"actor": line.actor}
    if (
        baseline is None
        or not line.points
        or (line.contribution.baseline_on and line.points[-1].period.end <= line.contribution.baseline_on)
    ):
        return _("%(actor)s: %(now)s i %(period)s") % {
            "actor": line.actor,
            "now": line.show(now),
            "period": line.points[-1].label(),
        }
    told = change_words(
        change(baseline, now, is_share=indicator.kind == "share", decimals=indicator.decimals), line
    )
    return _("%(actor)s: %(now)s mot %(baseline)s ved nullpunktet, %(change)s") % {
        "actor": line.actor,
        "now": line.show(now),
        "baseline": line.show(baseline),
        "change": told,
    }


def change_words(found: Change, line: Line) -> str:
    """The change as one would say it: «ned 31 %», «opp 4,0 prosentpoeng», «uendret»."""
    if not found.points:
        return _("uendret")
    rises = found.points > 0
    if found.is_share:
        said = _("opp %(n)s prosentpoeng") if rises else _("ned %(n)s prosentpoeng")
        return said % {"n": format_number(abs(found.points), line.indicator.decimals)}
    if found.percent is None:
        return (_("opp %(n)s") if rises else _("ned %(n)s")) % {"n": line.show(abs(found.points))}
    return (_("opp %(n)s %%") if rises else _("ned %(n)s %%")) % {"n": format_number(abs(found.percent))}
