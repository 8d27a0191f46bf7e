"""Values on their way into the staging table: in bulk, past the ORM, each with what will happen to it.

What is the same as before is only counted, but for the first KEPT_SAME.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.imports import standing
from indicators.imports.models import StagedValue
from indicators.measurements.models import FIGURE

if TYPE_CHECKING:
    from indicators.imports.rows import Accepted

NEW, CHANGED, SAME, REJECTED = (outcome.value for outcome in StagedValue.Outcome)
KEPT_SAME = 1_000
_OUTCOMES = {standing.NEW: NEW, standing.CHANGED: CHANGED, standing.SAME: SAME}
_KEY = ("row", "actor_id", "indicator_id", "period_kind", "period_start", "breakdown_id")
_ACCEPTED = ("upload_id", "column", "outcome", "message", *_KEY, "raw", *FIGURE)


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
    if connection.vendor == "postgresql":
        _copy(Staged._fields, "".join(f"{_joined(row)}\n" for row in rows))
    else:
        _insert(Staged._fields, rows)


def write_accepted(upload: int, values: Accepted, *, keep_same: int) -> tuple[Counter[str], int]:
    """Stages the values with what will happen to each. Call it inside a transaction.

    Answers how many have each outcome, and how many of those that are the same as before were not kept: it
    keeps at most `keep_same` of them.
    """
    found: Counter[str] = Counter()
    unkept = 0
    outcomes = standing.compared(values)
    for code, outcome in _OUTCOMES.items():
        (places,) = np.nonzero(outcomes == code)
        found[outcome] = len(places)
        if outcome == SAME:
            unkept = max(0, len(places) - keep_same)
            places = places[:keep_same]
        if len(places):
            _put((upload, values.column, outcome, ""), _only(values, places))
    return found, unkept


def _only(values: Accepted, places: NDArray[np.intp]) -> Accepted:
    if len(places) == len(values.rows):
        return values
    arrays = ("rows", "actors", "about", "figure")
    return replace(values, **{name: getattr(values, name)[places] for name in arrays})


def _put(alike: Sequence[Any], values: Accepted) -> None:
    """Rows that begin alike."""
    if connection.vendor == "postgresql":
        _copy(_ACCEPTED, _copy_text(alike, values))
    else:
        _insert(_ACCEPTED, list(_tuples(alike, values)))


def _copy(columns: Sequence[str], text: str) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY "{StagedValue._meta.db_table}" ({names}) FROM STDIN') as copy,
    ):
        copy.write(text)


def _insert(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    names, marks = ", ".join(map(connection.ops.quote_name, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{StagedValue._meta.db_table}" ({names}) VALUES ({marks})',  # noqa: S608
            rows,
        )


def _copy_text(alike: Sequence[Any], values: Accepted) -> str:
    start = _joined(alike)
    abouts = {place: _joined(values.abouts[place]) for place in set(values.about.tolist())}
    figures = {place: _joined(values.figures[place]) for place in set(values.figure.tolist())}
    return "".join(
        [
            f"{start}\t{row}\t{actor}\t{abouts[about]}\t{figures[figure]}\n"
            for row, actor, about, figure in _each(values)
        ]
    )


def _tuples(alike: Sequence[Any], values: Accepted) -> Iterator[tuple[Any, ...]]:
    abouts, figures = values.abouts, values.figures
    for row, actor, about, figure in _each(values):
        yield *alike, row, actor, *abouts[about], *figures[figure]


def _each(values: Accepted) -> Iterator[tuple[int, int, int, int]]:
    return zip(
        values.rows.tolist(),
        values.actors.tolist(),
        values.about.tolist(),
        values.figure.tolist(),
        strict=True,
    )


def _joined(cells: Sequence[Any]) -> str:
    """As COPY reads them: `\\N` for nothing, and signs it has a meaning for behind a backslash."""
    return "\t".join("\\N" if cell is None else str(cell).translate(_ESCAPED) for cell in cells)


_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
