"""Which cell is wrong when figures disagree: the derived one, unless one operand explains more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
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


def culprits(checks: Sequence[Check], hints: Sequence[Check] = ()) -> list[Culprit]:
    """The fewest cells that account for every check that fails; `checks` holds the good ones too.

    `hints` fail, and are not believed alone; they say exactly what a cell should be that is wrong anyhow.
    """
    around = defaultdict(list)
    for check in checks:
        for cell in {check.target, *check.operands}:
            around[cell].append(check)
    hinted = {check.target: check for check in hints}
    failed = {check for check in checks if check.holds() is False}
    found = []
    times = Counter(cell for check in failed for cell in {check.target, *check.operands})
    suspects = {cell for cell, count in times.items() if count > 1}
    while guilty := [
        one for cell in suspects if (one := _tried(cell, around[cell], failed, hinted.get(cell)))
    ]:
        best = max(guilty, key=_weight)
        found.append(best)
        failed -= set(best.checks)
        suspects = {one.cell for one in guilty if one is not best}
    return found + list(_alone([check for check in checks if check in failed], found))


def _alone(failed: Sequence[Check], found: Sequence[Culprit]) -> Iterator[Culprit]:
    """The derived cell of each check that still fails when what it is derived from has been put right."""
    right = {one.cell: one.value for one in found}
    targets = {check.target for check in failed}
    for check in sorted(failed, key=lambda one: any(cell in targets for cell in one.operands)):
        put = check
        for cell in right.keys() & set(check.operands):
            if cell.figure is not None:
                value = round_fraction(right[cell], cell.figure.decimals)
                put = put.with_operand(cell, replace(cell.figure, value=value))
        exact = put.exact()
        if check.target not in right and exact is not None and put.holds() is False:
            right[check.target] = exact
            yield Culprit(check.target, exact, (check,))


def _weight(one: Culprit) -> tuple[int, bool, int, int]:
    """Most checks accounted for; of two alike a derived cell, then the first in the file."""
    return len(one.checks), not one.is_operand, -one.cell.row, -one.cell.column


def _tried(cell: Cell, checks: Iterable[Check], failed: Set[Check], hint: Check | None) -> Culprit | None:
    """The cell with the one figure that makes all its checks hold, if there is one."""
    every = list(checks)
    wrong = tuple(check for check in every if check in failed)
    if cell.figure is None or len(wrong) < 2:
        return None
    surest = sorted(
        wrong, key=lambda one: (not one.is_exact(cell), one.kind not in (Kind.SUM, Kind.DIFFERENCE))
    )
    solved = [_solved(check, cell) for check in ([hint, *surest] if hint else surest)]
    for value in [*solved, whole_of(cell, every)]:
        if value is None:
            continue
        printed = value if cell.figure.decimals >= 9 else round_fraction(value, cell.figure.decimals)
        if printed == cell.figure.value:
            continue
        put = replace(cell.figure, value=printed)
        if all(check.with_operand(cell, put).holds() is not False for check in every):
            return Culprit(cell, printed, wrong)
    return None


def whole_of(cell: Cell, checks: Iterable[Check]) -> Fraction | None:
    """What the cell would have to be for all shares of it to come out as printed, if anything."""
    low, high = Fraction(), None
    for check in checks:
        if check.kind is not Kind.RATIO or check.operands[1] != cell or check.operands[0] == cell:
            continue
        part, share = check.operands[0].figure, check.printed
        if part is None or part.low <= 0 or share.low <= 0:
            continue
        low = max(low, part.low * check.factor / share.high)
        high = min(high or part.high * check.factor / share.low, part.high * check.factor / share.low)
    if cell.figure is None or high is None or low > high:
        return None
    return round_fraction((low + high) / 2, cell.figure.decimals)


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
