"""Measured values on their way from the nullpunkt to the ambition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gevinst.dashboards.figures.parts import (
    ACCENT,
    GOAL,
    INK,
    SOFT,
    Figure,
    Mark,
    band,
    broken,
    line,
    new_series,
    numbered,
    reach,
    safe,
    upright,
)


@dataclass(frozen=True, slots=True)
class Names:
    """The words for what a progress line shows."""

    measured: str
    expected: str
    baseline: str
    target: str


def progress_line(
    *,
    points: Sequence[tuple[date, float]],
    texts: Sequence[str],
    path: Sequence[tuple[date, float]],
    baseline: tuple[date, float] | None,
    target: float | None,
    limits: tuple[float, float] | None,
    marks: Sequence[Mark],
    unit: str,
    names: Names,
    breaks: Sequence[Mark] = (),
) -> Figure:
    """Measured values over time with baseline, expected path, ambition, usual variation and numbered marks.

    Told apart by dash and shape, not by colour alone. `limits`: lower and upper, drawn as a band behind. At
    `breaks` the line is broken, and the mark says what is new.
    """
    days = [day for day, _value in [*points, *path, *([baseline] if baseline else [])]]
    if not days:
        return {"data": [], "layout": {}}
    span = (min(days), max(days))
    data: list[Figure] = []
    if path:
        data.append(line(path, name=names.expected, dash="dot", colour=SOFT) | {"hoverinfo": "skip"})
    if target is not None:
        level = [(span[0], target), (span[1], target)]
        data.append(line(level, name=names.target, dash="longdash", colour=GOAL) | {"hoverinfo": "skip"})
    if points:
        data.append(broken(_measured(points, texts, names.measured), breaks))
    if baseline:
        data.append(_start(baseline, names.baseline))
    shown = [(number, mark) for number, mark in enumerate(marks, 1) if span[0] <= mark.day <= span[1]]
    new = [mark for mark in breaks if span[0] <= mark.day <= span[1]]
    behind = [band((points[0][0], points[-1][0]), limits)] if limits and points else []
    values = [value for _day, value in [*points, *path]] + ([] if target is None else [target])
    return {
        "data": data,
        "layout": {
            "shapes": [
                *behind,
                *(upright(mark.day) for _number, mark in shown),
                *(upright(mark.day, dash="solid") for mark in new),
            ],
            "annotations": [
                *(numbered(number, mark) for number, mark in shown),
                *(new_series(mark, span) for mark in new),
            ],
            "yaxis": {"title": {"text": safe(unit)}, "rangemode": reach(values), "exponentformat": "none"},
            "xaxis": {"type": "date", "hoverformat": "%b %Y"},
            "showlegend": True,
        },
    }


def _measured(points: Sequence[tuple[date, float]], texts: Sequence[str], name: str) -> Figure:
    return line(points, name=name, dash="solid", colour=ACCENT) | {
        "mode": "lines+markers",
        "marker": {"size": 5, "color": ACCENT},
        "text": [safe(text) for text in texts],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _start(baseline: tuple[date, float], name: str) -> Figure:
    marker = {"size": 11, "symbol": "circle-open", "color": INK, "line": {"width": 2}}
    drawn = line([baseline], name=name, dash="solid", colour=INK)
    return drawn | {"mode": "markers", "marker": marker, "hoverinfo": "skip"}
