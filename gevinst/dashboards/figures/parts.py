"""What several drawings are made of: lines, marks, bands, in Plotly's words and the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence
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
# Behind letters, where a line runs through them: there is no other ground for what a trace writes.
GROUND = ", ".join(["0 0 2px var(--paper)"] * 6)


def line(points: Sequence[tuple[date, float]], *, name: str, dash: str, colour: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [day.isoformat() for day, _value in points],
        "y": [value for _day, value in points],
        "line": {"color": colour, "dash": dash, "width": 2},
    }


def upright(at: str | float, look: Figure) -> Figure:
    """Through the whole height, at a day or a value of the x axis; `look` as Plotly takes it of a line."""
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": look}


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
