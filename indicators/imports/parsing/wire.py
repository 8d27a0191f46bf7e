"""What the child says to the parent: a message is a JSON text, with numbers after it as they lie in memory.

No pickle: what a broken child writes may be refused, but never run.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from indicators.imports.parsing.blocks import Block, Column
from indicators.imports.table import Cell

_LENGTH = 8
_LONGEST = 1 << 28


class GarbledError(Exception):
    """The child stopped in the middle of what it said, or said something else than agreed."""


def send(file: IO[bytes], message: dict[str, Any], *arrays: array[int]) -> None:
    text = json.dumps({**message, "arrays": [len(each) for each in arrays]}).encode()
    file.write(len(text).to_bytes(_LENGTH, "little"))
    file.write(text)
    for each in arrays:
        file.write(each.tobytes())


def send_block(file: IO[bytes], block: Block) -> None:
    values = [[_written(cell) for cell in column.values] for column in block.columns]
    send(file, {"block": values}, block.numbers, *(column.codes for column in block.columns))


def receive(file: IO[bytes]) -> Iterator[tuple[dict[str, Any], list[array[int]]]]:
    """Every message with its arrays, until the child closes. Raises GarbledError."""
    while length := file.read(_LENGTH):
        size = int.from_bytes(length, "little")
        if len(length) < _LENGTH or size > _LONGEST:
            raise GarbledError
        try:
            message = json.loads(_exactly(file, size))
            sizes = message["arrays"]
            # Row numbers first, where there are any, and then the codes of each column.
            arrays = [_array(file, "I" if place else "q", size) for place, size in enumerate(sizes)]
        except (ValueError, KeyError, TypeError):
            raise GarbledError from None
        yield message, arrays


def block_of(message: dict[str, Any], arrays: list[array[int]]) -> Block:
    """Raises GarbledError when the parts do not fit."""
    numbers, *codes = arrays
    try:
        values = [[_read(cell) for cell in column] for column in message["block"]]
        columns = [Column(*each) for each in zip(values, codes, strict=True)]
    except (ValueError, TypeError):
        raise GarbledError from None
    if any(len(each) != len(numbers) for each in codes):
        raise GarbledError
    return Block(numbers, columns)


def rows_written(rows: list[tuple[int, list[Cell]]]) -> list[Any]:
    return [[number, [_written(cell) for cell in cells]] for number, cells in rows]


def rows_read(rows: list[Any]) -> list[tuple[int, list[Cell]]]:
    return [(number, [_read(cell) for cell in cells]) for number, cells in rows]


def _written(cell: Cell) -> Any:
    if cell is None or isinstance(cell, str | int | float):
        return cell
    if isinstance(cell, timedelta):
        return {"s": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()}


_DATES: dict[str, type[date] | type[datetime] | type[time]] = {
    "date": date,
    "datetime": datetime,
    "time": time,
}


def _read(cell: Any) -> Cell:
    if not isinstance(cell, dict):
        return cell  # type: ignore[no-any-return]
    ((kind, written),) = cell.items()
    if kind == "s":
        return timedelta(seconds=written)
    found: Cell = _DATES[kind].fromisoformat(written)
    return found


def _exactly(file: IO[bytes], size: int) -> bytes:
    found = file.read(size)
    if len(found) < size:
        raise GarbledError
    return found


def _array(file: IO[bytes], kind: str, count: int) -> array[int]:
    found = array(kind)
    found.frombytes(_exactly(file, count * found.itemsize))
    return found
