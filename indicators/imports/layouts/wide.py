"""Periods as columns: the heading of each figure column says its period."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_noop

from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role

NAME = gettext_noop("Perioder som kolonner")


def propose(header_row: int, columns: tuple[ColumnUse, ...]) -> Mapping | None:
    """Fits when headings name periods and no other column holds the figures or the period."""
    periods = [use for use in columns if use.period]
    plain = [use for use in columns if use.role in FIGURE_ROLES and not use.period]
    has_period = any(use.role in (Role.PERIOD, Role.YEAR) for use in columns)
    if not periods or has_period or (plain and len(periods) < 2):
        return None
    kept = tuple(
        replace(use, role=Role.IGNORE, indicator="", categories={}) if use in plain else use
        for use in columns
    )
    return Mapping(header_row=header_row, columns=kept)
