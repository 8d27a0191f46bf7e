"""Actors by size, with what chance allows around the group's own value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from gevinst.dashboards.figures.labels import PAGE, PHONE, labels
from gevinst.dashboards.figures.parts import ACCENT, GOAL, GROUND, INK, MUTED, SOFT, Figure, safe

# The axis of sizes is drawn by ratios where the largest is so many times the smallest.
WIDE = 12
MOST_NAMES = 12
GOOD, WORSE = "var(--good)", "var(--warn)"
Names = dict[str, str]


class Side(IntEnum):
    LOW = -1
    WITHIN = 0
    HIGH = 1


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """`size`: the denominator; `value` in the unit shown; `side`: only beyond the outer limit."""

    name: str
    size: float
    value: float
    text: str
    is_own: bool
    side: Side


@dataclass(frozen=True, slots=True)
class FunnelWords:
    """`shortly`: what some of the others are called on a phone, so that two stand on a line of the legend."""

    size: str
    value: str
    centre: str
    within: str
    high: str
    low: str
    own: str
    inner: str
    outer: str
    shortly: Mapping[str, str] = field(default_factory=dict)


def funnel_plot(
    *,
    points: Sequence[FunnelPoint],
    sizes: Sequence[float],
    limits: Sequence[Sequence[float]],
    centre: float,
    better: int,
    words: FunnelWords,
) -> Figure:
    """`limits` at `sizes`: low and high at 95 %, low and high at 99.8 %. `better`: 1 up, -1 down, 0 neither.

    Those flagged are triangles that point the way they lie, and are named; own ones are squares.
    """
    low95, high95, low998, high998 = limits
    data = [
        _limit(sizes, low998, "dash", words.outer, shown=True),
        _limit(sizes, high998, "dash", words.outer, shown=False),
        _limit(sizes, low95, "dot", words.inner, shown=True),
        _limit(sizes, high95, "dot", words.inner, shown=False),
        _centre(sizes, centre, words.centre),
    ]
    groups = [
        (words.within, [p for p in points if p.side is Side.WITHIN and not p.is_own], "circle-open", MUTED),
        (words.high, _flagged(points, Side.HIGH), "triangle-up", _colour(Side.HIGH, better)),
        (words.low, _flagged(points, Side.LOW), "triangle-down", _colour(Side.LOW, better)),
        (words.own, [p for p in points if p.is_own], "square", ACCENT),
    ]
    top = max([*(point.value for point in points), high998[-1]])
    roof, is_wide = _roof(top, high998), max(sizes) > WIDE * min(sizes)
    reach, wanted = (min(sizes), max(sizes)), _named(points, centre)
    lines = [(sizes, values) for values in (*limits, [centre] * len(sizes))]
    named, narrow = (
        labels(points, wanted, reach, roof, by_ratio=is_wide, room=room, lines=lines)
        for room in (PAGE, PHONE)
    )
    data += [_marks(name, here, shape, colour, named, narrow) for name, here, shape, colour in groups if here]
    axis: Figure = {"title": {"text": safe(words.size)}}
    few: Figure = {"height": 560}
    if is_wide:
        axis |= {"type": "log", "tickvals": _ticks(*reach, (1, 2, 5)), "tickformat": ",d"}
        sparse = (_ticks(*reach, times) for times in ((1,), (1, 3)))
        few["xaxis"] = {"tickvals": next((ticks for ticks in sparse if len(ticks) > 1), axis["tickvals"])}
    return {
        "data": [_shortly(trace, words) for trace in data],
        "layout": {
            "height": 480,
            "xaxis": axis,
            "yaxis": {"title": {"text": safe(words.value)}, "range": [0, roof]},
            "showlegend": True,
            "legend": {"traceorder": "normal"},
            "meta": {"narrow": few},
        },
    }


def _shortly(trace: Figure, words: FunnelWords) -> Figure:
    short = {safe(name): safe(brief) for name, brief in words.shortly.items()}
    narrow = trace.get("meta", {}).get("narrow", {}) | {"name": short.get(trace["name"], trace["name"])}
    return trace | {"meta": {"narrow": narrow}}


def _roof(top: float, outer: Sequence[float]) -> float:
    """High enough for every point; the mouth of the funnel may be cut, but not by much more than half."""
    return max(top * 1.12, min(max(outer), top * 1.5))


def _limit(sizes: Sequence[float], values: Sequence[float], dash: str, name: str, *, shown: bool) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(sizes),
        "y": list(values),
        "name": safe(name),
        "legendgroup": name,
        "showlegend": shown,
        "hoverinfo": "skip",
        "line": {"color": SOFT, "dash": dash, "width": 1.5},
    }


def _centre(sizes: Sequence[float], centre: float, name: str) -> Figure:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [sizes[0], sizes[-1]],
        "y": [centre, centre],
        "name": safe(name),
        "hoverinfo": "skip",
        "line": {"color": GOAL, "width": 2},
    }


def _flagged(points: Sequence[FunnelPoint], side: Side) -> list[FunnelPoint]:
    return [point for point in points if point.side is side and not point.is_own]


def _colour(side: Side, better: int) -> str:
    return INK if not better else GOOD if side == better else WORSE


def _named(points: Sequence[FunnelPoint], centre: float) -> list[str]:
    """Own ones, and of those flagged the farthest out."""
    flagged = sorted((p for p in points if p.side), key=lambda p: -abs(p.value - centre))
    own = [p.name for p in points if p.is_own]
    return [*own, *(p.name for p in flagged[:MOST_NAMES] if not p.is_own)]


def _marks(
    name: str, points: Sequence[FunnelPoint], shape: str, colour: str, named: Names, narrow: Names
) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": safe(name),
        "x": [point.size for point in points],
        "y": [point.value for point in points],
        **_names(points, named),
        "meta": {"narrow": _names(points, narrow)},
        "textfont": {"color": INK, "shadow": GROUND},
        "cliponaxis": False,
        "customdata": [f"{safe(point.name)}: {safe(point.text)}" for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {
            "symbol": shape,
            "size": 11 if shape != "circle-open" else 9,
            "color": colour,
            "line": {"color": colour, "width": 2 if shape == "circle-open" else 0},
        },
    }


def _names(points: Sequence[FunnelPoint], places: Names) -> Figure:
    return {
        "text": [f" {safe(point.name)} " if point.name in places else "" for point in points],
        "textposition": [places.get(point.name, "middle right") for point in points],
    }


def _ticks(low: float, high: float, times: Sequence[int]) -> list[float]:
    """So many times the powers of ten between them."""
    steps = [step * 10.0**power for power in range(9) for step in times]
    return [step for step in steps if low <= step <= high]
