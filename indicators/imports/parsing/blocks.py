"""Some thousand rows at a time, column by column, each text once: a file has many rows and few texts."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from indicators.imports.table import Cell, Row

CELLS = 400_000


class Column(NamedTuple):
    """The different cells of a column, and for each row the place of its cell among them."""

    values: list[Cell]
    codes: array[int]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows with their numbers. All columns have as many codes as there are rows."""

    numbers: array[int]
    columns: list[Column]

    def cells(self, place: int, width: int = 0) -> list[Cell]:
        """The row at this place as it stood in the file, filled out to `width`."""
        found = [column.values[column.codes[place]] for column in self.columns]
        return [*found, *[""] * (width - len(found))] if len(found) < width else found

    def of(self, wanted: Sequence[int], places: Sequence[int]) -> list[tuple[Cell, ...]]:
        """The cells of these columns only, for each of these rows."""
        found = []
        for column in wanted:
            if column < len(self.columns):
                values, codes = self.columns[column]
                found.append([values[codes[place]] for place in places])
            else:
                found.append([""] * len(places))
        return list(zip(*found, strict=True)) if found else [()] * len(places)


def blocks(rows: Iterable[Row], size: int) -> Iterator[Block]:
    """The rows in their order, `size` at a time, or fewer when they are wide. Short rows are filled out."""
    numbers, held, width = array("q"), [], 1
    for number, cells in rows:
        numbers.append(number)
        held.append(cells)
        if len(cells) > width:
            width = len(cells)
        if len(held) >= size or len(held) * width >= CELLS:
            yield Block(numbers, columns(held))
            numbers, held, width = array("q"), [], 1
    if held:
        yield Block(numbers, columns(held))


def rows_of(all_blocks: Iterable[Block]) -> Iterator[Row]:
    """The rows one by one again."""
    for block in all_blocks:
        for place, number in enumerate(block.numbers):
            yield number, block.cells(place)


def below(row: int, all_blocks: Iterable[Block]) -> Iterator[Block]:
    """The rows after the one with this number."""
    for block in all_blocks:
        start = bisect_right(block.numbers, row)
        if start == 0:
            yield block
        elif start < len(block.numbers):
            kept = [Column(values, codes[start:]) for values, codes in block.columns]
            yield Block(block.numbers[start:], kept)


def columns(rows: Sequence[Sequence[Cell]]) -> list[Column]:
    return [_column(cells) for cells in zip_longest(*rows, fillvalue="")]


def _column(cells: tuple[Cell, ...]) -> Column:
    places = defaultdict[Cell, int]()
    places.default_factory = places.__len__  # a cell not seen before gets the next place
    codes = array("I", map(places.__getitem__, cells))
    return Column(list(places), codes)
