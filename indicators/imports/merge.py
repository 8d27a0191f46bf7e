"""The staged rows of an upload against the current values: set-based SQL, the same on PostgreSQL and SQLite.

A figure is the same when all its columns are, empty ones included. Keys are compared by the columns of `Key`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from indicators.imports.models import StagedValue
from indicators.imports.staging import CHANGED, NEW, REJECTED, SAME
from indicators.measurements.models import FIGURE, EarlierMeasurement, Measurement
from indicators.measurements.services import KEY_COLUMNS

Parameters = tuple[Any, ...]


def run(sql: str, parameters: Parameters) -> int:
    """Executes with table and column names filled in; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**_NAMES), parameters)
        return int(cursor.rowcount)


def classify(upload: int) -> None:
    """Sets the outcome of every row that is not rejected: new, changed or the same as what stands there now.

    Touches only rows whose outcome differs from what is written, so that asking again is cheap.
    """
    run(
        """
        UPDATE {staged} AS s SET outcome = CASE WHEN {same} THEN %s ELSE %s END
        FROM {current} AS m
        WHERE s.upload_id = %s AND s.outcome <> %s AND {keys}
          AND s.outcome <> CASE WHEN {same} THEN %s ELSE %s END
        """,
        (SAME, CHANGED, upload, REJECTED, SAME, CHANGED),
    )
    run(
        """
        UPDATE {staged} AS s SET outcome = %s
        WHERE s.upload_id = %s AND s.outcome IN (%s, %s)
          AND NOT EXISTS (SELECT 1 FROM {current} AS m WHERE {keys})
        """,
        (NEW, upload, SAME, CHANGED),
    )


def reject_duplicates(upload: int) -> int:
    """Rejects every row whose key stands more than once in the file, each told where another one is.

    By a window, not by a join of the rows with themselves: rows just staged are unknown to the planner, which
    then takes them for few and joins 20 000 with 20 000 one by one.
    """
    return run(
        """
        UPDATE {staged} AS s SET outcome = %s, message =
            'Samme aktør, periode og måleindikator står '
            || CASE WHEN d.first_row = d.last_row THEN 'flere ganger på rad ' ELSE 'også på rad ' END
            || CAST(CASE WHEN s.id = d.first_id THEN d.last_row ELSE d.first_row END AS text)
            || CASE WHEN d.n > 2 THEN ' (i alt ' || CAST(d.n AS text) || ' ganger)' ELSE '' END
            || '. Behold bare den ene.'
        FROM (
            SELECT id, COUNT(*) OVER same AS n, MIN(id) OVER same AS first_id,
                MIN({row}) OVER same AS first_row, MAX({row}) OVER same AS last_row
            FROM {staged} WHERE upload_id = %s AND outcome <> %s
            WINDOW same AS (PARTITION BY {key_columns})
        ) AS d
        WHERE s.id = d.id AND d.n > 1
        """,
        (REJECTED, upload, REJECTED),
    )


def keep_earlier(upload: int, batch: int, now: datetime) -> int:
    """Copies what the changed rows are about to replace."""
    return run(
        """
        INSERT INTO {earlier} ({key_columns}, {figure_columns}, batch_id, {row}, replaced_by_id, replaced_at)
        SELECT {current_key}, {current_figure}, m.batch_id, m.{row}, %s, %s
        FROM {staged} AS s JOIN {current} AS m ON {keys}
        WHERE s.upload_id = %s AND s.outcome = %s
        """,
        (batch, moment(now), upload, CHANGED),
    )


def write_changed(upload: int, batch: int) -> int:
    return run(
        """
        UPDATE {current} AS m SET {take_figure}, batch_id = %s, {row} = s.{row}
        FROM {staged} AS s
        WHERE s.upload_id = %s AND s.outcome = %s AND {keys}
        """,
        (batch, upload, CHANGED),
    )


def write_new(upload: int, batch: int) -> int:
    """Adds what is new. A key somebody wrote meanwhile is left, and the number returned is then too low.

    In the order of the keys: two that write the same ones then wait for each other and do not lock up.
    """
    return run(
        """
        INSERT INTO {current} ({key_columns}, {figure_columns}, batch_id, {row})
        SELECT {staged_key}, {staged_figure}, %s, s.{row}
        FROM {staged} AS s
        WHERE s.upload_id = %s AND s.outcome = %s
        ORDER BY {staged_key}
        ON CONFLICT ({key_columns}) DO NOTHING
        """,
        (batch, upload, NEW),
    )


def lock_changed(upload: int) -> None:
    """Holds the rows about to be changed until commit. SQLite has one writer at a time and needs no more."""
    if connection.features.has_select_for_update:
        run(
            """
            SELECT 1 FROM {staged} AS s JOIN {current} AS m ON {keys}
            WHERE s.upload_id = %s AND s.outcome = %s ORDER BY m.id FOR UPDATE OF m
            """,
            (upload, CHANGED),
        )


def moment(now: datetime) -> Any:
    """A time as the database writes it, for SQL of our own."""
    return connection.ops.adapt_datetimefield_value(now)


def _list(alias: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f"{alias}.{_quoted(column)}" for column in columns)


def _quoted(name: str) -> str:
    # Both databases quote names alike; the names are our own.
    return f'"{name}"'


_NAMES = {
    "staged": _quoted(StagedValue._meta.db_table),
    "current": _quoted(Measurement._meta.db_table),
    "earlier": _quoted(EarlierMeasurement._meta.db_table),
    "row": _quoted("row"),
    "key_columns": ", ".join(map(_quoted, KEY_COLUMNS)),
    "figure_columns": ", ".join(map(_quoted, FIGURE)),
    "staged_key": _list("s", KEY_COLUMNS),
    "staged_figure": _list("s", FIGURE),
    "current_key": _list("m", KEY_COLUMNS),
    "current_figure": _list("m", FIGURE),
    "take_figure": ", ".join(f"{_quoted(column)} = s.{_quoted(column)}" for column in FIGURE),
    "keys": " AND ".join(f"m.{_quoted(column)} = s.{_quoted(column)}" for column in KEY_COLUMNS),
    # IS NOT DISTINCT FROM is newer than the oldest SQLite we run on.
    "same": " AND ".join(
        f"(m.{column} = s.{column} OR (m.{column} IS NULL AND s.{column} IS NULL))"
        for column in map(_quoted, FIGURE)
    ),
}
