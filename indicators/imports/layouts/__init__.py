"""A layout is one file and one line here: it says whether recognised columns make sense its way, and how.

A layout module answers `NAME` and `propose(header_row, columns)`: a Mapping, or None when it does not fit.
"""

from __future__ import annotations

from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Protocol, cast

from indicators.imports.errors import FileError, FileFault
from indicators.imports.headers import recognise
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role
from indicators.imports.table import Cell, Table, text_of

LAYOUTS = {
    "wide": "indicators.imports.layouts.wide",
    "long": "indicators.imports.layouts.long",
}
SEARCHED_ROWS = 50

_PERIODS = (Role.PERIOD, Role.YEAR, Role.TERTIAL, Role.QUARTER, Role.MONTH, Role.WEEK)
_MISSING = {
    Role.ACTOR: "en kolonne som sier hvem tallet gjelder (for eksempel «kommunenr» eller «kommune»)",
    Role.PERIOD: "en kolonne for perioden (for eksempel «periode» eller «år»)",
    Role.INDICATOR: "hvilken måleindikator tallene gjelder (kolonnen «indikator», eller ett valg for filen)",
    Role.VALUE: "en kolonne med tall (for eksempel «verdi», eller «teller» og «nevner»)",
}


class Layout(Protocol):
    NAME: str

    def propose(self, header_row: int, columns: tuple[ColumnUse, ...]) -> Mapping | None: ...


@cache
def layout_for(code: str) -> Layout:
    """The layout of that code. KeyError when there is none."""
    return cast(Layout, import_module(LAYOUTS[code]))


def propose(table: Table, name: str, *, layout: str = "", constants: Dict[str, str] | None = None) -> Mapping:
    """What the columns seem to be for, judged by the row among the first 50 that reads most like headings.

    `constants` answer by role what no column does. Raises FileError, NOT_THE_TEMPLATE, with what is missing.
    """
    given = dict(constants or {})
    header_row, columns = _best_header(table)
    mapping = _fitting([layout] if layout else list(LAYOUTS), header_row, columns)
    if mapping is None and layout and columns:
        detail = f"Oppsettet «{layout_for(layout).NAME}» passer ikke til overskriftene på rad {header_row}."
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
    mapping = replace(mapping or Mapping(header_row=header_row, columns=columns), constants=given)
    if lacking := missing(mapping):
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=_said(lacking, mapping))
    return mapping


def _fitting(layouts: list[str], header_row: int, columns: tuple[ColumnUse, ...]) -> Mapping | None:
    for code in layouts:
        if mapping := layout_for(code).propose(header_row, columns):
            return replace(mapping, layout=code)
    return None


def missing(mapping: Mapping) -> list[Role]:
    """What neither a column nor a constant answers."""
    figures = mapping.uses(*FIGURE_ROLES)
    lacking = []
    if not mapping.says(Role.ACTOR) and not mapping.uses(Role.ACTOR_CODE):
        lacking.append(Role.ACTOR)
    if not mapping.says(Role.INDICATOR) and not (figures and all(use.indicator for use in figures)):
        lacking.append(Role.INDICATOR)
    if not (mapping.says(Role.PERIOD) or mapping.uses(*_PERIODS)) and not (
        figures and all(use.period for use in figures)
    ):
        lacking.append(Role.PERIOD)
    if not figures:
        lacking.append(Role.VALUE)
    return lacking


def _best_header(table: Table) -> tuple[int, tuple[ColumnUse, ...]]:
    best: tuple[int, tuple[ColumnUse, ...]] = (0, ())
    for number, cells in islice(table.rows(), SEARCHED_ROWS):
        columns = _recognised(cells)
        if sum(use.role != Role.IGNORE for use in columns) > sum(use.role != Role.IGNORE for use in best[1]):
            best = (number, columns)
    return best


def _recognised(cells: Sequence[Cell]) -> tuple[ColumnUse, ...]:
    found = []
    for place, cell in enumerate(cells):
        use = recognise(place, cell)
        if use is None and text_of(cell):
            use = ColumnUse(column=place, header=text_of(cell), role=Role.IGNORE)
        if use is not None:
            found.append(use)
    return tuple(found)


def _said(lacking: list[Role], mapping: Mapping) -> str:
    wants = " · ".join(_MISSING[role] for role in lacking)
    if not mapping.columns:
        return f"{wants}. Ingen av de første radene ser ut som overskrifter."
    headers = ", ".join(f"«{use.header}»" for use in mapping.columns[:12])
    return f"{wants}. Overskriftene på rad {mapping.header_row} er {headers}."
