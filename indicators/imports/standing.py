"""What stands in the database now for the values of a block, fetched and compared as arrays.

Values that are many for each thing they are about, as when a file goes month by month, are fetched by what
they are about; others one by one. Either way no more is fetched than a few times what is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from indicators.imports.accepted import Accepted
from indicators.imports.sql import filled
from indicators.measurements.models import FIGURE
from indicators.measurements.values import Reason, Status

NEW, CHANGED, SAME = range(3)
Outcomes = NDArray[np.int8]

_MANY = 50
_EPOCH = date(1970, 1, 1)
_NEVER = 1 - (1 << 31)
_REASONS = {reason.value: code for code, reason in enumerate(Reason)}
_STATUSES = {"": 0} | {status.value: code for code, status in enumerate(Status, 1)}
_NONE = np.inf  # no stored figure is
Found = dict[str, NDArray[Any]]


def compared(values: Accepted) -> Outcomes:
    """For each value NEW, CHANGED or SAME. Asks the database once."""
    found = _fetched(values)
    outcomes = np.full(len(values.rows), NEW, dtype=np.int8)
    standing = found["key"]
    if not len(standing):
        return outcomes
    order = np.argsort(standing)
    keys = values.about.astype(np.int64) << 32 | values.actors
    places = np.searchsorted(standing[order], keys)
    places[places == len(order)] = 0
    places = order[places]
    same = standing[places] == keys
    outcomes[same] = CHANGED
    for name, column in _columns(values.figures).items():
        same &= column[values.figure] == found[name][places]
    outcomes[same] = SAME
    return outcomes


def _fetched(values: Accepted) -> Found:
    """By name: `key`, the parts of the figures (_NONE where there is none) and `rest`, the words of them."""
    asked = np.unique(values.about)
    if len(values.rows) >= _MANY * len(asked):
        rows = [(int(about), *values.abouts[about]) for about in asked]
        return _query(rows, "")
    pairs = zip(values.about.tolist(), values.actors.tolist(), strict=True)
    rows = [(about, *values.abouts[about], actor) for about, actor in pairs]
    return _query(rows, "AND m.actor_id = a.actor")


def _query(asked: list[tuple[Any, ...]], narrower: str) -> Found:
    names = ("about", "indicator", "kind", "start", "breakdown", "actor")[: len(asked[0])]
    if connection.vendor == "postgresql":
        return _from_postgresql(names, asked, narrower)
    return _from_sqlite(names, asked, narrower)


def _from_postgresql(names: Sequence[str], asked: list[tuple[Any, ...]], narrower: str) -> Found:
    """Each column as one string of bytes, which is an array as it comes; of those that may be empty, only
    what is there. `marks` says what is.
    """
    kinds = ("int[]", "bigint[]", "varchar[]", "date[]", "bigint[]", "bigint[]")[: len(names)]
    lists = ", ".join(f"%s::{kind}" for kind in kinds)
    source = f"unnest({lists}) AS a({', '.join(names)})"
    packed = ", ".join(f"string_agg({sends}({expression}), '')" for sends, expression in _PACKED.values())
    with connection.cursor() as cursor:
        # For each that is asked for an index answers: they are few beside all that stands there.
        cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
        parameters: list[Any] = [_EPOCH, *(list(column) for column in zip(*asked, strict=True))]
        cursor.execute(filled(f"SELECT {packed} {_STANDING}", source=source, narrower=narrower), parameters)
        row = cursor.fetchone()
    answer = {
        name: np.frombuffer(each or b"", dtype=_TYPES[sends]).astype(_TYPES[sends].newbyteorder("="))
        for (name, (sends, _)), each in zip(_PACKED.items(), row, strict=True)
    }
    marks = answer["marks"].astype(np.int64)
    days = _spread(answer["as_of"], marks >> 3 & 1, _NEVER).astype(np.int64)
    return {
        "key": answer["key"],
        **{part: _spread(answer[part], marks >> place & 1, _NONE) for place, part in enumerate(FIGURE[:3])},
        "rest": days << 32 | marks >> 4,
    }


def _spread(there: NDArray[Any], where: NDArray[np.int64], otherwise: float) -> NDArray[Any]:
    found = np.full(len(where), otherwise)
    found[where == 1] = there
    return found


def _from_sqlite(names: Sequence[str], asked: list[tuple[Any, ...]], narrower: str) -> Found:
    columns = ", ".join(f"json_extract(value, '$[{place}]') AS {name}" for place, name in enumerate(names))
    source = f"(SELECT {columns} FROM json_each(%s)) AS a"  # noqa: S608
    parts = ", ".join(f"coalesce(m.{part}, 9e999)" for part in FIGURE[:3])
    days = f"coalesce(CAST(julianday(m.as_of) - julianday(%s) AS integer), {_NEVER})"
    sql = f"SELECT (a.about << 32) | m.actor_id, {parts}, ({days} << 32) | {_WORDS} {_STANDING}"
    with connection.cursor() as cursor:
        cursor.execute(filled(sql, source=source, narrower=narrower), [_EPOCH.isoformat(), json.dumps(asked)])
        rows = cursor.fetchall()
    kinds = {"key": np.int64, **dict.fromkeys(FIGURE[:3], np.float64), "rest": np.int64}
    table = np.array(rows, dtype=list(kinds.items()))
    return {name: table[name] for name in kinds}


def _columns(figures: Sequence[tuple[Any, ...]]) -> dict[str, NDArray[Any]]:
    """The columns of the figures as the database answers them."""
    _, *parts, reasons, statuses, days = zip(*figures, strict=True)
    columns = {
        name: np.nan_to_num(np.array(part, dtype=np.float64), nan=_NONE)
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


_STANDING = """
    FROM {source} CROSS JOIN {current} AS m
    WHERE m.indicator_id = a.indicator AND m.period_kind = a.kind AND m.period_start = a.start
      AND m.breakdown_id = a.breakdown {narrower}"""
# Most figures are final and need no reason.
_WORDS = f"""
    CASE WHEN m.reason = '' AND m.status = '{Status.FINAL.value}'
         THEN {_REASONS[""] << 8 | _STATUSES[Status.FINAL.value]}
         ELSE ({_cases("m.reason", _REASONS)} << 8) | {_cases("m.status", _STATUSES)} END"""
_PRESENT = " | ".join(
    f"((m.{column} IS NOT NULL)::int << {place})" for place, column in enumerate((*FIGURE[:3], "as_of"))
)
# What is fetched, by name: the function that makes bytes of it, and what it is.
_PACKED = {
    "key": ("int8send", "(a.about::bigint << 32) | m.actor_id"),
    **{part: ("float8send", f"m.{part}") for part in FIGURE[:3]},
    "as_of": ("int4send", "m.as_of - %s"),
    "marks": ("int4send", f"(({_WORDS}) << 4) | {_PRESENT}"),
}
_TYPES: dict[str, np.dtype[Any]] = {
    "int4send": np.dtype(">i4"),
    "int8send": np.dtype(">i8"),
    "float8send": np.dtype(">f8"),
}
