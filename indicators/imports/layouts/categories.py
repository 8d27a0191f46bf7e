"""A breakdown as columns: the heading of each figure column is a category of one and the same dimension."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_noop

from indicators.imports.headers import fold
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role
from indicators.imports.match import ALL

NAME = gettext_noop("Kategorier som kolonner")


def propose(header_row: int, columns: tuple[ColumnUse, ...]) -> Mapping | None:
    """Fits when two or more headings name categories of one dimension. A column for all is taken too."""
    divided = [use for use in columns if use.categories and not use.period and not use.indicator]
    dimensions = {dimension for use in divided for dimension in use.categories}
    plain = [use for use in columns if use.role in FIGURE_ROLES and use not in divided]
    by_row = any(use.role == Role.CATEGORY and use.dimension in dimensions for use in columns)
    if len(divided) < 2 or len(dimensions) != 1 or plain or by_row:
        return None
    kept = tuple(
        replace(use, role=Role.VALUE) if use.role == Role.IGNORE and fold(use.header) in ALL else use
        for use in columns
    )
    return Mapping(header_row=header_row, columns=kept)
