"""Measured values on their way from the nullpunkt to the ambition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gevinst.dashboards.figures.marks import Mark, Span, broken, happened
from gevinst.dashboards.figures.parts import ACCENT, GOAL, INK, SOFT, Figure, band, line, reach, safe


@dataclass(frozen=True, slots=True)
class Names:
    """The words for what a progress line shows."""

    measured: str
    expected: str
    baseline: str
    target: str


def span_of(
    points: Sequence[tuple[date, float]],
    path: Sequence[tuple[date, float]],
    baseline: tuple[date, float] | None,
) -> Span | None:
    """The first and last day of a progress line, None with nothing to draw."""
    days = [day for day, _value in [*points, *path, *([baseline] if baseline else [])]]
    return (min(days), max(days)) if days else None


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
    span = span_of(points, path, baseline)
    if span is None:
        return {"data": [], "layout": {}}
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
    events = happened(marks, breaks, span)
    behind = [band((points[0][0], points[-1][0]), limits)] if limits and points else []
    values = [value for _day, value in [*points, *path]] + ([] if target is None else [target])
    return {
        "data": data,
        "layout": {
            **events,
            "shapes": [*behind, *events["shapes"]],
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
