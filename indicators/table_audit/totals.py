"""Which totals may be held against their parts: only where the table shows that its parts add up.

Unique persons overlap, and an excerpt leaves parts out; neither is an error. A total that differs is believed
wrong only when other sums of the same row or column hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass

from indicators.table_audit.causes import Around, fitting
from indicators.table_audit.columns import Derived
from indicators.table_audit.forest import Forest, sum_check, summed_columns
from indicators.table_audit.grid import Grid
from indicators.table_audit.headings import is_plain_sum, is_total, stem
from indicators.table_audit.relations import Check, Kind

# Mistakes that give a lone total away without other sums to compare with.
_LONE = ("transposed", "left_out", "counted_twice", "subtotals_too")
_LONE_PARTS, _LONE_LEAST = 3, 50  # among few and small figures such a mistake fits by chance


@dataclass(frozen=True)
class Total:
    """One total against the rows under it, by line and column."""

    line: int
    place: int
    check: Check
    holds: bool


def find_totals(grid: Grid, forest: Forest, derived: dict[int, Derived]) -> tuple[list[Total], list[Check]]:
    """The totals to be believed, right and wrong; and the checks of the others, which prove nothing alone."""
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
    linked = {place for target, one in derived.items() for place in (target, *one.candidate.operands)}
    telling = [total for total in every if total.check.is_telling()]
    good = Counter(dict.fromkeys(places, 0))
    for one in telling:
        good[one.place] += 1 if one.holds else -1
    believed = [
        total
        for total in telling
        if (total.holds and good[total.place] > 0)
        or (
            not total.holds
            and _is_wrong(grid, total, telling)
            and not _may_overlap(grid, total, telling, linked)
        )
    ]
    return believed, [total.check for total in every if not total.holds and total not in believed]


def _is_wrong(grid: Grid, total: Total, every: list[Total]) -> bool:
    others = [one for one in every if one is not total]
    row = [one.holds for one in others if one.line == total.line]
    column = [one.holds for one in others if one.place == total.place]
    if not others:
        return _is_lone_mistake(grid, total)
    if not any(row):
        return len(column) > 1 and all(column)
    right, wrong = sum(row) + sum(column), len(row) + len(column) - sum(row) - sum(column)
    return right >= (1 if is_total(grid.name(total.line)) else 2) and right >= 2 * wrong


def _may_overlap(grid: Grid, total: Total, every: list[Total], linked: Set[int]) -> bool:
    """A column of its own whose one total is less than its parts may count persons, who may be in several."""
    exact = total.check.exact()
    if exact is None or total.check.printed.value > exact or total.place in linked:
        return False
    kin = [
        one
        for one in every
        if one.holds and stem(grid.headings[one.place]) == stem(grid.headings[total.place])
    ]
    return not kin and not fitting(Around(total.check), _LONE)


def _is_lone_mistake(grid: Grid, total: Total) -> bool:
    name = grid.name(total.line)
    if is_plain_sum(name):
        return True
    enough = len(total.check.operands) >= _LONE_PARTS and total.check.printed.value >= _LONE_LEAST
    return enough and is_total(name) and bool(fitting(Around(total.check), _LONE))
