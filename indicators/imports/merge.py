"""The staged rows of an upload against the current values, by sets: the same SQL on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, Max

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.imports import packed
from indicators.imports.duplicates import Twin
from indicators.imports.models import StagedValue
from indicators.imports.sql import moment, run
from indicators.imports.staging import CHANGED, NEW, REJECTED, SAME
from indicators.measurements.models import Breakdown
from indicators.messages import written

_PORTION = 100_000
_FEW = 50_000
_SAVING = 1_734_964_078  # any number, the same for all


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


def reject(upload: int, twins: Iterable[Twin]) -> int:
    """Rejects staged values that stand more than once in the file; answers how many were found to reject."""
    with connection.cursor() as cursor:
        cursor.execute(
            'CREATE TEMPORARY TABLE IF NOT EXISTS twin ("row" bigint, "column" varchar(120), message text)'
        )
        cursor.execute("DELETE FROM twin")
        rows = [(each.row, each.column, written(each.message)) for each in twins]
        cursor.executemany("INSERT INTO twin VALUES (%s, %s, %s)", rows)
    return run(
        """
        UPDATE {staged} AS s SET outcome = %s, message = t.message
        FROM twin AS t
        WHERE s.upload_id = %s AND s.outcome <> %s AND s.{row} = t.{row} AND s.{column} = t.{column}
        """,
        (REJECTED, upload, REJECTED),
    )


def know_the_rows(count: int) -> None:
    """Rows just staged are unknown to PostgreSQL's planner, which then takes them for few.

    Two at a time wait for each other until commit: call it in a transaction that ends soon.
    """
    if connection.vendor == "postgresql" and count > _FEW:
        run("ANALYZE {staged}", ())


def hold(named: Mapping[str, Sequence[int]]) -> bool:
    """Holds what the rows name (ids by table) until commit. False when some of it is there no more.

    What a foreign key would do for every row, once for each that is named (docs/decisions/0007).
    """
    _take_turns(named.get(Indicator._meta.db_table, []))
    for_commit = " FOR KEY SHARE" if connection.features.has_select_for_update else ""
    for model in (Actor, Indicator, Breakdown):
        ids = named.get(model._meta.db_table, [])
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(ids)) or "NULL"
            table = model._meta.db_table
            cursor.execute(f"SELECT id FROM {table} WHERE id IN ({marks}){for_commit}", ids)  # noqa: S608
            if len(cursor.fetchall()) < len(ids):
                return False
    return True


def _take_turns(indicators: Iterable[int]) -> None:
    """Files about the same indicators are saved in turn: row by row they could lock each other up."""
    if connection.vendor == "postgresql":
        for indicator in sorted(indicators):
            run("SELECT pg_advisory_xact_lock(%s, %s)", (_SAVING, indicator))


def keep_earlier(upload: int, batch: int, now: datetime) -> int:
    """Copies what the changed rows are about to replace."""
    return run(
        """
        INSERT INTO {earlier} ({key_columns}, {figure_columns}, batch_id, {row}, replaced_by_id, replaced_at)
        SELECT {current_key}, {current_figure}, m.batch_id, m.{row}, %s, %s
        FROM {staged} AS s JOIN {current} AS m ON {keys}
        WHERE s.upload_id = %s AND s.outcome = %s AND {differs}
        """,
        (batch, moment(now), upload, CHANGED),
    )


def write_changed(upload: int, batch: int) -> int:
    return run(
        """
        UPDATE {current} AS m SET {take_figure}, batch_id = %s, {row} = s.{row}
        FROM {staged} AS s
        WHERE s.upload_id = %s AND s.outcome = %s AND {keys} AND {differs}
        """,
        (batch, upload, CHANGED),
    )


def write_new(upload: int, batch: int, *, told: Callable[[int], None]) -> int:
    """Adds what is new: all of it, or nothing when somebody has written one of the keys meanwhile.

    `told(number written)` is called now and then and may raise to stop.
    """
    staged = StagedValue.objects.filter(upload=upload, outcome=NEW).aggregate(n=Count("pk"), last=Max("row"))
    last = staged["last"] or 0
    rows = max(1, last * _PORTION // max(staged["n"], 1))
    written = 0
    try:
        with transaction.atomic():
            for first in range(0, last + 1, rows):
                written += _write_rows(upload, batch, first, first + rows)
                told(written)
            as_rows = written
            written += packed.write(upload, batch, told=lambda more: told(as_rows + more))
    except IntegrityError:
        return 0
    return written


def _write_rows(upload: int, batch: int, first: int, end: int) -> int:
    """Not ON CONFLICT DO NOTHING, which takes twice as long when there is no conflict."""
    return run(
        """
        INSERT INTO {current} ({key_columns}, {figure_columns}, batch_id, {row})
        SELECT {staged_key}, {staged_figure}, %s, s.{row}
        FROM {staged} AS s
        WHERE s.upload_id = %s AND s.outcome = %s AND s.{row} >= %s AND s.{row} < %s
        """,
        (batch, upload, NEW, first, end),
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
