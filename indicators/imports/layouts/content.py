"""What a column seems to be for by what stands in it, where its heading says nothing we know."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from indicators.imports.headers import period_of
from indicators.imports.layouts.rich import is_indicator
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Role
from indicators.imports.table import Cell, Row, text_of
from indicators.measurements.values import NumberError, parse_number

_CODE = re.compile(r"(?:[Kk]-)?[0-9]{4}(?:\.0)?|[0-9]{9}")
_CODE_AND_NAME = re.compile(r"(?:[Kk]-)?[0-9]{4}[ :–-]+[^\W\d_].*")
_YEARS = range(1990, 2101)
_PERIODS = (Role.PERIOD, Role.YEAR, Role.TERTIAL, Role.QUARTER, Role.MONTH, Role.WEEK)


def by_content(
    columns: Sequence[ColumnUse], unknown: Sequence[ColumnUse], rows: Sequence[Row], answered: set[str]
) -> list[ColumnUse]:
    """`columns` with each of the `unknown` that its cells explain. `answered`: roles that hold for the file.

    A column is taken only for what nothing else says, and a plain number only when there is no doubt which.
    """
    known = list(columns)

    def free(*roles: Role) -> bool:
        return not any(use.role in roles for use in known) and not answered.intersection(roles)

    told = any(use.period for use in known)
    for role, kin, fits in _GUESSES:
        fitting = [use for use in unknown if use not in known and fits(_cells(use, rows))]
        if fitting and free(*kin) and not (role == Role.PERIOD and told):
            known.append(_as(fitting[0], role))
    if not any(use.role in FIGURE_ROLES for use in known):
        taken = {use.column for use in known}
        numbers = [use for use in unknown if use.column not in taken and _are_numbers(_cells(use, rows))]
        if len(numbers) == 1:
            known.append(_as(numbers[0], Role.VALUE))
    return known


def _as(use: ColumnUse, role: Role) -> ColumnUse:
    return ColumnUse(column=use.column, header=use.header, role=role)


def _cells(use: ColumnUse, rows: Sequence[Row]) -> list[Cell]:
    found = [cells[use.column] for _number, cells in rows if len(cells) > use.column]
    return [cell for cell in found if text_of(cell)]


def _are_codes(cells: list[Cell]) -> bool:
    texts = [text_of(cell) for cell in cells]
    if not texts or not all(map(_CODE.fullmatch, texts)):
        return False
    return not all(text.isdigit() and int(text) in _YEARS for text in texts)


def _are_coded_names(cells: list[Cell]) -> bool:
    return bool(cells) and all(_CODE_AND_NAME.fullmatch(text_of(cell)) for cell in cells)


def _are_periods(cells: list[Cell]) -> bool:
    return bool(cells) and all(
        (period := period_of(cell)) is not None and period.start.year in _YEARS for cell in cells
    )


def _are_indicators(cells: list[Cell]) -> bool:
    return bool(cells) and all(is_indicator(text_of(cell)) for cell in cells)


def _are_numbers(cells: list[Cell]) -> bool:
    return bool(cells) and all(map(_is_number, cells))


def _is_number(cell: Cell) -> bool:
    try:
        parse_number(cell)
    except NumberError:
        return False
    return True


_GUESSES: tuple[tuple[Role, tuple[Role, ...], Callable[[list[Cell]], bool]], ...] = (
    (Role.ACTOR, (Role.ACTOR, Role.ACTOR_CODE), _are_coded_names),
    (Role.PERIOD, _PERIODS, _are_periods),
    (Role.ACTOR_CODE, (Role.ACTOR_CODE, Role.ACTOR), _are_codes),
    (Role.INDICATOR, (Role.INDICATOR,), _are_indicators),
)
