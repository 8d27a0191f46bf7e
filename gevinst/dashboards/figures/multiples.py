"""Small multiples: one panel for each actor, all on the same axes, drawn by the template as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WIDTH, HEIGHT, MARGIN = 240, 96, 6
# A step longer than this many times the usual one is a gap, and is not drawn over.
GAP = 1.6


@dataclass(frozen=True, slots=True)
class PanelData:
    """`points`: day, value and the mark it has ("" for none). `band`: mean, lower and upper."""

    points: Sequence[tuple[date, float, str]]
    band: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    mark: str

    @property
    def diamond(self) -> str:
        """The corners of a diamond around it."""
        x, y, r = self.x, self.y, 4.5
        return f"{x},{y - r:.1f} {x + r:.1f},{y} {x},{y + r:.1f} {x - r:.1f},{y}"

    @property
    def square(self) -> str:
        """The corners of a square around it."""
        left, right, top, bottom = self.x - 3.5, self.x + 3.5, self.y - 3.5, self.y + 3.5
        return f"{left:.1f},{top:.1f} {right:.1f},{top:.1f} {right:.1f},{bottom:.1f} {left:.1f},{bottom:.1f}"


@dataclass(frozen=True, slots=True)
class Panel:
    """Places in a 240 × 96 box, y downwards. `lines`: the series, broken where a period lacks."""

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    last: Dot | None
    mean: float | None = None
    upper: float | None = None
    lower: float | None = None

    @property
    def band_height(self) -> float:
        return 0.0 if self.upper is None or self.lower is None else round(self.lower - self.upper, 1)


@dataclass(frozen=True, slots=True)
class Axes:
    """What all panels share: the first and last day, and the highest value; the lowest is zero."""

    first: date
    last: date
    top: float

    def x(self, day: date) -> float:
        span = (self.last - self.first).days or 1
        return round(MARGIN + (day - self.first).days / span * (WIDTH - 2 * MARGIN), 1)

    def y(self, value: float) -> float:
        within = min(max(value, 0.0), self.top)
        return round(HEIGHT - MARGIN - within / self.top * (HEIGHT - 2 * MARGIN), 1)


def shared_axes(everybody: Iterable[PanelData]) -> Axes | None:
    """None where nobody has a point."""
    points = [point for one in everybody for point in one.points]
    if not points:
        return None
    days = [day for day, _value, _mark in points]
    return Axes(min(days), max(days), max([value for _day, value, _mark in points] + [1e-9]) * 1.05)


def panel(one: PanelData, axes: Axes) -> Panel:
    drawn = [Dot(axes.x(day), axes.y(value), mark) for day, value, mark in one.points]
    mean, lower, upper = one.band or (None, None, None)
    return Panel(
        lines=_lines([day for day, _value, _mark in one.points], drawn),
        dots=tuple(dot for dot in drawn if dot.mark),
        last=drawn[-1] if drawn else None,
        mean=None if mean is None else axes.y(mean),
        upper=None if upper is None else axes.y(upper),
        lower=None if lower is None else axes.y(lower),
    )


def _lines(days: Sequence[date], dots: Sequence[Dot]) -> tuple[str, ...]:
    steps = sorted((after - before).days for before, after in pairwise(days))
    usual = steps[len(steps) // 2] if steps else 0
    runs: list[list[str]] = [[]]
    for at, dot in enumerate(dots):
        if at and (days[at] - days[at - 1]).days > usual * GAP:
            runs.append([])
        runs[-1].append(f"{dot.x},{dot.y}")
    return tuple(" ".join(run) for run in runs if len(run) > 1)
