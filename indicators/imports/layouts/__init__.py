"""A layout is one file and one line here: it says whether recognised columns make sense its way, and how.

A layout module answers `NAME` and `propose(header_row, columns)`: a Mapping, or None when it does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from dataclasses import replace
from functools import cache
from importlib import import_module
from itertools import islice
from typing import Protocol, cast

from indicators.imports.errors import FileError, FileFault
from indicators.imports.headers import recognise
from indicators.imports.layouts.ages import by_single_years
from indicators.imports.layouts.alike import one_of_each, twice, who_twice
from indicators.imports.layouts.content import by_content
from indicators.imports.layouts.headings import first_texts, plain_header, rich_header
from indicators.imports.layouts.rich import is_told
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role
from indicators.imports.table import Row, Table, letter, text_of
from indicators.messages import Message, gettext_noop, listed
from indicators.messages import gettext as _

LAYOUTS = {
    "wide": "indicators.imports.layouts.wide",
    "indicators": "indicators.imports.layouts.indicators",
    "categories": "indicators.imports.layouts.categories",
    "long": "indicators.imports.layouts.long",
}
SEARCHED_ROWS = 50
SAMPLED_ROWS = 200

_PERIODS = (Role.PERIOD, Role.YEAR, Role.TERTIAL, Role.QUARTER, Role.MONTH, Role.WEEK)
_MISSING = {
    Role.ACTOR: gettext_noop(
        "en kolonne som sier hvem tallet gjelder (for eksempel «kommunenr» eller «kommune»)"
    ),
    Role.PERIOD: gettext_noop("en kolonne for perioden (for eksempel «periode» eller «år»)"),
    Role.INDICATOR: gettext_noop(
        "hvilken måleindikator tallene gjelder (kolonnen «indikator», eller ett valg for filen)"
    ),
    Role.VALUE: gettext_noop("en kolonne med tall (for eksempel «verdi», eller «teller» og «nevner»)"),
}


class Layout(Protocol):
    NAME: str

    def propose(self, header_row: int, columns: tuple[ColumnUse, ...]) -> Mapping | None: ...


@cache
def layout_for(code: str) -> Layout:
    """The layout of that code. KeyError when there is none."""
    return cast(Layout, import_module(LAYOUTS[code]))


def propose(table: Table, name: str, *, layout: str = "", constants: Dict[str, str] | None = None) -> Mapping:
    """What the columns seem to be for, judged by the rows among the first that read most like headings.

    Headings known by their words are enough where they answer everything. Else all a heading may say is
    looked at, two or three rows together, and then what stands in the columns. `constants` answer by role
    what no column does. Raises FileError, NOT_THE_TEMPLATE, with what is missing.
    """
    given = dict(constants or {})
    rows = list(islice(table.rows(), SEARCHED_ROWS + SAMPLED_ROWS))
    layouts = [layout] if layout else list(LAYOUTS)
    if not table.declared:
        plain = _proposal(layouts, *plain_header(rows[:SEARCHED_ROWS]), given)
        if plain.layout and not _unsure(plain, table, rows):
            return by_single_years(plain, rows)
    mapping = _proposal(layouts, *_columns(table, rows, given), given)
    if not mapping.layout and layout and mapping.columns:
        detail = _("Oppsettet «{layout}» passer ikke til overskriftene på rad {row}.")
        detail = detail.format(layout=layout_for(layout).NAME, row=mapping.header_row)
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
    if unsure := _unsure(mapping, table, rows):
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=unsure)
    return by_single_years(mapping, rows)


def _unsure(mapping: Mapping, table: Table, rows: list[Row]) -> str:
    """What must be asked about the columns, "" when nothing must."""
    if lacking := missing(mapping):
        return _said(lacking, mapping)
    if same := twice(mapping):
        text = _("{columns} ser ut til å holde det samme tallet. Velg hvilken kolonne som skal leses.")
        return text.format(columns=_lettered(same))
    if same := who_twice(mapping, table.declared):
        text = _(
            "{columns} sier begge hvem tallet gjelder. Velg hvilken som skal leses. Står det flere tabeller "
            "ved siden av hverandre, legg dem under hverandre."
        )
        return text.format(columns=_lettered(same[:2]))
    if lower := _lower_headings(mapping, rows):
        return _(
            "Overskriftene går over flere rader, og vi forstår ikke {texts} under rad {row}. Skriv hver "
            "overskrift på én rad, eller velg hva kolonnene er."
        ).format(texts=", ".join(f"«{text}»" for text in lower[:4]), row=mapping.header_row)
    return ""


def _lettered(columns: list[ColumnUse]) -> str:
    return ", ".join(f"«{use.header}» ({letter(use.column)})" for use in columns)


def _lower_headings(mapping: Mapping, rows: list[Row]) -> list[str]:
    """What stands just under headings that span several columns; nothing where figures stand there.

    Read as a row, the figures of the first of the columns would pass for the figures of them all.
    """
    below = next((cells for number, cells in rows if number > mapping.header_row and any(cells)), ())
    texts = {place: text_of(cell) for place, cell in enumerate(below) if text_of(cell)}
    headed = {use.column for use in mapping.columns if use.header}
    spanning = {use.column for use in mapping.uses(*FIGURE_ROLES) if use.column + 1 not in headed}
    spanned = {place for place in texts if place not in headed and place - 1 in spanning}
    under = [text for place, text in texts.items() if place in spanning | spanned]
    is_heading = spanned and all(re.search(r"[^\W\d_]", text) for text in under)
    return under if is_heading else []


def _proposal(
    layouts: list[str], header_row: int, columns: tuple[ColumnUse, ...], constants: Dict[str, str]
) -> Mapping:
    mapping = _fitting(layouts, header_row, columns)
    if mapping is None:  # what only a layout could have made figures is not figures
        columns = tuple(replace(use, role=Role.IGNORE) if is_told(use) else use for use in columns)
        mapping = Mapping(header_row=header_row, columns=columns)
    return one_of_each(replace(mapping, constants=dict(constants)))


def _columns(table: Table, rows: list[Row], constants: Dict[str, str]) -> tuple[int, tuple[ColumnUse, ...]]:
    """The header row, and each column by its heading, by what the file declares, or by what stands in it."""
    header_row, columns = rich_header(rows[:SEARCHED_ROWS])
    if not columns:
        header_row, columns = first_texts(rows[:SEARCHED_ROWS])
    declared = {
        column: ColumnUse(column=column, header=use.header, role=Role(role))
        for column, role in table.declared.items()
        for use in columns
        if use.column == column and not (Role(role) == Role.INDICATOR and role in constants)
    }
    data = [row for row in rows if row[0] > header_row][:SAMPLED_ROWS]
    known = [declared.get(use.column, use) for use in columns]
    headed = {use.column for use in columns}
    unknown = [
        use
        for use in known
        if use.role == Role.IGNORE and use.column not in table.declared and recognise(0, use.header) is None
    ] + [
        ColumnUse(column=place, header="", role=Role.IGNORE)
        for place in range(max((len(cells) for _number, cells in data), default=0))
        if place not in headed
    ]
    found = by_content([use for use in known if use not in unknown], unknown, data, set(constants))
    taken = {use.column for use in found}
    left = [use for use in unknown if use.column not in taken and use.header]
    return header_row, tuple(sorted([*found, *left], key=lambda use: use.column))


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


def _said(lacking: list[Role], mapping: Mapping) -> Message:
    wants = listed([_(_MISSING[role]) for role in lacking])
    headers = ", ".join(f"«{use.header}»" for use in mapping.columns[:12] if use.header)
    if not headers:
        return _("{wants}. Ingen av de første radene ser ut som overskrifter.").format(wants=wants)
    if not mapping.header_row:
        return _("{wants}. Nøklene er {headers}.").format(wants=wants, headers=headers)
    told = _("{wants}. Overskriftene på rad {row} er {headers}.")
    return told.format(wants=wants, row=mapping.header_row, headers=headers)
