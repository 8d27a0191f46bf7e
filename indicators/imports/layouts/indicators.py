"""Indicators as columns: the heading of each figure column is an indicator's code, slug or title."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_noop

from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role

NAME = gettext_noop("Måleindikatorer som kolonner")


def propose(header_row: int, columns: tuple[ColumnUse, ...]) -> Mapping | None:
    """Fits when headings name indicators, and no column says which indicator a row is about."""
    named = [use for use in columns if use.indicator and not use.period]
    plain = [use for use in columns if use.role in FIGURE_ROLES and not use.indicator]
    if not named or any(use.role == Role.INDICATOR for use in columns) or (plain and len(named) < 2):
        return None
    kept = tuple(replace(use, role=Role.IGNORE, period="") if use in plain else use for use in columns)
    return Mapping(header_row=header_row, columns=kept)
