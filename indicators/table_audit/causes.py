"""Why a printed figure came out wrong: each cause is one small function and one line in CAUSES.

A function gets the failed check with what stands around it, and answers what the mistake would have printed:
pairs of a value and what identifies the mistake (the places of the cells it used, or nothing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from indicators.table_audit.figures import Figure, digits_of, round_fraction, round_half_even, truncate
from indicators.table_audit.grid import Cell
from indicators.table_audit.relations import Check, Kind, compute

UNKNOWN = "unknown"
OPERAND = "operand"
Guess = tuple[Fraction | None, tuple[Cell, ...]]


@dataclass(frozen=True)
class Around:
    """A failed check and its surroundings.

    `series`: the cells of the row's own figures over time, in order. `row`: all figures of the row. `same`:
    the same check in the other rows, nearest first. `subtotals`: totals that stand among the parts.
    """

    check: Check
    series: Sequence[Cell] = ()
    row: Sequence[Cell] = ()
    same: Sequence[Check] = ()
    subtotals: Sequence[Cell] = field(default_factory=tuple)

    @property
    def printed(self) -> Figure:
        return self.check.printed

    @property
    def values(self) -> list[Fraction]:
        return [cell.figure.value for cell in self.check.operands if cell.figure]

    def guess(self, *values: Fraction, kind: Kind | None = None) -> Fraction | None:
        return compute(kind or self.check.kind, values, self.check.factor)


def new_base(around: Around) -> Iterator[Guess]:
    """Divided by the new figure instead of the old."""
    if around.check.kind is Kind.CHANGE:
        old, new = around.values
        yield ((new - old) * around.check.factor / new if new else None), ()


def other_periods(around: Around) -> Iterator[Guess]:
    """The right formula on two other periods."""
    for old, new in _other_pairs(around):
        yield around.guess(_value(old), _value(new)), (old, new)


def other_periods_new_base(around: Around) -> Iterator[Guess]:
    """Two other periods, and divided by the new one."""
    if around.check.kind is Kind.CHANGE:
        for old, new in _other_pairs(around):
            if _value(new):
                yield (_value(new) - _value(old)) * around.check.factor / _value(new), (old, new)


def swapped(around: Around) -> Iterator[Guess]:
    """First and last changed places."""
    if around.check.kind in (Kind.CHANGE, Kind.RATIO, Kind.DIFFERENCE):
        first, second = around.values
        yield around.guess(second, first), ()


def sign_lost(around: Around) -> Iterator[Guess]:
    """The right size with the wrong sign."""
    exact = around.check.exact()
    if exact:
        yield -exact, ()


def points(around: Around) -> Iterator[Guess]:
    """The difference instead of the change in percent."""
    if around.check.kind is Kind.CHANGE:
        yield around.guess(*around.values, kind=Kind.DIFFERENCE), ()


def percent(around: Around) -> Iterator[Guess]:
    """The change in percent instead of the difference."""
    if around.check.kind is Kind.DIFFERENCE and around.values[0]:
        old, new = around.values
        yield (new - old) * 100 / old, ()


def level(around: Around) -> Iterator[Guess]:
    """The new figure in percent of the old, instead of the change."""
    if around.check.kind is Kind.CHANGE:
        old, new = around.values
        yield (new * around.check.factor / old if old else None), ()


def rest_as_base(around: Around) -> Iterator[Guess]:
    """Part divided by the rest instead of by the whole."""
    if around.check.kind is Kind.RATIO:
        part, whole = around.values
        yield (part * around.check.factor / (whole - part) if whole != part else None), ()


def complement(around: Around) -> Iterator[Guess]:
    """The share of the rest."""
    if around.check.kind is Kind.RATIO and around.check.factor in (1, 100):
        part, whole = around.values
        yield (around.check.factor - part * around.check.factor / whole if whole else None), ()


def other_base(around: Around) -> Iterator[Guess]:
    """Divided by another figure of the row."""
    if around.check.kind is Kind.RATIO:
        for cell in around.row:
            if cell not in (around.check.target, *around.check.operands) and _value(cell):
                yield around.values[0] * around.check.factor / _value(cell), (cell,)


def other_part(around: Around) -> Iterator[Guess]:
    """Another figure of the row divided by the right one."""
    if around.check.kind is Kind.RATIO and around.values[1]:
        for cell in around.row:
            if cell not in (around.check.target, *around.check.operands):
                yield _value(cell) * around.check.factor / around.values[1], (cell,)


def left_out(around: Around) -> Iterator[Guess]:
    """A part left out of the sum or mean."""
    kind, values = around.check.kind, around.values
    if kind in (Kind.SUM, Kind.MEAN) and len(values) > 1:
        for place, cell in enumerate(around.check.operands):
            if values[place]:
                yield compute(kind, values[:place] + values[place + 1 :], 1), (cell,)


def counted_twice(around: Around) -> Iterator[Guess]:
    """A part counted twice in the sum."""
    if around.check.kind is Kind.SUM:
        for value, cell in zip(around.values, around.check.operands, strict=True):
            if value:
                yield sum(around.values, value), (cell,)


def subtotals_too(around: Around) -> Iterator[Guess]:
    """Subtotals added together with the rows they are sums of."""
    if around.check.kind is Kind.SUM and around.subtotals:
        yield sum(around.values, sum(map(_value, around.subtotals), Fraction())), ()


def sum_for_mean(around: Around) -> Iterator[Guess]:
    """The sum instead of the mean, or the mean instead of the sum."""
    if around.check.kind is Kind.MEAN:
        yield sum(around.values, Fraction()), ()
    elif around.check.kind is Kind.SUM and len(around.values) > 1:
        yield sum(around.values, Fraction()) / len(around.values), ()


def shifted_row(around: Around) -> Iterator[Guess]:
    """The right figure of the row above or below."""
    for check in around.same[:2]:
        yield check.exact(), (check.target,)


def shifted_column(around: Around) -> Iterator[Guess]:
    """The right figure of a neighbouring total or mean."""
    if around.check.kind in (Kind.SUM, Kind.MEAN):
        for cell in around.row:
            if cell.column != around.check.target.column:
                yield _value(cell), (cell,)


def cut(around: Around) -> Iterator[Guess]:
    """Cut after the last decimal instead of rounded."""
    exact = around.check.exact()
    if exact is not None:
        yield truncate(exact, around.printed.decimals), ()


def half_even(around: Around) -> Iterator[Guess]:
    """A half rounded to the even neighbour instead of up."""
    exact = around.check.exact()
    if exact is not None:
        yield round_half_even(exact, around.printed.decimals), ()


def transposed(around: Around) -> Iterator[Guess]:
    """Two digits beside each other have changed places."""
    exact = around.check.exact()
    if exact is not None and digits_swapped(around.printed, exact):
        yield around.printed.value, ()


def decimal_sign(around: Around) -> Iterator[Guess]:
    """The decimal sign has moved, or a zero was lost or added."""
    exact = around.check.exact()
    if exact:
        for factor in (10, 100, 1000):
            yield exact * factor, ()
            yield exact / factor, ()


def one_digit(around: Around) -> Iterator[Guess]:
    """One digit of three or more is another."""
    exact = around.check.exact()
    if exact is None or exact * around.printed.value < 0:
        return
    right, printed = (digits_of(value, around.printed.decimals) for value in (exact, around.printed.value))
    if len(right) == len(printed) > 2 and sum(a != b for a, b in zip(right, printed, strict=True)) == 1:
        yield around.printed.value, ()


def digits_swapped(printed: Figure, right: Fraction) -> bool:
    """Whether two neighbouring digits of `right`, changed about, give what is printed."""
    if printed.value * right < 0:
        return False
    digits = digits_of(right, printed.decimals)
    wrong = digits_of(printed.value, printed.decimals).rjust(len(digits), "0")
    return wrong != digits and any(
        digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :] == wrong
        for place in range(len(digits) - 1)
    )


# In the order they are believed; what fits most cells of the same column is believed first.
CAUSES: dict[str, Callable[[Around], Iterator[Guess]]] = {
    "half_even": half_even,
    "cut": cut,
    "new_base": new_base,
    "sign_lost": sign_lost,
    "swapped": swapped,
    "points": points,
    "percent": percent,
    "level": level,
    "rest_as_base": rest_as_base,
    "complement": complement,
    "decimal_sign": decimal_sign,
    "transposed": transposed,
    "left_out": left_out,
    "counted_twice": counted_twice,
    "subtotals_too": subtotals_too,
    "sum_for_mean": sum_for_mean,
    "other_periods": other_periods,
    "other_periods_new_base": other_periods_new_base,
    "other_base": other_base,
    "other_part": other_part,
    "shifted_row": shifted_row,
    "shifted_column": shifted_column,
    "one_digit": one_digit,
}
# Mistakes of method: they show what a column was meant to be even where most of it is wrong.
OF_METHOD = ("new_base", "swapped", "points", "percent", "level", "rest_as_base", "complement")
OF_PERIODS = ("other_periods", "other_periods_new_base")


@dataclass(frozen=True)
class Cause:
    """A cause by its name in CAUSES, and the cells the mistake used, if it names any."""

    code: str
    cells: tuple[Cell, ...] = ()

    def key(self) -> tuple[str, tuple[int, ...]]:
        """What the same mistake in another row of the column has in common with this."""
        by_place = self.code not in ("shifted_row", "left_out", "counted_twice")
        return self.code, tuple(cell.column for cell in self.cells) if by_place else ()


def fitting(around: Around, codes: Sequence[str] = tuple(CAUSES)) -> list[Cause]:
    """Every cause that would have printed what is printed, the most believable first."""
    printed = around.printed
    return [
        Cause(code, cells)
        for code in codes
        for value, cells in CAUSES[code](around)
        if value is not None and round_fraction(value, printed.decimals) == printed.value
    ]


def _other_pairs(around: Around) -> Iterator[tuple[Cell, Cell]]:
    if around.check.kind not in (Kind.CHANGE, Kind.DIFFERENCE):
        return
    for place, old in enumerate(around.series):
        for new in around.series[place + 1 :]:
            if (old, new) != around.check.operands:
                yield old, new


def _value(cell: Cell) -> Fraction:
    return cell.figure.value if cell.figure else Fraction()
