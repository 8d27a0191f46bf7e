"""Cells a person mended on the screen: the file stays as it came, and the upload remembers the change."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping

from indicators.imports.parsing.blocks import Block, Column
from indicators.imports.table import column_number


class Corrections:
    """`given`: the new text by place in the file, as `12:C`. Raises ValueError for what is not a place."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._cells: list[tuple[int, int, str]] = sorted(
            (int(row), column_number(letter), text)
            for place, text in given.items()
            for row, _, letter in [place.partition(":")]
        )

    def in_block(self, block: Block) -> Block:
        """The block with the cells of its rows mended."""
        columns = list(block.columns)
        for row, column, text in self._cells:
            place = bisect_left(block.numbers, row)
            if place < len(block.numbers) and block.numbers[place] == row:
                while len(columns) <= column:
                    columns.append(Column([""], array("I", [0]) * len(block.numbers)))
                values, codes = columns[column]
                codes = codes[:]
                codes[place] = len(values)
                columns[column] = Column([*values, text], codes)
        return Block(block.numbers, columns) if self._cells else block
