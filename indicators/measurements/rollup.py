"""Figures of every level of a structure: as measured where somebody measured, else summed from the nearest below.

Numerators and denominators are summed each for themselves, never shares or rates; unique persons are not summed.
A printed figure stands as printed, with the difference from its parts stated (docs/calculations.md, roll_up).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from indicators.actors.models import Structure
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period
from indicators.measurements.tree import Tree
from indicators.measurements.values import Reason, Status

Origin = Literal["measured", "summed"]
Own = dict[int, Measurement]

_UNSAID = (Reason.MISSING, Reason.NOT_YET)
_WITHHELD = (Reason.HIDDEN, Reason.BELOW)
_WEAKEST = (Status.PARTIAL, Status.PRELIMINARY, Status.FINAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledFigure:
    """One actor's figure in one period.

    `parts`: the actors summed (none when measured). `missing`: those under it that no value covers. `difference`:
    the printed numerator minus the sum of a complete set of parts; None when there is none to compare with.
    `shared`: the parts that also count in another actor of the same kind, so that such actors do not add up.
    `number()` is None exactly when `reason` says why, NIL apart.
    """

    actor_id: int
    period: Period
    numerator: float | None = None
    denominator: float | None = None
    stated: float | None = None
    reason: Reason = Reason.NONE
    status: Status = Status.FINAL
    as_of: date | None = None
    origin: Origin = "summed"
    parts: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()
    difference: float | None = None
    measurement_id: int | None = None
    is_example: bool = False

    def number(self, indicator: Indicator) -> float | None:
        """The figure in the unit it is shown in."""
        if self.reason not in (Reason.NONE, Reason.NIL):
            return None
        kind = kind_for(indicator.kind)
        return kind.derive(self.numerator, self.denominator, self.stated, indicator.factor)


def roll_up(
    *,
    indicator: Indicator,
    structure: Structure,
    periods: Iterable[Period],
    on: date,
    root: int | None = None,
    actors: Iterable[int] | None = None,
    breakdown: str = "",
) -> dict[tuple[int, Period], RolledFigure]:
    """The figure of each actor in each period, by (actor id, period). Two queries, however many actors and periods.

    `on`: the day the structure is seen. `actors`: whose figures are wanted; else `root` and all under it; else all
    in the structure. `breakdown`: its key, "" for the whole.
    """
    tree = Tree.load(structure, on)
    wanted = tree.everybody(actors, root)
    asked = list(dict.fromkeys(periods))
    concerned = set(wanted).union(*(tree.below(actor) for actor in wanted))
    measured = _measured(indicator, concerned, asked, breakdown)
    return {
        (actor, period): _figure(tree, actor, period, measured.get(period, {}), indicator)
        for period in asked
        for actor in wanted
    }


def _measured(
    indicator: Indicator, actors: set[int], periods: list[Period], breakdown: str
) -> dict[Period, Own]:
    """Own figures by period and actor. The one place to read another day's values from, when that is asked for."""
    rows = Measurement.objects.of(indicator=indicator.pk, actors=actors).filter(
        breakdown__key=breakdown,
        period_kind__in={period.kind.value for period in periods},
        period_start__in={period.start for period in periods},
    )
    found: dict[Period, Own] = {period: {} for period in periods}
    for row in rows.select_related("batch"):
        if row.reason not in _UNSAID and row.period in found:
            found[row.period][row.actor_id] = row
    return found


def _figure(tree: Tree, actor: int, period: Period, own: Own, indicator: Indicator) -> RolledFigure:
    row = own.get(actor)
    parts, missing = tree.frontier(actor, own)
    rows = [own[part] for part in parts]
    if row is not None:
        return RolledFigure(
            actor_id=actor,
            period=period,
            numerator=row.numerator,
            denominator=row.denominator,
            stated=row.stated,
            reason=Reason(row.reason),
            status=Status(row.status),
            as_of=row.as_of,
            origin="measured",
            difference=_difference(row, rows, indicator, complete=not missing),
            measurement_id=row.pk,
            is_example=row.batch.is_example,
        )
    reason = _why_not(rows, indicator)
    tops, bottoms = [each.numerator for each in rows], [each.denominator for each in rows]
    return RolledFigure(
        actor_id=actor,
        period=period,
        numerator=None if reason else _sum(tops),
        denominator=None if reason else _sum(bottoms),
        reason=reason,
        status=next((status for status in _WEAKEST if any(each.status == status for each in rows)), Status.FINAL),
        as_of=min((each.as_of for each in rows if each.as_of), default=None),
        parts=tuple(parts),
        missing=tuple(missing),
        shared=tuple(part for part in parts if tree.shared(part, actor)),
        is_example=any(each.batch.is_example for each in rows),
    )


def _why_not(rows: list[Measurement], indicator: Indicator) -> Reason:
    """Why these figures cannot be summed; NONE when they can."""
    if not rows:
        return Reason.MISSING
    if not indicator.additive:
        return Reason.NOT_POSSIBLE
    if any(row.reason in _WITHHELD for row in rows):
        return Reason.HIDDEN
    needs_both = kind_for(indicator.kind).needs_denominator
    if any(row.numerator is None or (needs_both and row.denominator is None) for row in rows):
        return Reason.NOT_POSSIBLE
    return Reason.NONE


def _difference(row: Measurement, rows: list[Measurement], indicator: Indicator, *, complete: bool) -> float | None:
    total = None if _why_not(rows, indicator) else _sum(each.numerator for each in rows)
    if total is None or row.numerator is None:
        return None
    difference = row.numerator - total
    # Parts that already make the whole say that those missing count nothing.
    return difference if complete or difference == 0 else None


def _sum(numbers: Iterable[float | None]) -> float | None:
    known = list(_known(numbers))
    return sum(known) if known else None


def _known(numbers: Iterable[float | None]) -> Iterator[float]:
    return (number for number in numbers if number is not None)
