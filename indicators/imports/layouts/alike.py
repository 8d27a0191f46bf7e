"""«Antall» beside «Andel»: two figures of the same thing, and an indicator is told as one of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping as Dict
from dataclasses import replace
from functools import cache

from indicators.catalogue.definition import load_definitions
from indicators.imports.headers import fold
from indicators.imports.layouts.rich import contents_of, indicator_of
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role

_NUMBERS = {"antall", "tall", "number"}
_PARTS = {"andel", "prosent", "prosentandel", "rate", "gjennomsnitt"}


def twice(mapping: Mapping) -> list[ColumnUse]:
    """Figure columns that say they hold the same figure."""
    return next((uses for uses in _same(mapping) if len(uses) > 1), [])


def one_of_each(mapping: Mapping) -> Mapping:
    """Of a number and a part of the same, the one the indicator of the file is told as; the other is not for
    reading. What the headings do not decide is left as it is.
    """
    kind = _kinds().get(indicator_of(mapping.constants.get(Role.INDICATOR.value, "")), "")
    passed: set[int] = set()
    for uses in _same(mapping) if kind else ():
        words = {use.column: fold(contents_of(use.header) or use.header) for use in uses}
        wanted, other = (_NUMBERS, _PARTS) if kind == "count" else (_PARTS, _NUMBERS)
        rest = [use for use in uses if words[use.column] in other]
        if (
            len(uses) > 1
            and all(words[use.column] in wanted | other for use in uses)
            and len(rest) < len(uses)
        ):
            passed.update(use.column for use in rest)
    kept = tuple(
        ColumnUse(column=use.column, header=use.header, role=Role.IGNORE) if use.column in passed else use
        for use in mapping.columns
    )
    return replace(mapping, columns=kept)


@cache
def _kinds() -> dict[str, str]:
    return {each.slug: each.kind for each in load_definitions()}


def _same(mapping: Mapping) -> list[list[ColumnUse]]:
    found: dict[object, list[ColumnUse]] = defaultdict(list)
    for use in mapping.uses(*FIGURE_ROLES):
        about = (use.role, use.indicator, use.period, use.status, use.as_of, *sorted(use.categories.items()))
        found[about].append(use)
    return list(found.values())


def who_twice(mapping: Mapping, declared: Dict[int, str]) -> list[ColumnUse]:
    """Columns that say the same of whom a row is about, as in tables side by side. `declared`: what the file
    itself says columns are for.
    """
    found: dict[object, list[ColumnUse]] = defaultdict(list)
    for use in mapping.uses(Role.ACTOR, Role.ACTOR_CODE):
        found[use.role, fold(use.header) if use.column not in declared else ""].append(use)
    return next((uses for uses in found.values() if len(uses) > 1), [])
