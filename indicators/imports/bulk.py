"""Rows into a table past the ORM: COPY on PostgreSQL, executemany on SQLite. Call it inside a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

from django.db import connection
from django.db.models import Model

from indicators.imports.accepted import Accepted
from indicators.measurements.models import FIGURE

# PostgreSQL writes these while the next are made ready.
_AT_A_TIME = 2_000
_KEY = ("row", "actor_id", "indicator_id", "period_kind", "period_start", "breakdown_id")


def add(table: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The cells of each row in the order of the columns, as the database writes them."""
    if connection.vendor == "postgresql":
        _copy(table, columns, (f"{_joined(row)}\n" for row in rows))
    else:
        _insert(table, columns, rows)


def add_accepted(table: type[Model], alike: dict[str, Any], values: Accepted, *, raw: bool = False) -> None:
    """The values as rows with the columns of a key and a figure. `alike`: columns in which they are all the
    same. `raw`: with the text of the file.
    """
    columns = (*alike, *_KEY, *(["raw"] if raw else []), *FIGURE)
    figures: list[tuple[Any, ...]] = [figure if raw else figure[1:] for figure in values.figures]
    if connection.vendor == "postgresql":
        _copy(table, columns, _lines(list(alike.values()), values, figures))
    else:
        _insert(table, columns, _tuples(list(alike.values()), values, figures))


def _copy(table: type[Model], columns: Sequence[str], lines: Iterable[str]) -> None:
    lines = iter(lines)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{table._meta.db_table}" ({_names(columns)}) FROM STDIN') as copy,
    ):
        while some := "".join(islice(lines, _AT_A_TIME)):
            copy.write(some)


def _insert(table: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{table._meta.db_table}" ({_names(columns)}) VALUES ({marks})',  # noqa: S608
            cast(Sequence[Any], rows),  # it is gone through once
        )


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


def _lines(alike: Sequence[Any], values: Accepted, figures: list[tuple[Any, ...]]) -> Iterator[str]:
    start = _joined(alike)
    abouts = {place: _joined(values.abouts[place]) for place in set(values.about.tolist())}
    told = {place: _joined(figures[place]) for place in set(values.figure.tolist())}
    return (
        f"{start}\t{row}\t{actor}\t{abouts[about]}\t{told[figure]}\n"
        for row, actor, about, figure in values.each()
    )


def _tuples(
    alike: Sequence[Any], values: Accepted, figures: list[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    abouts = values.abouts
    for row, actor, about, figure in values.each():
        yield *alike, row, actor, *abouts[about], *figures[figure]


def _joined(cells: Sequence[Any]) -> str:
    """As COPY reads them: `\\N` for nothing, and signs it has a meaning for behind a backslash."""
    return "\t".join("\\N" if cell is None else str(cell).translate(_ESCAPED) for cell in cells)


_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
