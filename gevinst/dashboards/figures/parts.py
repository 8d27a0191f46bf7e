"""What several drawings are made of: lines, marks, bands, in Plotly's words and the theme's colours."""

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


def line(points: Sequence[tuple[date, float]], *, name: str, dash: str, colour: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [day.isoformat() for day, _value in points],
        "y": [value for _day, value in points],
        "line": {"color": colour, "dash": dash, "width": 2},
    }


def upright(day: date, dash: str = "dot") -> Figure:
    at = day.isoformat()
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": SOFT, "width": 1, "dash": dash},
    }


def numbered(number: int, mark: Mark) -> Figure:
    return {
        "x": mark.day.isoformat(),
        "y": 1,
        "yref": "paper",
        "yanchor": "top",
        "xanchor": "left",
        "xshift": 2,
        "showarrow": False,
        "text": str(number),
        "hovertext": safe(mark.text),
        "font": {"size": 12, "color": INK},
    }


def new_series(mark: Mark, span: tuple[date, date]) -> Figure:
    """At the foot of the drawing, on the side where there is room."""
    is_late = mark.day - span[0] > (span[1] - span[0]) / 2
    return {
        "x": mark.day.isoformat(),
        "y": 0,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "right" if is_late else "left",
        "xshift": -4 if is_late else 4,
        "showarrow": False,
        "text": safe(mark.text),
        "font": {"size": 12, "color": INK},
    }


def broken(line: Figure, breaks: Sequence[Mark]) -> Figure:
    """The line with nothing between what is measured before and after each of the days."""
    days, values, texts = list(line["x"]), list(line["y"]), list(line["text"])
    for mark in breaks:
        at = sum(day < mark.day.isoformat() for day in days)
        if 0 < at < len(days):
            days.insert(at, mark.day.isoformat())
            values.insert(at, None)
            texts.insert(at, "")
    return line | {"x": days, "y": values, "text": texts} if len(days) > len(line["x"]) else line


def band(span: tuple[date, date], limits: tuple[float, float]) -> Figure:
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


def reach(values: Sequence[float]) -> str:
    """A line may leave zero out where all of it lies far above: what matters is the change."""
    return "normal" if values and min(values) > max(values) / 2 else "tozero"


def safe(text: str) -> str:
    """Plotly reads a few tags in every text; what people have written is not meant as tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
