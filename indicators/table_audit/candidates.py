"""Every way a column might be derived from others, and how far its heading says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, permutations

from indicators.table_audit.forest import Forest
from indicators.table_audit.grid import Grid
from indicators.table_audit.headings import kinds_in, periods_in, plain, stem
from indicators.table_audit.relations import Check, Kind, make_check

# With more columns than this, only what headings name is tried.
MOST_PAIRED, MOST_TRIPLED = 20, 10
FACTORS = (100, 1, 1000, 10_000, 100_000)


class Named(IntEnum):
    """How far a heading goes in saying what its column is."""

    NOT = 0
    KIND = 1  # what is done, but not with which columns
    WHOLLY = 2


@dataclass(frozen=True)
class Candidate:
    """A way column `target` may be derived. `whole` is where its other operand stands in the same column: in
    the row of a total ("parent", "root") it is divided by, or of the period before ("before")."""

    target: int
    kind: Kind
    operands: tuple[int, ...]
    factor: int = 1
    named: Named = Named.NOT
    whole: str = ""

    def check(self, grid: Grid, forest: Forest, line: int) -> Check | None:
        cells = grid.lines[line]
        operands = [cells[place] for place in self.operands]
        if self.whole == "before":
            if line not in grid.before:
                return None
            operands.insert(0, grid.lines[grid.before[line]][self.operands[0]])
        elif self.whole:
            total = forest.root(line) if self.whole == "root" else forest.parent.get(line, line)
            if total is None or total not in forest.children:
                return None
            operands.append(grid.lines[total][self.operands[0]])
        return make_check(cells[self.target], self.kind, operands, self.factor)


def candidates(grid: Grid, target: int) -> Iterator[Candidate]:
    """The ways, the most believable first."""
    said = kinds_in(grid.headings[target])
    if not said and len(periods_in(grid.headings[target])) == 1 and _in_series(grid, target):
        return  # one period of a series is measured, not derived
    yield from _over_time(grid, target, said)
    yield from _down(grid, target, said)
    yield from _sums(grid, target, said)
    if len(grid.figures) <= MOST_PAIRED:
        yield from _pairs(grid, target, said)


def _over_time(grid: Grid, target: int, said: frozenset[str]) -> Iterator[Candidate]:
    named = [period.upper() for period in periods_in(grid.headings[target])]
    if not (said & {"change", "points"} or len(named) == 2):
        return
    every = [series for series in grid.series if target not in series]
    for series in every:
        places = {periods_in(grid.headings[place])[0].upper(): place for place in series}
        about = stem(grid.headings[series[0]])
        told = len(every) == 1 or (about and about in plain(grid.headings[target]))
        level = Named.WHOLLY if told else Named.KIND
        for old, new in _pairs_named(named, series, places, "sum" in said):
            if "points" not in said:
                factors = (100,) if _is_counted(grid, target) else (100, 1)
                yield from (Candidate(target, Kind.CHANGE, (old, new), factor, level) for factor in factors)
            if _may_be_difference(grid, target, (old, new)):
                yield Candidate(target, Kind.DIFFERENCE, (old, new), 1, level)


def _in_series(grid: Grid, target: int) -> bool:
    return len(grid.figures) < 3 or any(target in series for series in grid.series)


def _down(grid: Grid, target: int, said: frozenset[str]) -> Iterator[Candidate]:
    """The change from the period before, where each row is a period."""
    if not said & {"change", "points"} or not grid.before:
        return
    factors = (100,) if _is_counted(grid, target) else (100, 1)
    for place in grid.figures:
        if place != target and _is_measured(grid, place):
            for factor in factors if "points" not in said else ():
                yield Candidate(target, Kind.CHANGE, (place,), factor, Named.KIND, "before")
            if _may_be_difference(grid, target, (place,)):
                yield Candidate(target, Kind.DIFFERENCE, (place,), 1, Named.KIND, "before")


def _pairs_named(
    named: Sequence[str], series: Sequence[int], places: dict[str, int], total: bool
) -> list[tuple[int, int]]:
    """The pairs of columns a heading with these periods may mean."""
    if len(named) >= 2:
        ends = (named[0], named[-1])
        return [(places[ends[0]], places[ends[1]])] if all(end in places for end in ends) else []
    if len(named) == 1:
        if named[0] not in places:
            return []
        at = series.index(places[named[0]])
        found = [(series[at], series[-1])] if at < len(series) - 1 else []
        return found + ([(series[at - 1], series[at])] if at else [])
    ends_of = [(series[0], series[-1])]
    return ends_of if total or len(series) == 2 else [*ends_of, (series[-2], series[-1])]


def _sums(grid: Grid, target: int, said: frozenset[str]) -> Iterator[Candidate]:
    others = [place for place in grid.figures if place != target and _is_measured(grid, place)]
    sets = [series for series in grid.series if target not in series]
    if len(others) > 2:
        sets.append(tuple(others))
    if len(others) <= MOST_TRIPLED:
        sets += [*combinations(others, 2), *combinations(others, 3)]
    for first, last in combinations(range(len(others) + 1), 2) if len(others) <= MOST_PAIRED else ():
        if last - first > 3:
            sets.append(tuple(others[first:last]))
    for places in dict.fromkeys(sets):
        if said <= {"sum"}:
            yield Candidate(target, Kind.SUM, places, 1, Named.KIND if "sum" in said else Named.NOT)
        if "mean" in said:
            yield Candidate(target, Kind.MEAN, places, 1, Named.KIND)


def _pairs(grid: Grid, target: int, said: frozenset[str]) -> Iterator[Candidate]:
    others = [place for place in grid.figures if place != target and _is_measured(grid, place)]
    counted = _is_counted(grid, target)
    relative = said & {"share", "rate", "mean"}
    for place in others if relative or not counted else ():
        for whole in ("parent", "root"):
            for factor in (100,) if counted else (100, 1):
                level = Named.KIND if relative else Named.NOT
                yield Candidate(target, Kind.RATIO, (place,), factor, level, whole)
    for first, second in permutations(others, 2):
        if (relative or not counted) and "change" not in said:
            level = Named.KIND if relative else Named.NOT
            yield from (Candidate(target, Kind.RATIO, (first, second), factor, level) for factor in FACTORS)
        if "change" in said or not counted:
            level = Named.KIND if "change" in said else Named.NOT
            factors = (100,) if counted else (100, 1)
            yield from (Candidate(target, Kind.CHANGE, (first, second), factor, level) for factor in factors)
        if said & {"change", "points"} and _may_be_difference(grid, target, (first, second)):
            yield Candidate(target, Kind.DIFFERENCE, (first, second), 1, Named.KIND)


def _is_counted(grid: Grid, place: int) -> bool:
    figures = (cells[place].figure for cells in grid.lines)
    return all(figure is None or figure.is_whole for figure in figures)


def _may_be_difference(grid: Grid, target: int, operands: Sequence[int]) -> bool:
    """A difference has no more decimals than what it is taken between."""
    return _decimals(grid, target) <= max(_decimals(grid, place) for place in operands)


def _decimals(grid: Grid, place: int) -> int:
    return max((figure.decimals for cells in grid.lines if (figure := cells[place].figure)), default=0)


def _is_measured(grid: Grid, place: int) -> bool:
    return not kinds_in(grid.headings[place]) & {"change", "points"}
