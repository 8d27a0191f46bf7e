"""One bad cell is mended where it is shown. The file itself is never touched: what the person wrote is kept
beside it, and the file is read with that in the cell's place.

Stored in `upload.options`:
- `corrections`: {"row:column letter": text}, as the text would have stood in the cell; for the reader.
- `corrected`: the same keys to {"was", "by", "at"}: what stood there, the person's id and the moment (ISO);
  for the trail, which must tell that the file did not say so itself.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import User
from indicators.imports.mapping import FIGURE_ROLES, Mapping
from indicators.imports.models import Upload
from indicators.imports.personal_ids import holds_personal_id
from indicators.imports.table import letter
from indicators.measurements.values import NumberError, parse_number

CORRECTIONS, CORRECTED = "corrections", "corrected"
FIELD = "celle-"
MOST_CELLS = 200
LONGEST = 200


@dataclass(frozen=True)
class CellCorrection:
    """A cell somebody has written something else in, before the file was saved."""

    row: int
    column: str
    was: str
    text: str
    who: str
    when: datetime


def letters_of(mapping: Mapping) -> dict[str, str]:
    """The letter of each column by the name faults know it by; not of those that share a name."""
    found: dict[str, set[str]] = {}
    for use in mapping.columns:
        found.setdefault(use.name, set()).add(letter(use.column))
    return {name: next(iter(letters)) for name, letters in found.items() if len(letters) == 1}


def said_of_cells(posted: Dict[str, str], mapping: Mapping) -> tuple[dict[str, str], dict[str, str]]:
    """What the form says of cells by "row:letter", empty ones left out; and what is wrong, by the same."""
    letters = {letter(use.column) for use in mapping.columns}
    figures = {letter(use.column) for use in mapping.uses(*FIGURE_ROLES)}
    said: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for name, raw in posted.items():
        row, _sign, column = name.removeprefix(FIELD).partition(":")
        text = str(raw).strip()[:LONGEST]
        if not name.startswith(FIELD) or not text or not row.isdecimal() or column not in letters:
            continue
        key = f"{int(row)}:{column}"
        said[key] = text
        if problem := _problem(text, is_figure=column in figures):
            wrong[key] = problem
    return said, wrong


def options_mended(upload: Upload, said: Dict[str, str], was: Dict[str, str], by: User) -> dict[str, Any]:
    """The options of the upload with these cells written over. `was`: what stands in them now."""
    before: dict[str, Any] = upload.options.get(CORRECTED, {})
    stamp = {"by": by.pk, "at": timezone.now().isoformat(timespec="seconds")}
    noted = {key: {"was": before[key]["was"] if key in before else was.get(key, ""), **stamp} for key in said}
    return {
        **upload.options,
        CORRECTIONS: {**upload.options.get(CORRECTIONS, {}), **said},
        CORRECTED: {**before, **noted},
    }


def corrections_of(upload: Upload, *, row: int | None = None) -> list[CellCorrection]:
    """The cells of the upload, or of one row, that somebody has written over, in file order. At most one
    query."""
    texts: dict[str, str] = upload.options.get(CORRECTIONS, {})
    noted: dict[str, Any] = upload.options.get(CORRECTED, {})
    keys = [(int(key.partition(":")[0]), key.partition(":")[2], key) for key in texts if key in noted]
    wanted = sorted(one for one in keys if row is None or one[0] == row)
    if not wanted:
        return []
    names = dict(User.objects.filter(pk__in={one["by"] for one in noted.values()}).values_list("pk", "name"))
    return [
        CellCorrection(
            row=number,
            column=column,
            was=noted[key]["was"],
            text=texts[key],
            who=names.get(noted[key]["by"], "–"),
            when=timezone.localtime(datetime.fromisoformat(noted[key]["at"])),
        )
        for number, column, key in wanted
    ]


def _problem(text: str, *, is_figure: bool) -> str:
    if holds_personal_id(text):
        return _("Dette ligner et fødselsnummer. Skriv aldri opplysninger om enkeltpersoner her.")
    if is_figure:
        try:
            parse_number(text)
        except NumberError as problem:
            return str(problem)
    return ""
