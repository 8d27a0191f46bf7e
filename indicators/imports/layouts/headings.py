"""Finds the row, or the two or three rows, that read most like headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from indicators.imports.headers import fold, period_of, recognise
from indicators.imports.layouts.rich import JOINT, contents_of, is_told, recognise_rich
from indicators.imports.mapping import ColumnUse, Role
from indicators.imports.table import Cell, Row, text_of

Columns = tuple[ColumnUse, ...]
_MOST_ROWS = 3


def plain_header(rows: Sequence[Row]) -> tuple[int, Columns]:
    """The single row with most headings we know by their words, and what its columns are for."""
    best: tuple[int, Columns] = (0, ())
    for number, cells in rows:
        columns = _recognised(cells, recognise)
        if _known(columns) > _known(best[1]):
            best = (number, columns)
    return best


def rich_header(rows: Sequence[Row]) -> tuple[int, Columns]:
    """The same with all a heading can say, and with up to three rows read together.

    The row of the lowest part is the header row. (0, ()) when no row reads like headings.
    """
    best: tuple[int, Columns] = (0, ())
    score = 0
    above = dict(rows)
    for height in range(1, _MOST_ROWS + 1):
        for number, cells in _joined(rows, height):
            columns = _one_contents(_recognised(cells, recognise_rich))
            if (found := _score(columns)) > score and not _is_data(columns, above.get(number - height)):
                best, score = (number, columns), found
    return best


def first_texts(rows: Sequence[Row]) -> tuple[int, Columns]:
    """The first row of nothing but texts, as headings nobody knows; row 0 when there is none."""
    for number, cells in rows:
        filled = [cell for cell in cells if text_of(cell)]
        if len(filled) > 1:
            if all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in filled):
                return number, _recognised(cells, recognise)
            return number - 1, tuple(
                ColumnUse(column=place, header="", role=Role.IGNORE) for place in range(len(cells))
            )
    return 0, ()


def _recognised(cells: Sequence[Cell], by: Callable[[int, Cell], ColumnUse | None]) -> Columns:
    found = []
    for place, cell in enumerate(cells):
        use = by(place, cell)
        if use is None and text_of(cell):
            use = ColumnUse(column=place, header=text_of(cell), role=Role.IGNORE)
        if use is not None:
            found.append(use)
    return tuple(found)


def _known(columns: Columns) -> int:
    return sum(use.role != Role.IGNORE for use in columns)


def _score(columns: Columns) -> int:
    """A word we know counts double, once. A period, indicator or category may as well stand in a row of data,
    and counts, once, when there are words beside it, or when most of the row is of one such sort.
    """
    words = len({fold(use.header) for use in columns if use.role != Role.IGNORE and not is_told(use)})
    told = [use for use in columns if is_told(use)]
    alike = {
        (use.header, use.role, use.indicator, use.period, *sorted(use.categories.items())) for use in told
    }
    sorts = {(bool(use.period), bool(use.indicator), *use.categories) for use in told}
    numbers = any(use.header.isdigit() for use in columns if not is_told(use))
    if not words and (len(alike) < 2 or 2 * len(told) < len(columns) or len(sorts) > 1 or numbers):
        return 0
    parts = sum(
        bool(period) + bool(indicator) + len(categories) + (role != Role.VALUE)
        for _header, role, indicator, period, *categories in alike
    )
    return 2 * words + len(alike) + parts


def _is_data(columns: Columns, above: Sequence[Cell] | None) -> bool:
    """Whether what looks like periods and the like has headings of its own above it, each another word."""
    told = [use.column for use in columns if is_told(use)]
    if above is None or not told or any(use.role != Role.IGNORE and not is_told(use) for use in columns):
        return False
    texts = [text_of(above[column]) for column in told if column < len(above)]
    return len({text for text in texts if text and not text.isdigit()}) == len(told)


def _one_contents(columns: Columns) -> Columns:
    """«Persons 2023», «Persons 2024» is one thing in two periods. With two things, none of them is taken."""
    contents = {use.column: contents_of(use.header) for use in columns if use.period and not use.indicator}
    unknown = {
        column: text
        for column, text in contents.items()
        if text and JOINT not in text and recognise_rich(0, text) is None
    }
    plain = any(column not in unknown for column in contents)
    if not unknown or (len(set(unknown.values())) == 1 and not plain):
        return columns
    return tuple(
        replace(use, role=Role.IGNORE, period="") if use.column in unknown else use for use in columns
    )


def _joined(rows: Sequence[Row], height: int) -> Iterator[Row]:
    """Each run of so many rows as one, its parts joined from the top. An upper part holds until the next."""
    if height == 1:
        yield from rows
        return
    for place in range(len(rows) - height + 1):
        block = rows[place : place + height]
        if block[-1][0] - block[0][0] != height - 1:
            continue
        width = max(len(cells) for _number, cells in block)
        below = [_text(cell) for cell in [*block[-1][1], *[""] * width][:width]]
        parts = [_held(cells, width, below) for _number, cells in block[:-1]]
        yield (
            block[-1][0],
            [
                JOINT.join(
                    dict.fromkeys(text for text in (*(part[column] for part in parts), below[column]) if text)
                )
                for column in range(width)
            ],
        )


def _text(cell: Cell) -> str:
    """A heading as text; a date cell that begins a month as its period."""
    period = period_of(cell) if isinstance(cell, date) else None
    return period.code if period else text_of(cell)


def _held(cells: Sequence[Cell], width: int, below: Sequence[str]) -> list[str]:
    held, found = "", []
    for column in range(width):
        text = _text(cells[column]) if column < len(cells) else ""
        held = text or held
        found.append(text or (held if below[column] else ""))
    return found
