"""How one figure is derived from others, and whether the printed one can be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import TypeVar

from indicators.table_audit.figures import FINEST, Figure, round_fraction
from indicators.table_audit.grid import Cell

Number = TypeVar("Number", Fraction, float)


class Kind(StrEnum):
    """The ways a figure is derived. `factor` is 100 for percent, 1 for plain fractions, 1000 for rates."""

    CHANGE = "change"  # (b − a) / a · factor
    RATIO = "ratio"  # a / b · factor
    SUM = "sum"
    DIFFERENCE = "difference"  # b − a
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Check:
    """One printed figure and the printed figures it should follow from."""

    target: Cell
    kind: Kind
    operands: tuple[Cell, ...]
    factor: int = 1

    @property
    def printed(self) -> Figure:
        return _figure(self.target)

    def exact(self) -> Fraction | None:
        """What the printed operands give, unrounded; None when it cannot be computed."""
        return compute(self.kind, [_figure(cell).value for cell in self.operands], self.factor)

    def reach(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest the operands can give within their printed rounding."""
        figures = [_figure(cell) for cell in self.operands]
        if all(figure.exact for figure in figures):
            exact = self.exact()
            return None if exact is None else (exact, exact)
        if self.kind in (Kind.SUM, Kind.MEAN):
            ends = [[one.low for one in figures], [one.high for one in figures]]
        else:
            if _may_be_zero(self.kind, figures):
                return None
            ends = [list(corner) for corner in product(*((f.low, f.high) for f in figures))]
        found = [compute(self.kind, values, self.factor) for values in ends]
        known = [value for value in found if value is not None]
        return (min(known), max(known)) if known else None

    def is_far_off(self) -> bool:
        """Whether floating point alone shows that it does not hold. Quick, and right when it says so."""
        printed, off = self.printed, 0.51 / 10**self.printed.decimals
        ends = [_figure(cell).near for cell in self.operands]
        if self.kind in (Kind.SUM, Kind.MEAN):
            corners: Iterable[Sequence[float]] = zip(*(end[:2] for end in ends), strict=True)
        else:
            base = ends[0] if self.kind is Kind.CHANGE else ends[1]
            if self.kind is not Kind.DIFFERENCE and base[0] <= 0 <= base[1]:
                return False
            corners = product(*(set(end[:2]) for end in ends))
        found = [one for corner in corners if (one := compute(self.kind, corner, self.factor)) is not None]
        slack = off + 1e-6 * max(map(abs, found), default=0)
        return bool(found) and not min(found) - slack <= printed.near[2] <= max(found) + slack

    def holds(self) -> bool | None:
        """Whether the printed figure can be right; None when that cannot be said."""
        reach = self.reach()
        if reach is None:
            return None
        low, high = reach
        printed = self.printed
        if low == high and printed.decimals < FINEST:
            return round_fraction(low, printed.decimals) == printed.value
        slack = printed.half if printed.decimals < FINEST else (1 + abs(printed.value)) * Fraction(1, 10**8)
        return low - slack <= printed.value <= high + slack

    def is_exact(self, target: Cell) -> bool:
        """Whether it says what `target` is, from nothing but counts."""
        return self.target == target and all(_figure(cell).exact for cell in self.operands)

    def is_telling(self) -> bool:
        """Whether agreement here is evidence: not when nearly anything, or nothing but zeros, would agree."""
        reach = self.reach()
        if reach is None:
            return False
        if self.kind in (Kind.SUM, Kind.MEAN):
            return sum(1 for cell in self.operands if _figure(cell).value) > 1
        if self.kind is Kind.DIFFERENCE:
            return any(_figure(cell).value for cell in self.operands)
        width = reach[1] - reach[0] + (0 if self.printed.exact else 2 * self.printed.half)
        return 4 * width <= max(abs(reach[0]), abs(reach[1]))

    def with_operand(self, cell: Cell, figure: Figure) -> Check:
        """The same check as if `cell` had said `figure`."""
        put = replace(cell, figure=figure)
        swapped = tuple(put if one == cell else one for one in self.operands)
        return replace(self, target=put if self.target == cell else self.target, operands=swapped)


def compute(kind: Kind, values: Sequence[Number], factor: int) -> Number | None:
    """The derived figure; None when it would divide by zero."""
    if kind is Kind.SUM:
        return sum(values[1:], values[0])
    if kind is Kind.MEAN:
        return sum(values[1:], values[0]) / len(values)
    first, second = values
    if kind is Kind.DIFFERENCE:
        return second - first
    if kind is Kind.CHANGE:
        return (second - first) * factor / first if first else None
    return first * factor / second if second else None


def make_check(target: Cell, kind: Kind, operands: Sequence[Cell], factor: int = 1) -> Check | None:
    """The check, when every cell holds a figure; a dash in place of a derived one says there is none."""
    if (
        target.figure is None
        or not re.search(r"\d", target.text)
        or not operands
        or any(cell.figure is None for cell in operands)
    ):
        return None
    return Check(target, kind, tuple(operands), factor)


def _may_be_zero(kind: Kind, figures: Sequence[Figure]) -> bool:
    if kind is Kind.DIFFERENCE:
        return False
    base = figures[0] if kind is Kind.CHANGE else figures[1]
    return base.low <= 0 <= base.high


def _figure(cell: Cell) -> Figure:
    if cell.figure is None:
        raise ValueError("a check is made of figures")
    return cell.figure
