"""SQL of our own, the same text for PostgreSQL and SQLite, with names of tables and columns filled in.

A figure is the same when all its columns are, empty ones included. Keys are compared by the columns of `Key`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from indicators.imports.models import StagedValue
from indicators.measurements.models import FIGURE, EarlierMeasurement, Measurement
from indicators.measurements.services import KEY_COLUMNS

Parameters = tuple[Any, ...]


def run(sql: str, parameters: Parameters) -> int:
    """Executes with table and column names filled in; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(filled(sql), parameters)
        return int(cursor.rowcount)


def filled(sql: str, **more: str) -> str:
    """The text with names of tables and columns, and `more`, filled in."""
    return sql.format(**_NAMES, **more)


def moment(now: datetime) -> Any:
    """A time as the database writes it, for SQL of our own."""
    return connection.ops.adapt_datetimefield_value(now)


def _list(alias: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f"{alias}.{_quoted(column)}" for column in columns)


def _quoted(name: str) -> str:
    # Both databases quote names alike; the names are our own.
    return f'"{name}"'


# IS NOT DISTINCT FROM is newer than the oldest SQLite we run on.
_SAME = " AND ".join(
    f"(m.{column} = s.{column} OR (m.{column} IS NULL AND s.{column} IS NULL))"
    for column in map(_quoted, FIGURE)
)
_NAMES = {
    "staged": _quoted(StagedValue._meta.db_table),
    "current": _quoted(Measurement._meta.db_table),
    "earlier": _quoted(EarlierMeasurement._meta.db_table),
    "row": _quoted("row"),
    "column": _quoted("column"),
    "key_columns": ", ".join(map(_quoted, KEY_COLUMNS)),
    "figure_columns": ", ".join(map(_quoted, FIGURE)),
    "staged_key": _list("s", KEY_COLUMNS),
    "staged_figure": _list("s", FIGURE),
    "current_key": _list("m", KEY_COLUMNS),
    "current_figure": _list("m", FIGURE),
    "take_figure": ", ".join(f"{_quoted(column)} = s.{_quoted(column)}" for column in FIGURE),
    "keys": " AND ".join(f"m.{_quoted(column)} = s.{_quoted(column)}" for column in KEY_COLUMNS),
    "same": _SAME,
    # Not merely NOT: what is compared with NULL is neither the same nor different.
    "differs": f"CASE WHEN {_SAME} THEN 0 ELSE 1 END = 1",
}
