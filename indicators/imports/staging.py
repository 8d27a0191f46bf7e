"""Rows on their way into the staging table, in bulk and past the ORM."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from indicators.imports.models import StagedValue

NEW, CHANGED, SAME, REJECTED = (outcome.value for outcome in StagedValue.Outcome)


class Staged(NamedTuple):
    """The columns of StagedValue, in the order they are written. Dates are ISO text, `faults` JSON text."""

    upload_id: int
    row: int
    column: str
    raw: str
    outcome: str
    message: str = ""
    faults: str | None = None
    indicator_id: int | None = None
    actor_id: int | None = None
    period_kind: str = ""
    period_start: str | None = None
    breakdown_id: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    stated: float | None = None
    reason: str = ""
    status: str = ""
    as_of: str | None = None


def write(rows: Sequence[Staged]) -> None:
    """Adds rows to the staging table. Call it inside a transaction."""
    _insert(StagedValue._meta.db_table, Staged._fields, rows)


def _insert(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """The fastest the database has: COPY on PostgreSQL, one prepared statement on SQLite."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quote(table)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", rows)  # noqa: S608
