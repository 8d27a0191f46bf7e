"""Which rows are the sum of which: by their names where these tell, else by the figures themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from indicators.table_audit.figures import Figure
from indicators.table_audit.grid import Grid
from indicators.table_audit.headings import is_total, is_whole, may_be_summed
from indicators.table_audit.relations import Check, Kind, make_check

MOST_LABELS = 6
Path = frozenset[tuple[int, str]]


@dataclass(frozen=True)
class Forest:
    """`children[line]` are the lines just under a total, `parent[line]` the total just over a line."""

    children: dict[int, tuple[int, ...]]
    parent: dict[int, int]

    @classmethod
    def of(cls, parent: dict[int, int]) -> Forest:
        below = defaultdict(list)
        for line in sorted(parent):
            below[parent[line]].append(line)
        return cls({line: tuple(found) for line, found in below.items()}, parent)

    def root(self, line: int) -> int | None:
        """The outermost total over a line; of a total, itself."""
        seen = line
        while seen in self.parent:
            seen = self.parent[seen]
        return seen if seen in self.children else None

    def leaves(self, line: int) -> list[int]:
        """The rows under a total that are no totals themselves."""
        found: list[int] = []
        for child in self.children.get(line, ()):
            found += self.leaves(child) if child in self.children else [child]
        return found


def sum_check(grid: Grid, forest: Forest, line: int, place: int) -> Check | None:
    """The check of one total against the rows just under it."""
    parts = [grid.lines[child][place] for child in forest.children[line]]
    return make_check(grid.lines[line][place], Kind.SUM, parts)


def summed_columns(grid: Grid) -> list[int]:
    """Columns of figures that may add up, as far as headings and units say."""
    return [
        place
        for place in grid.figures
        if may_be_summed(grid.headings[place])
        and not any(cells[place].figure and _is_relative(cells[place].figure) for cells in grid.lines)
    ]


def find_forest(grid: Grid) -> Forest:
    """The tree of totals that most sums agree with; of two alike, the one that uses most of the labels."""
    places = summed_columns(grid)
    varying = [place for place in grid.labels if len({cells[place].text for cells in grid.lines}) > 1][
        :MOST_LABELS
    ]
    forests = [
        Forest.of(_parents_by_name(grid, used))
        for size in range(len(varying), 0, -1)
        for used in combinations(varying, size)
    ]
    if len(places) > 1:
        forests += [Forest.of(_parents_by_sum(grid, places, below=below)) for below in (True, False)]
    if not forests:
        return Forest({}, {})
    return max(forests, key=lambda forest: _agreement(grid, forest, places))


def _is_relative(figure: Figure | None) -> bool:
    return figure is not None and figure.unit in ("%", "pp")


def _agreement(grid: Grid, forest: Forest, places: Sequence[int]) -> tuple[int, int]:
    """How many sums hold, and how many of the lines have their place."""
    right = 0
    for line in forest.children:
        for place in places:
            check = sum_check(grid, forest, line, place)
            right += bool(check and check.is_telling() and check.holds())
    return right, len(forest.parent)


def _path(grid: Grid, line: int, used: Sequence[int]) -> Path:
    """What the labels say a row is about. A total leaves out what it is the total of."""
    said: dict[str, int] = {}
    for place in used:
        text = grid.lines[line][place].text
        if text and not is_total(text):
            said.setdefault(text.casefold(), place)
    return frozenset((place, text) for text, place in said.items())


def _parents_by_name(grid: Grid, used: Sequence[int]) -> dict[int, int]:
    paths = [_path(grid, line, used) for line in range(len(grid.lines))]
    lines_of = defaultdict(list)
    for line, path in enumerate(paths):
        lines_of[path].append(line)
    blocks: dict[Path, list[int]] = {}
    parent = {}
    for line, path in enumerate(paths):
        above = next((shorter for shorter in _shorter(path) if shorter in lines_of), None)
        if above is not None:
            if above not in blocks:
                blocks[above] = _inner(grid, lines_of[above])
            parent[line] = _nearest(blocks[above], line)
    for above, inner in blocks.items():
        parent |= {line: whole for whole in set(lines_of[above]) - set(inner) for line in inner}
    return parent


def _inner(grid: Grid, totals: Sequence[int]) -> list[int]:
    """Of rows with the same name, those that close a block each: all but one that says it is the whole."""
    wholes = [line for line in totals if is_whole(grid.name(line))]
    inner = [line for line in totals if line not in wholes and is_total(grid.name(line))]
    return inner if inner and len(wholes) == 1 else list(totals)


def _shorter(path: Path) -> Iterable[Path]:
    sizes = range(len(path) - 1, -1, -1)
    return map(frozenset, chain.from_iterable(combinations(sorted(path), size) for size in sizes))


def _nearest(totals: Sequence[int], line: int) -> int:
    """Of several totals alike, the one that closes the block – or opens it, where they stand first."""
    if totals[0] == 0:
        return max((total for total in totals if total < line), default=totals[0])
    return min((total for total in totals if total > line), default=totals[-1])


def _parents_by_sum(grid: Grid, places: Sequence[int], *, below: bool) -> dict[int, int]:
    """Rows that are, in most columns, the sum of at least two rows just under (or just over) them."""
    order = list(range(len(grid.lines))) if below else list(range(len(grid.lines) - 1, -1, -1))
    totals = {line for line in order if is_total(grid.name(line))}
    parent: dict[int, int] = {}
    start = 0
    while start < len(order):
        length = _run(grid, [line for line in order[start:] if line not in totals], places)
        if order[start] in totals or not length:
            start += 1
            continue
        for line in order[start + 1 : start + 1 + length]:
            parent[line] = order[start]
        start += length + 1
    if len(set(parent.values())) < 2:
        return {}
    if len(totals) == 1:
        total = next(iter(totals))
        parent |= {line: total for line in order if line not in parent and line != total}
    return parent


def _run(grid: Grid, lines: Sequence[int], places: Sequence[int]) -> int:
    """How many of the lines after the first it is the sum of; 0 when of none."""
    sought = [grid.lines[lines[0]][place].figure for place in places] if lines else []
    known = [place for place, figure in enumerate(sought) if figure and figure.value]
    sums = [0 * figure.value if figure else None for figure in sought]
    for length, line in enumerate(lines[1:], 1):
        for place in known:
            figure, so_far = grid.lines[line][places[place]].figure, sums[place]
            sums[place] = so_far + figure.value if figure and so_far is not None else so_far
        reached = sum(1 for place in known if (figure := sought[place]) and sums[place] == figure.value)
        if length > 1 and reached >= 2 and reached * 2 > len(known):
            return length
        beyond = sum(1 for place in known if (figure := sought[place]) and (sums[place] or 0) > figure.value)
        if beyond * 2 > len(known):
            return 0
    return 0
