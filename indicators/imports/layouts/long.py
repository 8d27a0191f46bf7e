"""One value a row: actor, period and indicator stand in columns of their own."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_noop

from indicators.imports.layouts.rich import is_told
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role

NAME = gettext_noop("Én verdi per rad")


def propose(header_row: int, columns: tuple[ColumnUse, ...]) -> Mapping | None:
    """Fits when a column holds plain figures. A heading that itself says a period, an indicator or a category
    is then not for reading.
    """
    if not any(use.role in FIGURE_ROLES and not is_told(use) for use in columns):
        return None
    kept = tuple(
        replace(use, role=Role.IGNORE, period="", indicator="", categories={}) if is_told(use) else use
        for use in columns
    )
    return Mapping(header_row=header_row, columns=kept)
