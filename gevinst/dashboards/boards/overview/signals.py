"""What the figures of each benefit signal: judged as they were measured, not as sums of twelve months."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gevinst.limit_choices.queries import Standing, choices_of
from gevinst.plans.line_breaks import shown
from gevinst.plans.lines import Line
from indicators.catalogue.versions import DEFINITION
from indicators.measurements.behaviour import Behaviour, behaviour
from indicators.measurements.series import Point


def behaviours_of(lines: Sequence[Line]) -> dict[int, Behaviour]:
    """By the id of the contribution, within the limits somebody has chosen. One query."""
    chosen = choices_of((line.indicator.pk, line.actor.pk) for line in lines if not line.benefit.breakdown)
    return {
        line.contribution.pk: _judged(
            line,
            line.measured if _is_rolled(line) else line.points,
            chosen.get((line.indicator.pk, line.actor.pk), Standing()),
        )
        for line in lines
    }


def _judged(line: Line, points: Sequence[Point], chosen: Standing) -> Behaviour:
    """From the last day the figures became of something else, or somebody said they are to be judged anew."""
    since = max([*_breaks(line), *chosen.starts], default=None)
    return behaviour(
        points,
        line.indicator,
        since=since,
        baseline_on=None if since in chosen.starts else line.contribution.baseline_on,
        screen=chosen.screen is not None,
    )


def _is_rolled(line: Line) -> bool:
    return line.latest is not None and line.latest.months > 1


def _breaks(line: Line) -> list[date]:
    """Those under which the figures are another series."""
    return [one.day for one in shown(line) if one.kind != DEFINITION or int(one.names[0]) > line.accepted]
