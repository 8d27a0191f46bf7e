"""A small drawing of a series with a window marked: plain numbers for an SVG, y downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 480, 96, 8
MOST = 60


@dataclass(frozen=True)
class Picture:
    """`segments`: «x,y x,y …», broken where a value is missing; `dots`: values with none beside them; the
    window lies from `left` and is `wide`."""

    segments: list[str]
    dots: list[tuple[float, float]]
    left: float
    wide: float
    width: int = WIDTH
    height: int = HEIGHT


def picture_of(values: Sequence[float | None], first: int, last: int) -> Picture | None:
    """`values` of periods in a row; the window is from index `first` to `last`. None with fewer than two."""
    start = max(0, min(first, len(values) - MOST))
    shown, first, last = values[start:], max(first - start, 0), last - start
    known = [value for value in shown if value is not None]
    if len(known) < 2:
        return None
    low, size = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * MARGIN) / max(len(shown) - 1, 1)

    def at(index: int, value: float) -> tuple[float, float]:
        height = HEIGHT - MARGIN - (value - low) / size * (HEIGHT - 2 * MARGIN)
        return round(MARGIN + index * step, 1), round(height, 1)

    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(shown):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(at(index, value))
    return Picture(
        [" ".join(f"{x},{y}" for x, y in run) for run in runs if len(run) > 1],
        [run[0] for run in runs if len(run) == 1],
        left=round(max(MARGIN + (first - 0.5) * step, 0), 1),
        wide=round(min((last - first + 1) * step, WIDTH), 1),
    )
