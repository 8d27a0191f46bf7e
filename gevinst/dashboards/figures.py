"""Charts as plain data in Plotly's vocabulary: no database, no Django, and colours by the theme's names.

Each function takes numbers and words and gives `{"data": [...], "layout": {...}}`. The browser draws it in
the reader's theme; tests check every figure against Plotly's own schema.
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
) -> Figure:
    """Measured values over time with baseline, expected path, ambition, usual variation and numbered marks.

    Told apart by dash and shape, not by colour alone. `limits`: lower and upper, drawn as a band behind.
    """
    days = [day for day, _value in [*points, *path, *([baseline] if baseline else [])]]
    if not days:
        return {"data": [], "layout": {}}
    span = (min(days), max(days))
    data: list[Figure] = []
    if path:
        data.append(_line(path, name=names.expected, dash="dot", colour=SOFT) | {"hoverinfo": "skip"})
    if target is not None:
        level = [(span[0], target), (span[1], target)]
        data.append(_line(level, name=names.target, dash="longdash", colour=GOAL) | {"hoverinfo": "skip"})
    if points:
        data.append(_measured(points, texts, names.measured))
    if baseline:
        data.append(_start(baseline, names.baseline))
    shown = [(number, mark) for number, mark in enumerate(marks, 1) if span[0] <= mark.day <= span[1]]
    band = [_band((points[0][0], points[-1][0]), limits)] if limits and points else []
    values = [value for _day, value in [*points, *path]] + ([] if target is None else [target])
    return {
        "data": data,
        "layout": {
            "shapes": [*band, *(_upright(mark.day) for _number, mark in shown)],
            "annotations": [_label(number, mark) for number, mark in shown],
            "yaxis": {"title": {"text": _safe(unit)}, "rangemode": _from(values), "exponentformat": "none"},
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
) -> Figure:
    """Horizontal bars, the first at the top; own actors dark, others pale; a line for the group's value."""
    bars: Figure = {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": [_safe(name) for name in names],
        "text": [_safe(text) for text in texts],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "marker": {"color": [ACCENT if mine else MUTED for mine in own]},
    }
    layout: Figure = {
        "bargap": 0.35,
        "height": 90 + 30 * max(len(names), 2),
        "xaxis": {"title": {"text": _safe(unit)}, "rangemode": "tozero"},
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
                "text": _safe(group_text),
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


def _label(number: int, mark: Mark) -> Figure:
    return {
        "x": mark.day.isoformat(),
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "xanchor": "left",
        "xshift": 2,
        "showarrow": False,
        "text": str(number),
        "hovertext": _safe(mark.text),
        "font": {"size": 12, "color": INK},
    }


def _measured(points: Sequence[tuple[date, float]], texts: Sequence[str], name: str) -> Figure:
    return _line(points, name=name, dash="solid", colour=ACCENT) | {
        "mode": "lines+markers",
        "marker": {"size": 5, "color": ACCENT},
        "text": [_safe(text) for text in texts],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _start(baseline: tuple[date, float], name: str) -> Figure:
    marker = {"size": 11, "symbol": "circle-open", "color": INK, "line": {"width": 2}}
    line = _line([baseline], name=name, dash="solid", colour=INK)
    return line | {"mode": "markers", "marker": marker, "hoverinfo": "skip"}


def _band(span: tuple[date, date], limits: tuple[float, float]) -> Figure:
    return {
        "type": "rect",
        "x0": span[0].isoformat(),
        "x1": span[1].isoformat(),
        "y0": limits[0],
        "y1": limits[1],
        "fillcolor": "var(--chart-band)",
        "line": {"width": 0},
        "layer": "below",
    }


def _from(values: Sequence[float]) -> str:
    """A line may leave zero out where all of it lies far above: what matters is the change."""
    return "normal" if values and min(values) > max(values) / 2 else "tozero"


def _safe(text: str) -> str:
    """Plotly reads a few tags in every text; what people have written is not meant as tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 120, 32, 3


@dataclass(frozen=True, slots=True)
class Spark:
    """A polyline in a 120 × 32 box, y downwards, the newest last; `upper` and `lower` are the limits' y."""

    points: str
    last_x: float
    last_y: float
    upper: float | None = None
    lower: float | None = None


def spark(values: Sequence[float], limits: tuple[float, float] | None = None) -> Spark | None:
    """None with fewer than two values. `limits`: lower and upper."""
    if len(values) < 2:
        return None
    reach: list[float] = [*values, *(limits or ())]
    low, size = min(reach), (max(reach) - min(reach)) or 1.0
    step = (SPARK_WIDTH - 2 * SPARK_MARGIN) / (len(values) - 1)
    room = SPARK_HEIGHT - 2 * SPARK_MARGIN

    def height(value: float) -> float:
        return round(SPARK_HEIGHT - SPARK_MARGIN - (value - low) / size * room, 1)

    places = [(round(SPARK_MARGIN + index * step, 1), height(value)) for index, value in enumerate(values)]
    return Spark(
        " ".join(f"{x},{y}" for x, y in places),
        *places[-1],
        upper=height(limits[1]) if limits else None,
        lower=height(limits[0]) if limits else None,
    )
