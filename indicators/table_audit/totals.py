"""Which totals may be held against their parts: only where the table shows that its parts add up.

Unique persons overlap, and an excerpt leaves parts out; neither is an error. A total that differs is believed
wrong only when other sums of the same row or column hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.table_audit.causes import Around, fitting
from indicators.table_audit.columns import Derived
from indicators.table_audit.forest import Forest, sum_check, summed_columns
from indicators.table_audit.grid import Grid
from indicators.table_audit.headings import is_total
from indicators.table_audit.relations import Check, Kind

# Mistakes that give a lone total away without other sums to compare with.
_LONE = ("transposed", "left_out", "counted_twice", "subtotals_too")
_LONE_PARTS = 3


@dataclass(frozen=True)
class Total:
    """One total against the rows under it, by line and column."""

    line: int
    place: int
    check: Check
    holds: bool


def find_totals(grid: Grid, forest: Forest, derived: dict[int, Derived]) -> list[Total]:
    """The totals to be believed, right and wrong."""
    summed = (Kind.SUM, Kind.DIFFERENCE)
    places = [
        place
        for place in summed_columns(grid)
        if place not in derived or derived[place].candidate.kind in summed
    ]
    every = [
        Total(line, place, check, holds)
        for line in forest.children
        for place in places
        if (check := sum_check(grid, forest, line, place)) is not None
        and (holds := check.holds()) is not None
    ]
    return [total for total in every if total.holds or _is_wrong(grid, forest, total, every)]


def subtotals_under(grid: Grid, forest: Forest, line: int, place: int) -> list[Check]:
    """The checks of the totals just under a total."""
    below = [child for child in forest.children[line] if child in forest.children]
    return [check for child in below if (check := sum_check(grid, forest, child, place)) is not None]


def _is_wrong(grid: Grid, forest: Forest, total: Total, every: list[Total]) -> bool:
    others = [one for one in every if one is not total and one.check.is_telling()]
    row = [one.holds for one in others if one.line == total.line]
    column = [one.holds for one in others if one.place == total.place]
    if not others:
        return _is_lone_mistake(grid, total)
    if not any(row):
        return len(column) > 1 and all(column) and _is_whole(total, column)
    right, wrong = sum(row) + sum(column), len(row) + len(column) - sum(row) - sum(column)
    return right >= 2 and right >= 2 * wrong


def _is_whole(total: Total, column: list[bool]) -> bool:
    """One exception among several sums of a column. A single part is no list to add up."""
    return len(total.check.operands) > 1 and len(column) > 1


def _is_lone_mistake(grid: Grid, total: Total) -> bool:
    if len(total.check.operands) < _LONE_PARTS or not is_total(grid.name(total.line)):
        return False
    return bool(fitting(Around(total.check), _LONE))
