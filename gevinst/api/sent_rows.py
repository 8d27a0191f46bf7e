"""Rows sent as JSON become a file like any other, so that they go the same way and can be traced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from gevinst.api.problems import Fault, Problem

NAME = "rader.json"
MOST_ROWS = 50_000
LONGEST = 1_000
MOST_FAULTS = 100


def as_file(rows: Any) -> ContentFile[bytes]:
    """The rows as they were sent, the first one row 1. Raises Problem, saying which are not flat objects."""
    if not isinstance(rows, list) or not rows:
        raise Problem(400, _("«rows» skal være en liste med minst én rad."), [_fault("rows", _("Mangler."))])
    if len(rows) > MOST_ROWS:
        text = _("Høyst %(most)s rader om gangen som JSON. Send flere som en fil.")
        raise Problem(413, text % {"most": MOST_ROWS})
    faults = [fault for number, row in enumerate(rows) for fault in _faults(number, row)]
    if faults:
        raise Problem(400, _("Noen av radene er ikke flate objekter."), faults[:MOST_FAULTS])
    return ContentFile(json.dumps(rows, ensure_ascii=False).encode(), name=NAME)


def _faults(number: int, row: Any) -> Iterator[Fault]:
    where = f"rows[{number}]"
    if not isinstance(row, dict) or not row:
        yield _fault(where, _("Raden er ikke et objekt med felter."))
        return
    for name, value in row.items():
        field = f"{where}.{name[:80]}"
        if not name.strip() or not _is_plain(name):
            yield _fault(where, _("Et felt har et navn som ikke kan brukes."))
        elif isinstance(value, bool) or not isinstance(value, str | int | float | None):
            yield _fault(field, _("Bare tekst, tall og null kan stå her."))
        elif isinstance(value, str) and not _is_plain(value):
            yield _fault(field, _("Teksten er for lang eller har tegn som ikke kan brukes."))
        elif isinstance(value, int | float) and not abs(value) < 1e15:
            yield _fault(field, _("Tallet er for stort."))


def _is_plain(text: str) -> bool:
    return len(text) <= LONGEST and text.isprintable()


def _fault(field: str, detail: str) -> Fault:
    return {"field": "".join(sign for sign in field if sign.isprintable()), "detail": detail}
