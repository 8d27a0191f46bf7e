"""Actors beside each other as bars."""

from __future__ import annotations

from collections.abc import Sequence

from gevinst.dashboards.figures.labels import LETTER
from gevinst.dashboards.figures.parts import ACCENT, GOAL, INK, MUTED, Figure, safe

# About what a page and a phone give the bars and what is written beside them, in pixels.
PAGE, PHONE = 700.0, 160.0
# The height of a bar with its room, in pixels; where there are more than FEW they stand closer.
ROW, CLOSE, FEW = 30, 21, 20
Reach = tuple[float, float] | None


def sorted_bars(
    *,
    names: Sequence[str],
    values: Sequence[float | None],
    texts: Sequence[str],
    own: Sequence[bool],
    group_value: float | None,
    group_text: str,
    unit: str,
    intervals: Sequence[Reach] = (),
    spans: Sequence[str] = (),
) -> Figure:
    """Horizontal bars, the first at the top; own actors dark, others pale; a line for the group.

    `intervals`: low and high of each, drawn as whiskers; `spans`: the same in words. Both or neither.
    """
    reach = list(intervals) or [None] * len(names)
    shown = [safe(name) for name in names]
    known = list(spans) or [""] * len(texts)
    told = [f"{text} ({span})" if span else text for text, span in zip(texts, known, strict=True)]
    bars: Figure = {
        "type": "bar",
        "orientation": "h",
        "x": list(values),
        "y": shown,
        "text": [safe(text) for text in told],
        "textposition": "none",
        "hovertemplate": "%{y}: %{text}<extra></extra>",
        "marker": {"color": [ACCENT if mine else MUTED for mine in own]},
    }
    if any(reach):
        bars["error_x"] = _whiskers(values, reach)
    page, phone = (_range(values, reach, texts, width) for width in (PAGE, PHONE))
    layout: Figure = {
        "bargap": 0.35,
        "height": 90 + (CLOSE if len(names) > FEW else ROW) * max(len(names), 2),
        "xaxis": {"title": {"text": safe(unit)}, "range": page, "exponentformat": "none"},
        "yaxis": {"range": [len(names) - 0.5, -0.5], "dtick": 1, "ticksuffix": "  "},
        "showlegend": False,
        "meta": {"narrow": {"xaxis": {"range": phone}}},
    }
    if group_value is not None:
        layout["shapes"] = [_upright(group_value)]
        layout["annotations"] = [_over(group_value, group_text)]
    numbers = _numbers(shown, texts)
    ends = [pair[1] if pair else value for value, pair in zip(values, reach, strict=True)]
    numbers["x"] = _clear_of(group_value, ends, texts, page, PAGE)
    numbers["meta"] = {"narrow": {"x": _clear_of(group_value, ends, texts, phone, PHONE)}}
    return {"data": [bars, numbers], "layout": layout}


def _range(
    values: Sequence[float | None], reach: Sequence[Reach], texts: Sequence[str], width: float
) -> list[float]:
    """From zero, with room for the figure beside the longest bar, whose width the axis does not know of."""
    ends = [end for value, pair in zip(values, reach, strict=True) for end in (value or 0.0, *(pair or ()))]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    words = LETTER * (2 + max(map(len, texts), default=0))
    return [low, high + ((high - low) or 1.0) * words / (width - words)]


def _whiskers(values: Sequence[float | None], reach: Sequence[Reach]) -> Figure:
    pairs = [
        (value or 0.0, ends or (value or 0.0, value or 0.0))
        for value, ends in zip(values, reach, strict=True)
    ]
    return {
        "type": "data",
        "symmetric": False,
        "array": [ends[1] - value for value, ends in pairs],
        "arrayminus": [value - ends[0] for value, ends in pairs],
        "color": INK,
        "thickness": 1.5,
        "width": 4,
    }


def _clear_of(
    line: float | None,
    ends: Sequence[float | None],
    texts: Sequence[str],
    axis: Sequence[float],
    width: float,
) -> list[float | None]:
    """Where each figure begins: at the end of its bar, or beyond the line that would strike it out."""
    scale = (axis[1] - axis[0]) / width

    def struck(end: float | None, text: str) -> bool:
        return end is not None and line is not None and end <= line <= end + LETTER * (2 + len(text)) * scale

    return [line if struck(end, text) else end for end, text in zip(ends, texts, strict=True)]


def _numbers(shown: Sequence[str], texts: Sequence[str]) -> Figure:
    """The figures as text, to the right of bar and whisker."""
    return {
        "type": "scatter",
        "mode": "text",
        "y": list(shown),
        "text": [f"  {safe(text)}" for text in texts],
        "textposition": "middle right",
        "textfont": {"color": INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _upright(at: float) -> Figure:
    line = {"color": GOAL, "width": 2, "dash": "dash"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _over(at: float, text: str) -> Figure:
    return {
        "x": at,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "text": safe(text),
        "font": {"color": INK},
    }
