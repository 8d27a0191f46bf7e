"""Which cell is wrong when figures disagree: the derived one, unless one operand explains more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.table_audit.figures import Figure, round_fraction
from indicators.table_audit.grid import Cell
from indicators.table_audit.relations import Check, Kind, compute


@dataclass(frozen=True)
class Culprit:
    """A wrong cell, what it should be, and the failed checks it accounts for."""

    cell: Cell
    value: Fraction
    checks: tuple[Check, ...]

    @property
    def is_operand(self) -> bool:
        return all(check.target != self.cell for check in self.checks)


def culprits(checks: Sequence[Check]) -> list[Culprit]:
    """The fewest cells that account for every check that fails; `checks` holds the good ones too."""
    around = defaultdict(list)
    for check in checks:
        for cell in {check.target, *check.operands}:
            around[cell].append(check)
    failed = {check for check in checks if check.holds() is False}
    found = []
    times = Counter(cell for check in failed for cell in {check.target, *check.operands})
    suspects = {cell for cell, count in times.items() if count > 1}
    while guilty := [one for cell in suspects if (one := _tried(cell, around[cell], failed))]:
        best = max(guilty, key=_weight)
        found.append(best)
        failed -= set(best.checks)
        suspects = {one.cell for one in guilty if one is not best}
    return found + [
        Culprit(check.target, value, (check,))
        for check in checks
        if check in failed and (value := check.exact()) is not None
    ]


def _weight(one: Culprit) -> tuple[int, bool, int, int]:
    """Most checks accounted for; of two alike a derived cell, then the first in the file."""
    return len(one.checks), not one.is_operand, -one.cell.row, -one.cell.column


def _tried(cell: Cell, checks: Iterable[Check], failed: Set[Check]) -> Culprit | None:
    """The cell with the one figure that makes all its checks hold, if there is one."""
    every = list(checks)
    wrong = tuple(check for check in every if check in failed)
    if cell.figure is None or len(wrong) < 2:
        return None
    for check in sorted(wrong, key=lambda one: one.kind not in (Kind.SUM, Kind.DIFFERENCE)):
        value = _solved(check, cell)
        if value is None:
            continue
        printed = value if cell.figure.decimals >= 9 else round_fraction(value, cell.figure.decimals)
        if printed == cell.figure.value:
            continue
        put = replace(cell.figure, value=printed)
        if all(check.with_operand(cell, put).holds() is not False for check in every):
            return Culprit(cell, printed, wrong)
    return None


def _solved(check: Check, cell: Cell) -> Fraction | None:
    """What the cell would have to be for the check to come out as printed."""
    if check.target == cell:
        return check.exact()
    target = check.printed.value
    values = [_value(one.figure) for one in check.operands]
    place = check.operands.index(cell)
    rest = sum(values, Fraction()) - values[place]
    if check.kind is Kind.SUM:
        return target - rest
    if check.kind is Kind.MEAN:
        return target * len(values) - rest
    first, second = values
    if check.kind is Kind.DIFFERENCE:
        return second - target if place == 0 else first + target
    relative = target / check.factor
    if check.kind is Kind.CHANGE:
        if place == 1:
            return first * (1 + relative)
        return compute(Kind.RATIO, [second, 1 + relative], 1)
    return relative * second if place == 0 else compute(Kind.RATIO, [first, relative], 1)


def _value(figure: Figure | None) -> Fraction:
    return figure.value if figure else Fraction()
