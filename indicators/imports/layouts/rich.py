"""Headings that say what their figures are about: an indicator, a category, or both, as «2022 / Teller»."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, reduce

from indicators.catalogue.definition import load_definitions
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.imports.headers import fold, period_of, recognise
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Role
from indicators.imports.table import Cell, text_of

JOINT = " / "
_PERIODS = (Role.PERIOD, Role.YEAR, Role.TERTIAL, Role.QUARTER, Role.MONTH, Role.WEEK)
# A figure under such a heading is not what was measured in the period it names.
# «Planlagt» and «Målt» are something else than a plan and a goal.
_NOT_MEASURED = re.compile(
    r"endring|differanse|avvik|ambisjon|prognose|change|target|(?:mål|plan)(?:et|en|tall|verdi)?(?![^\W\d_])",
    re.IGNORECASE,
)


def recognise_rich(column: int, cell: Cell) -> ColumnUse | None:
    """What the heading says with all its parts, or None. What `recognise` knows is known here too."""
    header = text_of(cell)
    if not header:
        return None
    if _NOT_MEASURED.match(header):
        return recognise(column, cell)
    parts = [part.strip() for part in header.split(JOINT) if part.strip()]
    if len(parts) == 1:
        found = _part(column, header) if isinstance(cell, str) else recognise(column, cell)
        return found or _with_period(column, header)
    uses = [_part(column, part) for part in _whole_periods(parts)]
    joined = reduce(_both, uses) if all(uses) else None
    return replace(joined, header=header) if joined else None


def _whole_periods(parts: list[str]) -> list[str]:
    """«2023» over «november» is November 2023, and so with tertials, quarters and weeks."""
    years = [part for part in parts if part.isdigit() and period_of(part)]
    for part in parts if len(years) == 1 else ():
        if part not in years and (found := period_of(f"{part} {years[0]}")):
            return [found.code if each == years[0] else each for each in parts if each != part]
    return parts


def contents_of(header: str) -> str:
    """What stands beside the period in «Persons 2024»; "" when the heading is not of that sort."""
    found = _split(JOINT.join(_whole_periods(header.split(JOINT))))
    return found[0] if found and not _NOT_MEASURED.match(header) else ""


def is_told(use: ColumnUse) -> bool:
    """Whether the heading itself says what the figures are about, rather than what they are called."""
    return bool(use.period or use.indicator or use.categories)


def _part(column: int, text: str) -> ColumnUse | None:
    if use := recognise(column, text):
        return use
    folded = fold(text)
    if slug := _indicators().get(folded):
        return ColumnUse(column=column, header=text, role=Role.VALUE, indicator=slug)
    if found := _categories().get(folded):
        dimension, code = found
        return ColumnUse(column=column, header=text, role=Role.VALUE, categories={dimension: code})
    return None


def _with_period(column: int, header: str) -> ColumnUse | None:
    """«Teller 2023» and «Persons 2024»: a period first or last, and beside it what the figures are."""
    found = _split(header)
    if not found:
        return None
    contents, period = found
    use = _part(column, contents)
    if use is None:
        return ColumnUse(column=column, header=header, role=Role.VALUE, period=period)
    told = ColumnUse(column=column, header=header, role=Role.VALUE, period=period)
    joined = _both(use, told)
    return replace(joined, header=header) if joined else None


def _split(header: str) -> tuple[str, str] | None:
    words = header.replace("(", " ").replace(")", " ").replace(",", " ").replace(":", " ").split()
    for count in range(min(3, len(words) - 1), 0, -1):
        for period, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            if found := period_of(" ".join(period)):
                return " ".join(rest), found.code
    return None


def _both(first: ColumnUse | None, second: ColumnUse | None) -> ColumnUse | None:
    """Two parts of one heading as one use; None when they contradict each other."""
    if first is None or second is None:
        return None
    if is_told(second) and not is_told(first) and first.role not in FIGURE_ROLES:
        return second if _names(first, second) else None
    if is_told(first) and not is_told(second) and second.role not in FIGURE_ROLES:
        return first if _names(second, first) else None
    if not is_told(first) and not is_told(second):
        return second if first.role == second.role else None
    if (first.period and second.period) or (first.indicator and second.indicator):
        return None
    role = next((use.role for use in (second, first) if use.role != Role.VALUE), Role.VALUE)
    return replace(
        first,
        role=role,
        period=first.period or second.period,
        indicator=first.indicator or second.indicator,
        categories={**first.categories, **second.categories},
    )


def _names(title: ColumnUse, told: ColumnUse) -> bool:
    """Whether a part is only the name of what the other says: «År / 2022», «Alder / 80+»."""
    if title.role in _PERIODS:
        return bool(told.period)
    if title.role == Role.INDICATOR:
        return bool(told.indicator)
    return title.role == Role.CATEGORY and title.dimension in told.categories


@cache
def _indicators() -> dict[str, str]:
    """Every code, slug and title to its slug; a title that two share names neither."""
    titles: dict[str, str] = {}
    sure: dict[str, str] = {}
    for each in load_definitions():
        for title in {fold(each.title.nb), fold(each.title.nn or "")} - {""}:
            titles[title] = "" if title in titles else each.slug
        sure |= {fold(code.code): each.slug for code in each.codes} | {fold(each.slug): each.slug}
    return {title: slug for title, slug in titles.items() if slug} | sure


@cache
def _categories() -> dict[str, tuple[str, str]]:
    """Every key and name of a category that belongs to one dimension alone."""
    found: dict[str, set[tuple[str, str]]] = {}
    for dimension in load_vocabulary().breakdowns:
        for each in dimension.categories:
            for name in (each.key, each.name.nb, each.name.nn or each.key):
                found.setdefault(fold(name), set()).add((dimension.key, each.key))
    return {name: next(iter(places)) for name, places in found.items() if len(places) == 1}


def indicator_of(text: str) -> str:
    """The slug of the indicator with this code, slug or title; "" when there is none."""
    return _indicators().get(fold(text), "")


def is_indicator(text: str) -> bool:
    return bool(indicator_of(text))
