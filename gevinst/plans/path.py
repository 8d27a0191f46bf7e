"""The way a benefit shall go: nullpunkt, milestones, ambition, and the value expected on a day between them.

Plain arithmetic. Source: methods.md, "Attainment".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import isclose


class AmbitionForm(StrEnum):
    """How an ambition is put."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    EQUAL = "equal"
    RELATIVE = "relative"
    HOLD = "hold"


class MilestoneBasis(StrEnum):
    """What a milestone's percent is a percent of; ABSOLUTE is the value itself."""

    OF_BASELINE = "of_baseline"
    OF_WAY = "of_way"
    ABSOLUTE = "absolute"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The nullpunkt: `value` on the last day of its period, `on`; or None with the day it is `due`."""

    value: float | None = None
    on: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambition:
    """Where to, and by when.

    `target` is a value, for RELATIVE a signed percent of the baseline (-30: 30 % lower), for HOLD nothing.
    `tolerance` is in the unit of the figure.
    """

    form: AmbitionForm
    target: float | None = None
    tolerance: float = 0.0
    by: date | None = None

    def value(self, baseline: float) -> float:
        """The value to reach from that baseline. ValueError when a form that needs a target has none."""
        if self.form is AmbitionForm.HOLD:
            return baseline
        if self.target is None:
            raise ValueError(f"ambisjonen {self.form} krever en verdi")
        if self.form is AmbitionForm.RELATIVE:
            return baseline + baseline * self.target / 100
        return self.target

    def is_met(self, value: float, baseline: float) -> bool:
        """Whether `value` is inside the ambition, tolerance included."""
        target = self.value(baseline)
        off = value - target
        if isclose(value, target, rel_tol=1e-9, abs_tol=1e-12):
            return True
        if self.form is AmbitionForm.AT_MOST or (self.form is AmbitionForm.RELATIVE and target < baseline):
            return off <= self.tolerance
        if self.form is AmbitionForm.AT_LEAST or (self.form is AmbitionForm.RELATIVE and target > baseline):
            return -off <= self.tolerance
        return abs(off) <= self.tolerance

    def is_hold(self, baseline: float) -> bool:
        """Whether the baseline is already inside: then the thing is to stay, and no percent is meaningful."""
        return replace(self, tolerance=0.0).is_met(baseline, baseline)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point on the way; `amount` is percent for the relative bases, otherwise the value."""

    due: date
    basis: MilestoneBasis
    amount: float

    def value(self, baseline: float, target: float) -> float:
        """The value to have reached. 50 % from 9 990 to 1 000: 4 995 of the baseline, 5 495 of the way."""
        if self.basis is MilestoneBasis.ABSOLUTE:
            return self.amount
        if self.basis is MilestoneBasis.OF_WAY:
            return baseline + (target - baseline) * self.amount / 100
        sign = 1 if target > baseline else -1
        return baseline + sign * abs(baseline) * self.amount / 100


@dataclass(frozen=True, slots=True)
class PathPoint:
    """What is expected on a day."""

    on: date
    value: float


def attainment_percent(value: float, *, baseline: float, target: float) -> float | None:
    """(value − baseline) / (target − baseline) · 100, up and down alike; None when the two are equal."""
    way = target - baseline
    return None if isclose(target, baseline, rel_tol=1e-9) else (value - baseline) * 100 / way


def expected_path(
    baseline: float, on: date, target: float, by: date | None, milestones: Sequence[Milestone] = ()
) -> tuple[PathPoint, ...]:
    """Baseline, milestones and target in order of date; a milestone outside the two is left out."""
    points = [PathPoint(on, baseline)]
    inside = [m for m in milestones if on < m.due and (by is None or m.due < by)]
    points += [PathPoint(m.due, m.value(baseline, target)) for m in sorted(inside, key=lambda m: m.due)]
    if by is not None and by > on:
        points.append(PathPoint(by, target))
    return tuple(points)


def expected_on(path: Sequence[PathPoint], day: date) -> float | None:
    """The path on `day`: straight lines between its points, level before and after; None without a course."""
    if len(path) < 2:
        return None
    for before, after in pairwise(path):
        if day <= before.on:
            return before.value
        if day < after.on:
            share = (day - before.on).days / (after.on - before.on).days
            return before.value + (after.value - before.value) * share
    return path[-1].value
