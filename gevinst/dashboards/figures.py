"""Charts as plain data in Plotly's vocabulary: no database, no Django, no colours but names the theme resolves.

Each function takes numbers and words and gives `{"data": [...], "layout": {...}}`. The browser draws it in the
reader's theme; tests check every figure against Plotly's own schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Figure = dict[str, Any]

INK, SOFT, ACCENT, MUTED, GOAL = (
    "var(--chart-ink)",
    "var(--chart-ink-soft)",
    "var(--chart-1)",
    "var(--chart-muted)",
    "var(--chart-2)",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day: an action started, a system was introduced."""

    day: date
    text: str


def progress_line(
    *,
    points: Sequence[tuple[date, float]],
    texts: Sequence[str],
    path: Sequence[tuple[date, float]],
    baseline: tuple[date | None, float] | None,
    target: float | None,
    marks: Sequence[Mark],
    unit: str,
    names: tuple[str, str, str, str],
) -> Figure:
    """Measured values over time with baseline, expected path, ambition and marks.

    `names` are the words for measured, path, baseline and ambition; told apart by dash and shape, not by colour alone.
    """
    measured, expected, start, goal = names
    data: list[Figure] = []
    if path:
        data.append(
            _line(path, name=expected, dash="dot", colour=SOFT) | {"hoverinfo": "skip"},
        )
    if points:
        data.append(
            _line(points, name=measured, dash="solid", colour=ACCENT)
            | {
                "mode": "lines+markers",
                "marker": {"size": 5, "color": ACCENT},
                "text": list(texts),
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    days = [day for day, _value in [*points, *path]]
    shapes: list[Figure] = []
    annotations: list[Figure] = []
    if days:
        span = (min(days), max(days))
        if baseline is not None:
            data.append(_level(span, baseline[1], name=start, dash="dash", colour=SOFT))
        if target is not None:
            data.append(_level(span, target, name=goal, dash="longdash", colour=GOAL))
        for mark in marks:
            if span[0] <= mark.day <= span[1]:
                shapes.append(_upright(mark.day))
                annotations.append(_label(mark, height=1.0 - 0.09 * (len(annotations) % 3)))
    return {
        "data": data,
        "layout": {
            "shapes": shapes,
            "annotations": annotations,
            "yaxis": {"title": {"text": unit}, "rangemode": "tozero", "exponentformat": "none"},
            "xaxis": {"type": "date", "hoverformat": "%b %Y"},
            "showlegend": True,
        },
    }


def sorted_bars(
    *,
    names: Sequence[str],
    values: Sequence[float | None],
    texts: Sequence[str],
    own: Sequence[bool],
    group_value: float | None,
    group_text: str,
    unit: str,
    spans: Sequence[tuple[float, float] | None] = (),
) -> Figure:
    """Horizontal bars, the first at the top; own actors filled, others paler; a line for the group's own value.

    `spans` are intervals (low, high) drawn as whiskers where given.
    """
    bars: Figure = {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": list(names),
        "text": list(texts),
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "marker": {"color": [ACCENT if mine else MUTED for mine in own]},
    }
    if any(spans):
        bars["error_x"] = {
            "type": "data",
            "symmetric": False,
            "array": [
                high - (value or 0) if span and (high := span[1]) is not None else 0
                for value, span in zip(values, spans, strict=True)
            ],
            "arrayminus": [
                (value or 0) - span[0] if span else 0 for value, span in zip(values, spans, strict=True)
            ],
            "color": SOFT,
            "thickness": 1.5,
            "width": 4,
        }
        bars["textposition"] = "none"
    layout: Figure = {
        "bargap": 0.35,
        "height": 90 + 30 * max(len(names), 2),
        "xaxis": {"title": {"text": unit}, "rangemode": "tozero"},
        "yaxis": {"autorange": "reversed", "ticksuffix": "  "},
        "showlegend": False,
    }
    if group_value is not None:
        layout["shapes"] = [
            {
                "type": "line",
                "x0": group_value,
                "x1": group_value,
                "y0": 0,
                "y1": 1,
                "yref": "paper",
                "line": {"color": GOAL, "width": 2, "dash": "dash"},
            }
        ]
        layout["annotations"] = [
            {
                "x": group_value,
                "y": 1,
                "yref": "paper",
                "yanchor": "bottom",
                "showarrow": False,
                "text": group_text,
                "font": {"color": INK},
            }
        ]
    return {"data": [bars], "layout": layout}


def _line(points: Sequence[tuple[date, float]], *, name: str, dash: str, colour: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [day.isoformat() for day, _value in points],
        "y": [value for _day, value in points],
        "line": {"color": colour, "dash": dash, "width": 2},
    }


def _level(span: tuple[date, date], value: float, *, name: str, dash: str, colour: str) -> Figure:
    return _line([(span[0], value), (span[1], value)], name=name, dash=dash, colour=colour) | {
        "hoverinfo": "skip"
    }


def _upright(day: date) -> Figure:
    at = day.isoformat()
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": SOFT, "width": 1, "dash": "dot"},
    }


def _label(mark: Mark, *, height: float) -> Figure:
    return {
        "x": mark.day.isoformat(),
        "y": height,
        "yref": "paper",
        "xanchor": "left",
        "showarrow": False,
        "text": mark.text if len(mark.text) <= 34 else f"{mark.text[:32]}…",
        "font": {"size": 11, "color": SOFT},
    }


SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 120, 32, 3


def spark(values: Sequence[float]) -> str:
    """Points of an SVG polyline in a 120 × 32 box, the newest last."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    step = (SPARK_WIDTH - 2 * SPARK_MARGIN) / (len(values) - 1)
    room = SPARK_HEIGHT - 2 * SPARK_MARGIN
    return " ".join(
        f"{SPARK_MARGIN + index * step:.1f},{SPARK_HEIGHT - SPARK_MARGIN - (value - low) / reach * room:.1f}"
        for index, value in enumerate(values)
    )
