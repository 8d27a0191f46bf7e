"""Where names stand beside their points so that they do not cover each other."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Protocol

# About what a page and a phone give a drawing, in pixels: near enough to tell what would collide.
PAGE, PHONE = (800.0, 340.0), (210.0, 340.0)
LETTER, LINE, AWAY, EDGE = 7.0, 16.0, 10.0, 12.0
Box = tuple[float, float, float, float]


class Named(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def size(self) -> float: ...
    @property
    def value(self) -> float: ...


def labels(
    points: Sequence[Named],
    wanted: Sequence[str],
    reach: tuple[float, float],
    roof: float,
    *,
    by_ratio: bool,
    room: tuple[float, float] = PAGE,
) -> dict[str, str]:
    """Plotly's place of each name that has room, in the order wanted; the first always has. `reach`: the
    smallest and largest size; `by_ratio`: the axis of sizes is drawn by ratios; `room`: width and height."""
    low, high = reach
    width, height = room

    def x(size: float) -> float:
        along = log(size / low) / log(high / low) if by_ratio else (size - low) / ((high - low) or 1)
        return along * width

    at = {point.name: (x(point.size), height * (1 - point.value / (roof or 1))) for point in points}
    taken = [(left - 6, top - 6, left + 6, top + 6) for left, top in at.values()]
    found: dict[str, str] = {}
    for name in wanted:
        places = [
            (sum(_meet(box, other) for other in taken), place, box)
            for place, box in _boxes(name, *at[name])
            if box[0] >= 0 and box[2] <= width + EDGE and box[3] <= height + LINE / 2
        ]
        covered, place, box = min(places, key=lambda one: one[0], default=(1, "", (0.0, 0.0, 0.0, 0.0)))
        if place and not (covered and found):
            found[name] = place
            taken.append(box)
    return found


def _boxes(name: str, x: float, y: float) -> list[tuple[str, Box]]:
    long, half = (len(name) + 1) * LETTER, LINE / 2
    return [
        ("middle right", (x + AWAY, y - half, x + AWAY + long, y + half)),
        ("middle left", (x - AWAY - long, y - half, x - AWAY, y + half)),
        ("top center", (x - long / 2, y - AWAY - LINE, x + long / 2, y - AWAY)),
        ("bottom center", (x - long / 2, y + AWAY, x + long / 2, y + AWAY + LINE)),
    ]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
