"""How sure a figure of the comparison is: its interval, its possible places, and the funnel of the group.

Counts and rates are taken for independent events (Byar, exact Poisson), shares for parts of a whole (Wilson,
binomial). Means and durations say nothing of their own uncertainty: they get no interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.statistics.funnel import Funnel, funnel
from indicators.statistics.intervals import Interval, byar, wilson

SHARE, COUNT, RATE = "share", "count", "rate"
FEWEST_IN_FUNNEL = 3


@dataclass(frozen=True, slots=True)
class Part:
    """What a figure was made of: `top` · `factor` / `bottom`; a count alone has no `bottom`."""

    top: float
    bottom: float | None
    factor: float
    is_proportion: bool


def part_of(kind: str, top: float | None, bottom: float | None, factor: float) -> Part | None:
    """None where the parts are unknown, or say nothing of the uncertainty."""
    if top is None or top < 0:
        return None
    if kind == COUNT:
        return Part(top, None, 1, is_proportion=False)
    if not bottom or bottom < 0 or kind not in (SHARE, RATE) or (kind == SHARE and top > bottom):
        return None
    return Part(top, bottom, 100 if kind == SHARE else factor, is_proportion=kind == SHARE)


def interval_of(part: Part | None) -> Interval | None:
    """The 95 % interval in the unit the figure is shown in."""
    if part is None:
        return None
    if part.is_proportion and part.bottom:
        found = wilson(part.top, part.bottom)
        return Interval(found.low * part.factor, found.high * part.factor)
    scale = part.factor / (part.bottom or 1)
    found = byar(part.top)
    return Interval(found.low * scale, found.high * scale)


def funnel_of(parts: Mapping[int, Part], actors: Sequence[int]) -> Funnel | None:
    """Those of `actors`, in that order, against each other; None when a part lacks, or they are too few."""
    found = [parts.get(actor) for actor in actors]
    if len(found) < FEWEST_IN_FUNNEL or any(part is None or part.bottom is None for part in found):
        return None
    whole = [part for part in found if part is not None]
    if not sum(part.top for part in whole) > 0:
        return None
    return funnel(
        [part.top for part in whole],
        [part.bottom or 0 for part in whole],
        is_proportion=all(part.is_proportion for part in whole),
    )


def places(own: Interval, others: Sequence[Interval]) -> tuple[int, int]:
    """The first and last place from the top that the intervals allow, among `others` and the own one."""
    above = sum(other.low > own.high for other in others)
    below = sum(other.high < own.low for other in others)
    return above + 1, len(others) + 1 - below
