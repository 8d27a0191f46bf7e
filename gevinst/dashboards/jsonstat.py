"""An answer as a JSON-stat 2.0 dataset: its rows and its columns of numbers are the dimensions.

Source: json-stat.org/full. Our own importer reads it back (`indicators/imports/formats/jsonstat`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import product
from typing import Any

from django.utils.translation import gettext as _

from gevinst.dashboards.tables import Answer, Cell, Column

METRIC, ROW = "tall", "rad"
ROLES = ("geo", "time")
WORDLESS = ("geo", "name", "time")


def as_jsonstat(answer: Answer, link: str, made: datetime) -> bytes:
    """One dataset. Where actors and periods tell the rows apart they are dimensions, with their roles; else
    the rows themselves are. A cell without a number is left out; what its row says of it is a note."""
    keys = _keys(answer)
    numbers = [(place, one) for place, one in enumerate(answer.columns) if one.decimals is not None]
    axes = [list(dict.fromkeys(code for code, _label in codes)) for _name, _role, codes in keys]
    rows = {tuple(codes[at][0] for _name, _role, codes in keys): row for at, row in enumerate(answer.rows)}
    cells = product(product(*axes), numbers)
    values = {
        str(at): _number(rows[key][place], column)
        for at, (key, (place, column)) in enumerate(cells)
        if key in rows and rows[key][place] is not None
    }
    dimensions = {name: _dimension(name, codes) for name, _role, codes in keys}
    metric = {
        "index": [column.key for _place, column in numbers],
        "label": {column.key: column.label for _place, column in numbers},
        "unit": {column.key: {"decimals": column.decimals} for _place, column in numbers},
    }
    dataset = {
        "version": "2.0",
        "class": "dataset",
        "label": answer.title,
        "href": link,
        "source": dict(answer.facts).get(_("Kilde"), ""),
        "updated": made.isoformat(timespec="seconds"),
        "note": [*(f"{label}: {text}" for label, text in answer.facts), *_notes(answer)],
        "id": [*dimensions, METRIC],
        "size": [*map(len, axes), len(numbers)],
        "role": {"metric": [METRIC], **{role: [name] for name, role, _codes in keys if role}},
        "dimension": {**dimensions, METRIC: {"label": _("Tall"), "category": metric}},
        "value": values,
    }
    return json.dumps(dataset, ensure_ascii=False).encode()


Axis = tuple[str, str, list[tuple[str, str]]]


def _keys(answer: Answer) -> list[Axis]:
    """Name, role, and of every row its code and label; together they are of one row alone."""
    found = [_axis(answer, role) for role in ROLES]
    axes = [axis for axis in found if axis]
    told = list(zip(*([code for code, _label in codes] for _name, _role, codes in axes), strict=True))
    if axes and len(set(told)) == len(answer.rows):
        return axes
    text = next((at for at, column in enumerate(answer.columns) if column.decimals is None), None)
    labels = [str(row[text] or "") if text is not None else "" for row in answer.rows]
    unique = len(set(labels)) == len(labels) and all(labels)
    codes = labels if unique else [str(number) for number in range(1, len(labels) + 1)]
    if (named := _place_of(answer.columns, "name")) is not None:
        labels = [str(row[named] or "") for row in answer.rows]
    return [(ROW, "", [(code, label or code) for code, label in zip(codes, labels, strict=True)])]


def _axis(answer: Answer, role: str) -> Axis | None:
    place = _place_of(answer.columns, role)
    if place is None:
        return None
    named = _place_of(answer.columns, "name") if role == "geo" else None
    texts = [str(row[place] or "") for row in answer.rows]
    names = [str(row[named] or "") if named is not None else "" for row in answer.rows]
    codes = [(text or name, name or text) for text, name in zip(texts, names, strict=True)]
    return answer.columns[place].key, role, codes


def _place_of(columns: Sequence[Column], role: str) -> int | None:
    return next((place for place, column in enumerate(columns) if column.role == role), None)


def _dimension(name: str, codes: Sequence[tuple[str, str]]) -> dict[str, Any]:
    labels = dict(codes)
    return {"label": name, "category": {"index": list(labels), "label": labels}}


def _notes(answer: Answer) -> list[str]:
    """What the rows say of their figures, each with whose it is."""
    words = [at for at, one in enumerate(answer.columns) if one.decimals is None and one.role not in WORDLESS]
    own = [at for at, one in enumerate(answer.columns) if one.role in WORDLESS] or words[:1]
    told = []
    for row in answer.rows:
        said = [str(row[at]) for at in words if at not in own and row[at]]
        if said:
            told.append(f"{', '.join(str(row[at]) for at in own if row[at])}: {'; '.join(said)}")
    return told


def _number(cell: Cell, column: Column) -> float | int:
    number = float(cell or 0.0)
    return number if column.decimals else int(number)
