"""A file that lacks what a person can say is not dead: what was read of it is kept, to be filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, islice
from pathlib import Path
from typing import Any

from indicators.imports.errors import FileError, FileFault
from indicators.imports.headers import recognise
from indicators.imports.layouts import missing, propose
from indicators.imports.layouts.headings import rich_header
from indicators.imports.mapping import ColumnUse, Mapping, Role, samples
from indicators.imports.match import actor_by_id
from indicators.imports.models import Upload
from indicators.imports.parsing.parent import parsed
from indicators.imports.table import Cell, Table, text_of

SEARCHED_ROWS = 50
MOST_SHEETS = 8
HIGHEST = 3
ASKED = (Role.ACTOR, Role.INDICATOR, Role.PERIOD)
UNANSWERED = "?"
HEADER_ROW = "header_row"


def draft_of(upload: Upload) -> dict[str, Any] | None:
    """The `understood` of a file that was refused for what it lacks; None when nothing can help.

    Of a workbook, the sheet that lacks least, unless one was chosen.
    """
    if upload.understood.get("fault") != FileFault.NOT_THE_TEMPLATE or not upload.file:
        return None
    if said := _said(upload):
        return _draft(upload, _chosen(upload), lambda table: said)
    drafts = [_draft(upload, sheet, lambda table: _proposed(table, upload)) for sheet in _sheets(upload)]
    return min(filter(None, drafts), key=lambda draft: len(lacking_in(draft)), default=None)


def draft_at(upload: Upload, row: int) -> dict[str, Any] | None:
    """The `understood` of a file whose headings a person has said stand on this row; None when none do."""
    return _draft(upload, _chosen(upload), lambda table: _headings_at(table, row))


def lacking_in(draft: dict[str, Any]) -> list[Role]:
    """What must be said before the file can be read so."""
    return missing(Mapping.from_data(draft["mapping"]))


def _draft(upload: Upload, sheet: str, find: Callable[[Table], Mapping | None]) -> dict[str, Any] | None:
    try:
        with parsed(Path(upload.file.path), upload.file_name, sheet) as file:
            table = file.table
        mapping = find(table)
    except FileError:
        return None
    if mapping is None:
        return None
    mapping = replace(mapping, constants={**_constants(upload), **mapping.constants})
    return {
        "fault": FileFault.NOT_THE_TEMPLATE.value,
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "notes": list(table.notes),
        "mapping": mapping.as_data(),
        "samples": samples(table, mapping),
    }


def _sheets(upload: Upload) -> list[str]:
    if chosen := _chosen(upload):
        return [chosen]
    try:
        with parsed(Path(upload.file.path), upload.file_name) as file:
            table = file.table
    except FileError:
        return []
    return [table.sheet, *(sheet for sheet in table.sheets if sheet != table.sheet)][:MOST_SHEETS]


def _chosen(upload: Upload) -> str:
    return str(upload.options.get("sheet", ""))


def _said(upload: Upload) -> Mapping | None:
    return Mapping.from_data(upload.options["mapping"]) if "mapping" in upload.options else None


def _proposed(table: Table, upload: Upload) -> Mapping | None:
    """As the columns look when as little as possible is answered for them; else the headings alone."""
    known = _constants(upload)
    for asked in chain.from_iterable(combinations(ASKED, n) for n in range(len(ASKED) + 1)):
        given = known | {role.value: UNANSWERED for role in asked}
        try:
            found = propose(table, upload.file_name, layout=upload.layout, constants=given)
        except FileError:
            continue
        # A single cell that reads like a heading is as likely a period among the figures.
        return replace(found, constants=known) if _known(found.columns) > 1 else _headings(table)
    return _headings(table)


def _headings(table: Table) -> Mapping | None:
    """The fullest of the first rows, with its columns for what their headings say, or for nothing."""
    rows = [(number, tuple(_columns(cells))) for number, cells in islice(table.rows(), SEARCHED_ROWS)]
    number, columns = max(rows, key=lambda row: (_words(row[1]), len(row[1])), default=(0, ()))
    return Mapping(header_row=number, columns=columns) if columns else None


def _headings_at(table: Table, row: int) -> Mapping | None:
    """The row, read with the one or two above it where together they say more: a year over its months."""
    near = [each for each in islice(table.rows(), row) if row - HIGHEST < each[0] <= row]
    number, columns = rich_header(near)
    if number != row:
        columns = next((tuple(_columns(cells)) for number, cells in near if number == row), ())
    return Mapping(header_row=row, columns=columns) if columns else None


def _columns(cells: Sequence[Cell]) -> Iterator[ColumnUse]:
    for place, cell in enumerate(cells):
        if text := text_of(cell):
            yield recognise(place, cell) or ColumnUse(column=place, header=text, role=Role.IGNORE)


def _known(columns: Sequence[ColumnUse]) -> int:
    return sum(use.role is not Role.IGNORE for use in columns)


def _words(columns: Sequence[ColumnUse]) -> int:
    return sum(use.role is not Role.IGNORE and not use.period for use in columns)


def _constants(upload: Upload) -> dict[str, str]:
    known = dict(upload.options.get("constants", {}))
    if upload.indicator:
        known[Role.INDICATOR.value] = upload.indicator.slug
    if upload.allowed_actors is not None and len(upload.allowed_actors) == 1:
        known.setdefault(Role.ACTOR.value, actor_by_id(upload.allowed_actors[0]))
    return known
