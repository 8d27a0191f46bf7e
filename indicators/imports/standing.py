"""What stands in the database now for the values of a block, fetched and compared as arrays.

Values that are many for each thing they are about, as when a file goes month by month, are fetched by what
they are about; others one by one. Either way no more is fetched than a few times what is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.imports.sql import filled
from indicators.measurements.models import FIGURE
from indicators.measurements.values import Reason, Status

if TYPE_CHECKING:
    from indicators.imports.rows import Accepted

NEW, CHANGED, SAME = range(3)
Outcomes = NDArray[np.int8]

_MANY = 50
_EPOCH = date(1970, 1, 1)
_NEVER = 1 - (1 << 31)
_REASONS = {reason.value: code for code, reason in enumerate(Reason)}
_STATUSES = {"": 0} | {status.value: code for code, status in enumerate(Status, 1)}
# What a figure is of, and the figure, as five numbers: few, for the database makes them for every value. With
# infinity and _NEVER for what is empty: no stored figure is either.
_FOUND = [("key", ">i8"), *((part, ">f8") for part in FIGURE[:3]), ("rest", ">i8")]


def compared(values: Accepted) -> Outcomes:
    """For each value NEW, CHANGED or SAME. Asks the database once."""
    found = _fetched(values)
    outcomes = np.full(len(values.rows), NEW, dtype=np.int8)
    if not len(found):
        return outcomes
    standing = found["key"].astype(np.int64)
    order = np.argsort(standing)
    keys = values.about.astype(np.int64) << 32 | values.actors
    places = np.searchsorted(standing[order], keys)
    places[places == len(order)] = 0
    places = order[places]
    same = standing[places] == keys
    outcomes[same] = CHANGED
    for name, column in _columns(values.figures).items():
        same &= column[values.figure] == found[name].astype(column.dtype)[places]
    outcomes[same] = SAME
    return outcomes


def _fetched(values: Accepted) -> NDArray[Any]:
    asked = np.unique(values.about)
    if len(values.rows) >= _MANY * len(asked):
        rows = [(int(about), *values.abouts[about]) for about in asked]
        return _query(rows, "")
    pairs = zip(values.about.tolist(), values.actors.tolist(), strict=True)
    rows = [(about, *values.abouts[about], actor) for about, actor in pairs]
    return _query(rows, "AND m.actor_id = a.actor")


def _query(asked: list[tuple[Any, ...]], narrower: str) -> NDArray[Any]:
    names = ("about", "indicator", "kind", "start", "breakdown", "actor")[: len(asked[0])]
    if connection.vendor == "postgresql":
        return _from_postgresql(names, asked, narrower)
    return _from_sqlite(names, asked, narrower)


def _from_postgresql(names: Sequence[str], asked: list[tuple[Any, ...]], narrower: str) -> NDArray[Any]:
    """All rows as one string of bytes, which is an array as it comes."""
    kinds = ("int[]", "bigint[]", "varchar[]", "date[]", "bigint[]", "bigint[]")[: len(names)]
    lists = ", ".join(f"%s::{kind}" for kind in kinds)
    source = f"unnest({lists}) AS a({', '.join(names)})"
    sql = filled(_STANDING, source=source, narrower=narrower, none="'infinity'", days="m.as_of - %s")
    sends = {">i8": "int8send", ">f8": "float8send"}
    packed = " || ".join(f'{sends[kind]}("{name}")' for name, kind in _FOUND)
    with connection.cursor() as cursor:
        # For each that is asked for an index answers: they are few beside all that stands there.
        cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
        parameters: list[Any] = [_EPOCH, *(list(column) for column in zip(*asked, strict=True))]
        cursor.execute(f"SELECT string_agg({packed}, '') FROM ({sql}) AS found", parameters)  # noqa: S608
        (answer,) = cursor.fetchone()
    return np.frombuffer(answer or b"", dtype=_FOUND)


def _from_sqlite(names: Sequence[str], asked: list[tuple[Any, ...]], narrower: str) -> NDArray[Any]:
    columns = ", ".join(f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(names))
    source = f"(SELECT {columns} FROM json_each(%s)) AS a"  # noqa: S608
    days = "CAST(julianday(m.as_of) - julianday(%s) AS integer)"
    sql = filled(_STANDING, source=source, narrower=narrower, none="9e999", days=days)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_EPOCH.isoformat(), json.dumps(asked)])
        return np.array(cursor.fetchall(), dtype=_FOUND)


def _columns(figures: Sequence[tuple[Any, ...]]) -> dict[str, NDArray[Any]]:
    """The columns of the figures as the database answers them."""
    _, *parts, reasons, statuses, days = zip(*figures, strict=True)
    columns = {
        name: np.nan_to_num(np.array(part, dtype=np.float64), nan=np.inf)
        for name, part in zip(FIGURE[:3], parts, strict=True)
    }
    rest = [
        (_NEVER if day is None else (date.fromisoformat(day) - _EPOCH).days) << 32
        | _REASONS[reason] << 8
        | _STATUSES[status]
        for reason, status, day in zip(reasons, statuses, days, strict=True)
    ]
    return {**columns, "rest": np.array(rest, dtype=np.int64)}


def _cases(column: str, codes: dict[str, int]) -> str:
    whens = "".join(f" WHEN '{value}' THEN {code}" for value, code in codes.items())
    return f"CASE {column}{whens} END"


_STANDING = f"""
    SELECT (CAST(a.about AS bigint) << 32) | m.actor_id AS "key",
           coalesce(m.numerator, {{none}}) AS numerator, coalesce(m.denominator, {{none}}) AS denominator,
           coalesce(m.stated, {{none}}) AS stated,
           (CAST(coalesce({{days}}, {_NEVER}) AS bigint) << 32) | ({_cases("m.reason", _REASONS)} << 8)
               | {_cases("m.status", _STATUSES)} AS rest
    FROM {{source}} CROSS JOIN {{current}} AS m
    WHERE m.indicator_id = a.indicator AND m.period_kind = a.kind AND m.period_start = a.start
      AND m.breakdown_id = a.breakdown {{narrower}}"""  # noqa: S608
