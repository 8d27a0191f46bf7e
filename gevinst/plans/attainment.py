"""Måloppnåelse: how far a benefit has come from its nullpunkt to its ambition, and whether it is on course.

Plain arithmetic on one contribution's figures; the measured values are of the same kind and unit as the
baseline. Source: methods.md, "Attainment".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from gevinst.plans.path import (
    Ambition,
    Baseline,
    Milestone,
    PathPoint,
    attainment_percent,
    expected_on,
    expected_path,
)
from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number
from indicators.statistics.xmr import LOCK_AT, Limits, locked_limits, special_causes

# One measurement shows where something is, two which way it goes.
NEEDED = 2

Show = Callable[[float], str]
Say = Callable[[str], str]


def _(text: str) -> str:
    """Marks a text of this module for translation; who shows it translates it."""
    return text


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
    AttainmentStatus.REACHED: _("nådd"),
    AttainmentStatus.ON_TRACK: _("på vei"),
    AttainmentStatus.BEHIND: _("bak plan"),
    AttainmentStatus.WRONG_DIRECTION: _("feil retning"),
    AttainmentStatus.TOO_FEW: _("for få målinger"),
    AttainmentStatus.MISSING_BASELINE: _("mangler nullpunkt"),
    AttainmentStatus.MISSING_MEASUREMENT: _("mangler måling"),
    AttainmentStatus.MISSING_AMBITION: _("mangler ambisjon"),
    AttainmentStatus.BASELINE_TO_BE_ESTABLISHED: _("nullpunkt må etableres"),
}


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


def assess(
    *,
    baseline: Baseline | None,
    ambition: Ambition | None,
    direction: Direction,
    milestones: Sequence[Milestone] = (),
    series: Sequence[tuple[date, float]] = (),
    overlapping: bool = False,
    today: date,
    show: Show | None = None,
    say: Say = _,
) -> Assessment:
    """Where a benefit stands today.

    `series`: (last day of the period, value), any order, those before the nullpunkt included: they show the
    usual variation. Days after `today` are left out. `overlapping`: each value shares months with the next,
    as sums of twelve do; they vary too little for limits, and are judged without.
    `show` writes a value in the indicator's own form, `say` puts a text in the reader's language.
    """
    known = [PathPoint(on, value) for on, value in sorted(series) if on <= today]
    if baseline is None or baseline.value is None or baseline.on is None:
        return _without_baseline(baseline, today, say)
    start, since = baseline.value, baseline.on
    after = [point for point in known if point.on > since]
    latest = after[-1] if after else None
    if ambition is None:
        return Assessment(AttainmentStatus.MISSING_AMBITION, say("Ambisjonen er ikke satt."), latest=latest)
    target = ambition.value(start)
    hold = ambition.is_hold(start)
    path = () if hold else expected_path(start, since, target, ambition.by, milestones)
    values, earlier = [point.value for point in known], len(known) - len(after)
    enough = len(known) >= LOCK_AT and not overlapping
    limits = locked_limits(values, baseline_points=earlier) if enough else None
    if latest is None:
        status = AttainmentStatus.MISSING_MEASUREMENT
        why = say("Ingen måling etter %(day)s.") % {"day": _written(since)}
    elif hold:
        status, why = _judge_hold(ambition, direction, start, latest.value, show or _plain, say)
    else:
        status, why = _judge(ambition, start, path, values, after, limits, show or _plain, say)
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


def _without_baseline(baseline: Baseline | None, today: date, say: Say) -> Assessment:
    if baseline is None or baseline.due is None:
        explanation = say("Nullpunktet mangler, så måloppnåelsen kan ikke beregnes.")
        return Assessment(AttainmentStatus.MISSING_BASELINE, explanation)
    ahead = say("Nullpunktet skal etableres innen %(day)s.")
    late = say("Nullpunktet skulle vært etablert innen %(day)s.")
    explanation = (ahead if today <= baseline.due else late) % {"day": _written(baseline.due)}
    return Assessment(AttainmentStatus.BASELINE_TO_BE_ESTABLISHED, explanation)


def _judge_hold(
    ambition: Ambition, direction: Direction, baseline: float, value: float, show: Show, say: Say
) -> tuple[AttainmentStatus, str]:
    if ambition.is_met(value, baseline):
        status, text = (
            AttainmentStatus.REACHED,
            say("Målt %(value)s mot %(baseline)s ved nullpunktet: innenfor ambisjonen."),
        )
    elif (value - baseline) * direction.sign > 0:
        status, text = (
            AttainmentStatus.REACHED,
            say("Målt %(value)s mot %(baseline)s ved nullpunktet: bedre enn ambisjonen."),
        )
    else:
        status = AttainmentStatus.WRONG_DIRECTION
        text = say("Målt %(value)s mot %(baseline)s ved nullpunktet: utenfor ambisjonen.")
    return status, text % {"value": show(value), "baseline": show(baseline)}


def _judge(
    ambition: Ambition,
    baseline: float,
    path: Sequence[PathPoint],
    values: Sequence[float],
    after: Sequence[PathPoint],
    limits: Limits | None,
    show: Show,
    say: Say,
) -> tuple[AttainmentStatus, str]:
    latest, target = after[-1], ambition.value(baseline)
    toward = 1 if target > baseline else -1
    percent = (latest.value - baseline) * 100 / (target - baseline)
    come = say("Målt %(value)s: %(percent)s av veien fra %(baseline)s til %(target)s.") % {
        "value": show(latest.value),
        "percent": f"{format_number(percent)}\u00a0%",
        "baseline": show(baseline),
        "target": show(target),
    }
    if ambition.is_met(latest.value, baseline):
        return AttainmentStatus.REACHED, come
    passed_a_point = any(point.on <= latest.on for point in path[1:])
    if len(after) < NEEDED and limits is None and not passed_a_point:
        return AttainmentStatus.TOO_FEW, f"{come} " + say("Det trengs én måling til for å se en retning.")
    if percent < 0 and _is_signal(values, limits, -toward):
        return AttainmentStatus.WRONG_DIRECTION, f"{come} " + say("Det er dårligere enn nullpunktet.")
    if percent > 100:
        return AttainmentStatus.BEHIND, f"{come} " + say("Det er forbi ambisjonen.")
    if ambition.by and latest.on >= ambition.by:
        return AttainmentStatus.BEHIND, f"{come} " + say("Fristen var %(day)s.") % {
            "day": _written(ambition.by)
        }
    # Against the path as against a mean: what lies within the usual variation around it is not behind.
    ahead = [
        (p.value - expected) * toward for p in after if (expected := expected_on(path, p.on)) is not None
    ]
    if not ahead:
        status = AttainmentStatus.ON_TRACK if percent > 0 else AttainmentStatus.BEHIND
        return status, f"{come} " + say("Ambisjonen har ingen frist.")
    expected_then = say("Forventet %(value)s den %(day)s.") % {
        "value": show(expected_on(path, latest.on) or 0.0),
        "day": _written(latest.on),
    }
    wanted = f"{come} {expected_then}"
    if ahead[-1] >= 0:
        return AttainmentStatus.ON_TRACK, wanted
    if _is_signal(ahead, limits and replace(limits, mean=0.0), -1):
        return AttainmentStatus.BEHIND, wanted
    return AttainmentStatus.ON_TRACK, f"{wanted} " + say(
        "Avviket er ikke større enn den vanlige variasjonen."
    )


def _is_signal(values: Sequence[float], limits: Limits | None, side: int) -> bool:
    """Whether the last value is a special cause to that side; without limits every value counts as one."""
    return limits is None or special_causes(values, limits)[-1].side == side


def _written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _plain(value: float) -> str:
    return format_number(value, 0 if value == round(value) else 1)
