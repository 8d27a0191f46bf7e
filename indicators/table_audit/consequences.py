"""What a wrong figure made the reader believe: a sign that turns, another at the top or the bottom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.table_audit.columns import Derived
from indicators.table_audit.figures import write_like
from indicators.table_audit.forest import Forest
from indicators.table_audit.grid import Cell, Grid
from indicators.table_audit.headings import is_total
from indicators.table_audit.relations import Kind


@dataclass(frozen=True)
class Consequence:
    """`kind` is `sign`, `greatest` or `least`. `right` and `wrong` name rows, `was` and `now` are printed figures."""

    kind: str
    heading: str
    right: str
    wrong: str
    was: str
    now: str
    is_change: bool


def consequences_of(
    grid: Grid, forest: Forest, derived: dict[int, Derived], values: dict[Cell, Fraction]
) -> dict[Cell, list[Consequence]]:
    """For every wrong cell what else the corrected table says. `values` are the right figures."""
    told: dict[Cell, list[Consequence]] = defaultdict(list)
    lines = {cell: line for line, cells in enumerate(grid.lines) for cell in cells}
    for place in dict.fromkeys(cell.column for cell in values):
        change = place in derived and derived[place].candidate.kind in (Kind.CHANGE, Kind.DIFFERENCE)
        for cell, value in values.items():
            if change and cell.column == place and cell.figure and cell.figure.value * value < 0:
                name = _name(grid, lines[cell])
                told[cell].append(_turned(grid, cell, value, name))
        for group in _groups(grid, forest):
            for cell, consequence in _order(grid, [grid.lines[line][place] for line in group], group, values, change):
                told[cell].append(consequence)
    return told


def _turned(grid: Grid, cell: Cell, value: Fraction, name: str) -> Consequence:
    return Consequence("sign", grid.headings[cell.column], name, name, cell.text, _written(cell, value), True)


def _groups(grid: Grid, forest: Forest) -> Iterator[list[int]]:
    """Rows a reader compares: those under the same total, and rows of the same name in different groups."""
    for below in forest.children.values():
        yield list(below)
    if not forest.children:
        yield list(range(len(grid.lines)))
    same = defaultdict(list)
    for line in range(len(grid.lines)):
        same[grid.name(line)].append(line)
    yield from (lines for lines in same.values() if len(lines) > 1)


def _order(
    grid: Grid, cells: Sequence[Cell], lines: Sequence[int], values: dict[Cell, Fraction], change: bool
) -> Iterator[tuple[Cell, Consequence]]:
    """Who stands at the top (of changes also at the bottom), as printed and as corrected."""
    known = [(cell, line) for cell, line in zip(cells, lines, strict=True) if cell.figure]
    if len(known) < 2 or not any(cell in values for cell, _ in known):
        return
    for kind, sign in (("greatest", 1), ("least", -1)) if change else (("greatest", 1),):
        printed = [(sign * _printed(cell), cell, line) for cell, line in known]
        right = [(sign * values.get(cell, _printed(cell)), cell, line) for cell, line in known]
        was, now = max(printed, key=lambda one: one[0]), max(right, key=lambda one: one[0])
        held = next(value for value, cell, _ in right if cell == was[1])
        if was[1] == now[1] or held == now[0] or (kind == "least" and now[0] <= 0):
            continue
        about = now[1] if now[1] in values else was[1]
        if about in values:
            heading = grid.headings[about.column]
            names = _told_apart(grid, now[2], was[2])
            yield about, Consequence(
                kind, heading, *names, was[1].text, _written(now[1], sign * now[0]), change
            )


def _told_apart(grid: Grid, right: int, wrong: int) -> tuple[str, str]:
    """The two rows by name, and by their group where the names are the same."""
    names = grid.name(right), grid.name(wrong)
    return names if names[0] != names[1] else (_group(grid, right, wrong), _group(grid, wrong, right))


def _group(grid: Grid, line: int, other: int) -> str:
    for place in grid.labels:
        own = grid.lines[line][place].text
        if own and own != grid.lines[other][place].text:
            name = grid.name(line)
            return own if is_total(name) else f"{own}, {name}"
    return grid.name(line)


def _name(grid: Grid, line: int) -> str:
    return _group(grid, line, next((i for i in range(len(grid.lines)) if i != line and grid.name(i) == grid.name(line)), line))


def _printed(cell: Cell) -> Fraction:
    return cell.figure.value if cell.figure else Fraction()


def _written(cell: Cell, value: Fraction) -> str:
    return write_like(cell.text, value, cell.figure) if cell.figure else cell.text
