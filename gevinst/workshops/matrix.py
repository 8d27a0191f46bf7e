"""Where tasks stand by size and difficulty, as points to be drawn. Plain geometry, no Django.

Right is harder, up is larger; the strategy it supports is the shape of the mark: diamond (supports), circle
(in part), square (does not).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640.0, 520.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 624.0, 16.0, 456.0
FIRST, LAST = 0.5, 5.5
MIDDLE = 3.0
SUPPORTS, IN_PART = 3.5, 2.5
RADIUS = 15.0
# Marks nearer each other than this are moved apart, for each must be read.
CLOSE = 0.25


@dataclass(frozen=True)
class Mark:
    """`x`, `y`: the middle. `bars`: from the lowest score given to the highest, as (x1, y1, x2, y2)."""

    number: int
    x: float
    y: float
    shape: str
    bars: Sequence[tuple[float, float, float, float]] = ()

    @property
    def points(self) -> str:
        """The corners of a diamond or a square."""
        reach = RADIUS * (1.25 if self.shape == "diamond" else 0.92)
        turns = (0, 1, 2, 3) if self.shape == "diamond" else (0.5, 1.5, 2.5, 3.5)
        far = reach if self.shape == "diamond" else reach * math.sqrt(2)
        corners = (
            (self.x + far * math.cos(t * math.pi / 2), self.y + far * math.sin(t * math.pi / 2))
            for t in turns
        )
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


@dataclass(frozen=True)
class Placed:
    """What is known of a task: the place it has, and the lowest and highest score of size and difficulty."""

    number: int
    size: float
    difficulty: float
    strategy: float
    sizes: tuple[int, int] | None = None
    difficulties: tuple[int, int] | None = None


def quadrant(size: float, difficulty: float) -> str:
    """ "fruit" (large and easy), "lift" (large, hard), "small" (small, easy) or "wait"."""
    if size > MIDDLE:
        return "fruit" if difficulty <= MIDDLE else "lift"
    return "small" if difficulty <= MIDDLE else "wait"


def shape(strategy: float) -> str:
    if strategy >= SUPPORTS:
        return "diamond"
    return "circle" if strategy >= IN_PART else "square"


def across(difficulty: float) -> float:
    return LEFT + (difficulty - FIRST) / (LAST - FIRST) * (RIGHT - LEFT)


def down(size: float) -> float:
    return BOTTOM - (size - FIRST) / (LAST - FIRST) * (BOTTOM - TOP)


def marks(placed: Iterable[Placed]) -> list[Mark]:
    """In the order given; those that would lie on each other stand in a ring."""
    crowds: dict[tuple[int, int], list[Placed]] = defaultdict(list)
    for one in placed:
        crowds[round(one.difficulty / CLOSE), round(one.size / CLOSE)].append(one)
    found = [mark for crowd in crowds.values() for mark in _apart(crowd)]
    return sorted(found, key=lambda mark: mark.number)


def _apart(crowd: Sequence[Placed]) -> list[Mark]:
    ring = 0.0 if len(crowd) == 1 else max(RADIUS * 1.25, RADIUS * 1.2 / math.sin(math.pi / len(crowd)))
    return [
        _mark(one, ring * math.cos(turn), ring * math.sin(turn))
        for one, turn in zip(
            crowd, (2 * math.pi * place / len(crowd) for place in range(len(crowd))), strict=True
        )
    ]


def _mark(one: Placed, aside: float, below: float) -> Mark:
    x = min(max(across(one.difficulty) + aside, LEFT + RADIUS), RIGHT - RADIUS)
    y = min(max(down(one.size) + below, TOP + RADIUS), BOTTOM - RADIUS)
    bars = []
    if one.difficulties and one.difficulties[0] != one.difficulties[1]:
        bars.append((across(one.difficulties[0]), y, across(one.difficulties[1]), y))
    if one.sizes and one.sizes[0] != one.sizes[1]:
        bars.append((x, down(one.sizes[0]), x, down(one.sizes[1])))
    return Mark(one.number, x, y, shape(one.strategy), tuple(bars))
