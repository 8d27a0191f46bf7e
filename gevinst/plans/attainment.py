"""Måloppnåelse: how far a benefit has come from its nullpunkt to its ambition, and whether it is on course.

Plain arithmetic on one contribution's figures; the measured values are of the same kind and unit as the
baseline. Source: methods.md, "Attainment".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import isclose

from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number
from indicators.statistics.xmr import LOCK_AT, Limits, locked_limits, special_causes

# One measurement shows where something is, two which way it goes.
NEEDED = 2

Show = Callable[[float], str]


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


class AttainmentStatus(StrEnum):
    """Where a benefit stands."""

    REACHED = "reached"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    WRONG_DIRECTION = "wrong_direction"
    TOO_FEW = "too_few"
    MISSING_BASELINE = "missing_baseline"
    MISSING_MEASUREMENT = "missing_measurement"
    MISSING_AMBITION = "missing_ambition"
    BASELINE_TO_BE_ESTABLISHED = "baseline_to_be_established"

    @property
    def words(self) -> str:
        """The status on the screen."""
        return _WORDS[self]


_WORDS = {
    AttainmentStatus.REACHED: "nådd",
    AttainmentStatus.ON_TRACK: "på vei",
    AttainmentStatus.BEHIND: "bak plan",
    AttainmentStatus.WRONG_DIRECTION: "feil retning",
    AttainmentStatus.TOO_FEW: "for få målinger",
    AttainmentStatus.MISSING_BASELINE: "mangler nullpunkt",
    AttainmentStatus.MISSING_MEASUREMENT: "mangler måling",
    AttainmentStatus.MISSING_AMBITION: "mangler ambisjon",
    AttainmentStatus.BASELINE_TO_BE_ESTABLISHED: "nullpunkt må etableres",
}


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


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one contribution stands. None wherever there is no figure.

    `percent` is not capped; `expected_now` is the path today, `expected_then` on the day of the `latest`
    measurement, which is what the status compares with.
    """

    status: AttainmentStatus
    explanation: str
    percent: float | None = None
    target: float | None = None
    latest: PathPoint | None = None
    expected_now: float | None = None
    expected_then: float | None = None
    path: tuple[PathPoint, ...] = ()
    limits: Limits | None = None

    @property
    def bar(self) -> float | None:
        """`percent` as a bar can draw it, 0 to 100."""
        return None if self.percent is None else min(max(self.percent, 0.0), 100.0)


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


def assess(
    *,
    baseline: Baseline | None,
    ambition: Ambition | None,
    direction: Direction,
    milestones: Sequence[Milestone] = (),
    series: Sequence[tuple[date, float]] = (),
    today: date,
    show: Show | None = None,
) -> Assessment:
    """Where a benefit stands today.

    `series`: (last day of the period, value), any order, those before the nullpunkt included: they show the
    usual variation. Days after `today` are left out. `show` writes a value in the indicator's own form.
    """
    known = [PathPoint(on, value) for on, value in sorted(series) if on <= today]
    if baseline is None or baseline.value is None or baseline.on is None:
        return _without_baseline(baseline, today)
    start, since = baseline.value, baseline.on
    after = [point for point in known if point.on > since]
    latest = after[-1] if after else None
    if ambition is None:
        return Assessment(AttainmentStatus.MISSING_AMBITION, "Ambisjonen er ikke satt.", latest=latest)
    target = ambition.value(start)
    hold = ambition.is_hold(start)
    path = () if hold else expected_path(start, since, target, ambition.by, milestones)
    values, earlier = [point.value for point in known], len(known) - len(after)
    limits = locked_limits(values, baseline_points=earlier) if len(known) >= LOCK_AT else None
    if latest is None:
        status, why = AttainmentStatus.MISSING_MEASUREMENT, f"Ingen måling etter {since:%d.%m.%Y}."
    elif hold:
        status, why = _judge_hold(ambition, direction, start, latest.value, show or _plain)
    else:
        status, why = _judge(ambition, start, path, values, after, limits, show or _plain)
    return Assessment(
        status,
        why,
        percent=attainment_percent(latest.value, baseline=start, target=target)
        if latest and not hold
        else None,
        target=target,
        latest=latest,
        expected_now=expected_on(path, today),
        expected_then=expected_on(path, latest.on) if latest else None,
        path=path,
        limits=limits,
    )


def _without_baseline(baseline: Baseline | None, today: date) -> Assessment:
    if baseline is None or baseline.due is None:
        explanation = "Nullpunktet mangler, så måloppnåelsen kan ikke beregnes."
        return Assessment(AttainmentStatus.MISSING_BASELINE, explanation)
    verb = "skal etableres innen" if today <= baseline.due else "skulle vært etablert innen"
    explanation = f"Nullpunktet {verb} {baseline.due:%d.%m.%Y}."
    return Assessment(AttainmentStatus.BASELINE_TO_BE_ESTABLISHED, explanation)


def _judge_hold(
    ambition: Ambition, direction: Direction, baseline: float, value: float, show: Show
) -> tuple[AttainmentStatus, str]:
    measured = f"Målt {show(value)} mot {show(baseline)} ved nullpunktet"
    if ambition.is_met(value, baseline):
        return AttainmentStatus.REACHED, f"{measured}: innenfor ambisjonen."
    if (value - baseline) * direction.sign > 0:
        return AttainmentStatus.REACHED, f"{measured}: bedre enn ambisjonen."
    return AttainmentStatus.WRONG_DIRECTION, f"{measured}: utenfor ambisjonen."


def _judge(
    ambition: Ambition,
    baseline: float,
    path: Sequence[PathPoint],
    values: Sequence[float],
    after: Sequence[PathPoint],
    limits: Limits | None,
    show: Show,
) -> tuple[AttainmentStatus, str]:
    latest, target = after[-1], ambition.value(baseline)
    toward = 1 if target > baseline else -1
    percent = (latest.value - baseline) * 100 / (target - baseline)
    come = f"Målt {show(latest.value)}: {format_number(percent)}\u00a0% av veien"
    come = f"{come} fra {show(baseline)} til {show(target)}."
    if ambition.is_met(latest.value, baseline):
        return AttainmentStatus.REACHED, come
    passed_a_point = any(point.on <= latest.on for point in path[1:])
    if len(after) < NEEDED and limits is None and not passed_a_point:
        return AttainmentStatus.TOO_FEW, f"{come} Det trengs én måling til for å se en retning."
    if percent < 0 and _is_signal(values, limits, -toward):
        return AttainmentStatus.WRONG_DIRECTION, f"{come} Det er dårligere enn nullpunktet."
    if percent > 100:
        return AttainmentStatus.BEHIND, f"{come} Det er forbi ambisjonen."
    if ambition.by and latest.on >= ambition.by:
        return AttainmentStatus.BEHIND, f"{come} Fristen var {ambition.by:%d.%m.%Y}."
    # Against the path as against a mean: what lies within the usual variation around it is not behind.
    ahead = [
        (p.value - expected) * toward for p in after if (expected := expected_on(path, p.on)) is not None
    ]
    if not ahead:
        status = AttainmentStatus.ON_TRACK if percent > 0 else AttainmentStatus.BEHIND
        return status, f"{come} Ambisjonen har ingen frist."
    wanted = f"{come} Forventet {show(expected_on(path, latest.on) or 0.0)} den {latest.on:%d.%m.%Y}."
    if ahead[-1] >= 0:
        return AttainmentStatus.ON_TRACK, wanted
    if _is_signal(ahead, limits and replace(limits, mean=0.0), -1):
        return AttainmentStatus.BEHIND, wanted
    return AttainmentStatus.ON_TRACK, f"{wanted} Avviket er ikke større enn den vanlige variasjonen."


def _is_signal(values: Sequence[float], limits: Limits | None, side: int) -> bool:
    """Whether the last value is a special cause to that side; without limits every value counts as one."""
    return limits is None or special_causes(values, limits)[-1].side == side


def _plain(value: float) -> str:
    return format_number(value, 0 if value == round(value) else 1)
