"""What a wrong figure made the reader believe: a sign that turns, another at the top or the bottom, another
order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from indicators.table_audit.columns import Derived
from indicators.table_audit.figures import write_like
from indicators.table_audit.forest import Forest
from indicators.table_audit.grid import Cell, Grid
from indicators.table_audit.headings import is_total
from indicators.table_audit.relations import Kind

Known = Sequence[tuple[Cell, str]]
_MOST_MOVED = 6  # more is another table, and no sentence tells it
_MOST_ORDERED = 60  # rows that anybody puts in order by eye


@dataclass(frozen=True)
class Consequence:
    """`kind` is `sign`, `greatest`, `least` or `order`. `right` and `wrong` name rows, `within` what they are
    rows of; of an order they name those that change places, as they should stand and as they are printed.

    `was` and `now` are the figure as printed and as corrected.
    """

    kind: str
    heading: str
    within: str
    right: str
    wrong: str
    was: str
    now: str
    is_change: bool

    @property
    def is_fall(self) -> bool:
        """Whether the figure is below zero as corrected."""
        return self.now.startswith(("-", "\u2212", "\u2013"))


@dataclass(frozen=True)
class _Group:
    """Lines a reader compares, what each is called there, and what they have in common."""

    within: str
    names: dict[int, str]


def consequences_of(
    grid: Grid, forest: Forest, derived: dict[int, Derived], values: dict[Cell, Fraction]
) -> dict[Cell, list[Consequence]]:
    """For every wrong cell what else the corrected table says. `values` are the right figures."""
    told: dict[Cell, list[Consequence]] = defaultdict(list)
    groups = list(_groups(grid, forest))
    for place in dict.fromkeys(cell.column for cell in values):
        change = place in derived and derived[place].candidate.kind in (Kind.CHANGE, Kind.DIFFERENCE)
        if change:
            for cell, one in _turned(grid, place, values):
                told[cell].append(one)
        for group in groups:
            for cell, one in _order(grid, place, group, values, change):
                told[cell].append(one)
    return told


def _turned(grid: Grid, place: int, values: dict[Cell, Fraction]) -> Iterator[tuple[Cell, Consequence]]:
    times = Counter(grid.name(line) for line in range(len(grid.lines)))
    for line, cells in enumerate(grid.lines):
        cell = cells[place]
        if cell in values and cell.figure and cell.figure.value * values[cell] < 0:
            name = grid.name(line)
            within = _group_of(grid, line) if times[name] > 1 else ""
            now = _written(cell, values[cell])
            yield cell, Consequence("sign", grid.headings[place], within, name, name, cell.text, now, True)


def _groups(grid: Grid, forest: Forest) -> Iterator[_Group]:
    """Rows under the same total, and rows of the same name in different groups."""
    if not forest.children:
        yield _Group("", {line: grid.name(line) for line in range(len(grid.lines))})
    for below in forest.children.values():
        names = {line: grid.name(line) for line in below}
        yield _Group(_group_of(grid, below[0]) if len(forest.children) > 1 else "", names)
    same = defaultdict(list)
    for line in range(len(grid.lines)):
        same[grid.name(line)].append(line)
    for name, lines in same.items():
        names = {line: _group_of(grid, line) for line in lines}
        if len(set(names.values())) > 1:
            yield _Group("" if is_total(name) else name, names)


def _group_of(grid: Grid, line: int) -> str:
    """What the row is a row of: the label in words just outside its name."""
    texts = [grid.lines[line][place].text for place in grid.naming]
    outside = [text for text in texts if text and text != grid.name(line)]
    return outside[-1] if outside else ""


def _order(
    grid: Grid, place: int, group: _Group, values: dict[Cell, Fraction], change: bool
) -> Iterator[tuple[Cell, Consequence]]:
    """Who stands at the top (of changes also at the bottom), as printed and as corrected; else who changes
    places."""
    known = [(grid.lines[line][place], name) for line, name in group.names.items()]
    known = [(cell, name) for cell, name in known if cell.figure]
    if len(known) < 2:
        return
    ends = list(_ends(grid, place, group, known, values, change))
    yield from ends or _places(grid, place, group, known, values, change)


def _ends(
    grid: Grid, place: int, group: _Group, known: Known, values: dict[Cell, Fraction], change: bool
) -> Iterator[tuple[Cell, Consequence]]:
    for kind, sign in (("greatest", 1), ("least", -1)) if change else (("greatest", 1),):
        was, now = _first(known, {}, sign), _first(known, values, sign)
        about = next((cell for cell, _ in (now, was) if cell in values), None)
        corrected = _right(now[0], values)
        tied = corrected == _right(was[0], values)
        # Of a change that is none, or was not printed as one, its sign says more.
        is_none = change and min(sign * corrected, sign * _right(was[0], {})) <= 0
        if about is None or was[0] == now[0] or tied or is_none:
            continue
        written = _written(now[0], corrected)
        heading = grid.headings[place]
        yield about, Consequence(kind, heading, group.within, now[1], was[1], was[0].text, written, change)


def _places(
    grid: Grid, place: int, group: _Group, known: Known, values: dict[Cell, Fraction], change: bool
) -> Iterator[tuple[Cell, Consequence]]:
    if len(known) > _MOST_ORDERED:
        return
    turned = [pair for pair in combinations(known, 2) if _stands(pair, {}) * _stands(pair, values) < 0]
    moved = list(dict.fromkeys(each for pair in turned for each in pair))
    about = next((cell for cell, _name in moved if cell in values), None)
    if about is None or len(moved) > _MOST_MOVED:
        return
    right = ", ".join(name for _cell, name in sorted(moved, key=lambda one: -_right(one[0], values)))
    wrong = ", ".join(name for _cell, name in sorted(moved, key=lambda one: -_right(one[0], {})))
    heading, now = grid.headings[place], _written(about, _right(about, values))
    yield about, Consequence("order", heading, group.within, right, wrong, about.text, now, change)


def _stands(pair: Known, values: dict[Cell, Fraction]) -> int:
    """1 when the first of the two is the higher, -1 when the other is."""
    one, other = (_right(cell, values) for cell, _name in pair)
    return (one > other) - (one < other)


def _first(known: Known, values: dict[Cell, Fraction], sign: int) -> tuple[Cell, str]:
    return max(known, key=lambda one: sign * _right(one[0], values))


def _right(cell: Cell, values: dict[Cell, Fraction]) -> Fraction:
    if cell in values:
        return values[cell]
    return cell.figure.value if cell.figure else Fraction()


def _written(cell: Cell, value: Fraction) -> str:
    return write_like(cell.text, value, cell.figure) if cell.figure else cell.text
