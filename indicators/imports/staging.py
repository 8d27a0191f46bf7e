"""Values on their way into the staging table: in bulk, past the ORM, compared with what stands there now.

A block is first written to `incoming`, a temporary table of the connection, and from there to the staging
table with its outcome. What is the same as before is only counted, but for the first KEPT_SAME.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from indicators.imports.models import StagedValue
from indicators.imports.sql import run

if TYPE_CHECKING:
    from indicators.imports.rows import Accepted

NEW, CHANGED, SAME, REJECTED = (outcome.value for outcome in StagedValue.Outcome)
KEPT_SAME = 1_000
_INCOMING = (
    ("row", "bigint"),
    ("actor_id", "bigint"),
    ("indicator_id", "bigint"),
    ("period_kind", "varchar(1)"),
    ("period_start", "date"),
    ("breakdown_id", "bigint"),
    ("raw", "varchar(200)"),
    ("numerator", "double precision"),
    ("denominator", "double precision"),
    ("stated", "double precision"),
    ("reason", "varchar(12)"),
    ("status", "varchar(12)"),
    ("as_of", "date"),
)


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
    table, names = StagedValue._meta.db_table, _names(Staged._fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(Staged._fields))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)  # noqa: S608


def write_accepted(upload: int, values: Accepted, *, keep_same: int) -> tuple[int, int]:
    """Stages the values with what will happen to each. Call it inside a transaction.

    Of those that are the same as before it keeps at most `keep_same`: answers how many it kept and did not.
    """
    _into_incoming(values)
    written = run(_STAGE.format(outcome="i.outcome <> %s"), (upload, values.column, SAME))
    same = len(values.rows) - written
    kept = 0
    if same and keep_same:
        some = _STAGE.format(outcome="i.outcome = %s") + " ORDER BY i.{row} LIMIT %s"
        kept = run(some, (upload, values.column, SAME, keep_same))
    return kept, same - kept


def _into_incoming(values: Accepted) -> None:
    columns = [name for name, _ in _INCOMING]
    with connection.cursor() as cursor:
        listed = ", ".join(f'"{name}" {kind}' for name, kind in _INCOMING)
        cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS incoming ({listed})")
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM incoming")
        else:
            cursor.execute("TRUNCATE incoming")
            # An index of the measurements answers for each value: a block is small beside them.
            cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
            with cursor.copy(f"COPY incoming ({_names(columns)}) FROM STDIN") as copy:
                copy.write(_copy_text(values))
            return
        marks = ", ".join(["%s"] * len(columns))
        sql = f"INSERT INTO incoming ({_names(columns)}) VALUES ({marks})"  # noqa: S608
        cursor.executemany(sql, list(_tuples(values)))


def _copy_text(values: Accepted) -> str:
    abouts = [_joined(about) for about in values.abouts]
    figures = [_joined(figure) for figure in values.figures]
    lines = zip(
        map(str, values.rows.tolist()),
        map(str, values.actors.tolist()),
        map(abouts.__getitem__, values.about.tolist()),
        map(figures.__getitem__, values.figure.tolist()),
        strict=True,
    )
    return "\n".join(map("\t".join, lines)) + "\n"


def _joined(cells: Sequence[Any]) -> str:
    """As COPY reads them: `\\N` for nothing, and signs it has a meaning for behind a backslash."""
    return "\t".join("\\N" if cell is None else str(cell).translate(_ESCAPED) for cell in cells)


_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _tuples(values: Accepted) -> Iterator[tuple[Any, ...]]:
    abouts, figures = values.abouts, values.figures
    for row, actor, about, figure in zip(
        values.rows.tolist(),
        values.actors.tolist(),
        values.about.tolist(),
        values.figure.tolist(),
        strict=True,
    ):
        yield row, actor, *abouts[about], *figures[figure]


def _names(columns: Sequence[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, columns))


_STAGE = """
    INSERT INTO {{staged}}
        (upload_id, {{column}}, outcome, message, {{row}}, raw, {{key_columns}}, {{figure_columns}})
    SELECT %s, %s, i.outcome, '', i.{{row}}, i.raw, {{incoming_key}}, {{incoming_figure}}
    FROM (
        SELECT s.*, CASE WHEN m.id IS NULL THEN 'new' WHEN {{same}} THEN 'same' ELSE 'changed' END AS outcome
        FROM incoming AS s LEFT JOIN {{current}} AS m ON {{keys}}
    ) AS i
    WHERE {outcome}"""
