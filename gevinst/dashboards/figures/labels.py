"""Where names stand beside their points: clear of each other, and of lines where there is such a place."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Protocol

import numpy as np

# About what a page and a phone give a drawing, in pixels: near enough to tell what would collide.
PAGE, PHONE = (800.0, 340.0), (210.0, 340.0)
LETTER, LINE, AWAY, EDGE = 7.0, 16.0, 10.0, 12.0
Box = tuple[float, float, float, float]
# The horizontal places of its turns, and the vertical ones.
Line = tuple[Sequence[float], Sequence[float]]


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
    lines: Sequence[Line] = (),
) -> dict[str, str]:
    """Plotly's place of each name that has room, in the order wanted; the first always has. `reach`: the
    smallest and largest size; `by_ratio`: the axis of sizes is drawn by ratios; `room`: width and height.
    `lines`: sizes and values; none of them turns from rising to falling."""
    low, high = reach
    width, height = room

    def x(size: float) -> float:
        along = log(size / low) / log(high / low) if by_ratio else (size - low) / ((high - low) or 1)
        return along * width

    def y(value: float) -> float:
        return height * (1 - value / (roof or 1))

    drawn: list[Line] = [([x(size) for size in sizes], [y(one) for one in values]) for sizes, values in lines]
    at = {point.name: (x(point.size), y(point.value)) for point in points}
    taken = [(left - 6, top - 6, left + 6, top + 6) for left, top in at.values()]
    found: dict[str, str] = {}
    for name in wanted:
        places = [
            (sum(_meet(box, other) for other in taken), sum(_strikes(one, box) for one in drawn), place, box)
            for place, box in _boxes(name, *at[name])
            if box[0] >= 0 and box[2] <= width + EDGE and box[3] <= height + LINE / 2
        ]
        nowhere = (1, 0, "", (0.0, 0.0, 0.0, 0.0))
        covered, _struck, place, box = min(places, key=lambda one: one[:2], default=nowhere)
        if place and not (covered and found):
            found[name] = place
            taken.append(box)
    return found


def _boxes(name: str, x: float, y: float) -> list[tuple[str, Box]]:
    long, half = (len(name) + 1) * LETTER, LINE / 2
    # A name at the corner of another point would be read as that one's.
    near = AWAY / 2
    return [
        ("middle right", (x + AWAY, y - half, x + AWAY + long, y + half)),
        ("middle left", (x - AWAY - long, y - half, x - AWAY, y + half)),
        ("top center", (x - long / 2, y - AWAY - LINE, x + long / 2, y - AWAY)),
        ("bottom center", (x - long / 2, y + AWAY, x + long / 2, y + AWAY + LINE)),
        ("top right", (x + near, y - AWAY - LINE, x + AWAY + long, y - AWAY)),
        ("top left", (x - AWAY - long, y - AWAY - LINE, x - near, y - AWAY)),
        ("bottom right", (x + near, y + AWAY, x + AWAY + long, y + AWAY + LINE)),
        ("bottom left", (x - AWAY - long, y + AWAY, x - near, y + AWAY + LINE)),
    ]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _strikes(line: Line, box: Box) -> bool:
    """By its heights at the two sides: in between lies nothing else."""
    left, top, right, bottom = box
    heights = np.interp([left, right], *line)
    return bool(heights.min() < bottom and heights.max() > top)
