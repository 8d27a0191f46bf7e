"""Single years of age: their rows are added together to the age groups of the catalogue, and to everybody.

A file by single year has each person once, so such a sum is sure where every year of the group is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from indicators.catalogue.definition import load_definitions
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.imports.mapping import FIGURE_ROLES, Mapping, Role
from indicators.imports.table import Row, text_of

_YEAR = re.compile(
    r"(\d{1,3})\s?(?:years?|år|åring(?:er)?)?"
    r"(?P<more>\s(?:or|and)\s(?:older|over)|\s(?:og|eller)\s(?:eldre|over)|\+)?",
    re.IGNORECASE,
)
_GROUP = re.compile(r"(\d+)(?:-(\d+)|\+)")
_FEWEST = 10


class Year(NamedTuple):
    """`and_over`: this year of age and all above it."""

    age: int
    and_over: bool = False


class AgeGroup(NamedTuple):
    """From `first` to `last`, both within; without a last, all above too."""

    first: int
    last: int | None = None

    def holds(self, year: Year) -> bool:
        return self.first <= year.age and (self.last is None or (year.age <= self.last and not year.and_over))

    def is_whole(self, years: Iterable[Year]) -> bool:
        """Whether these are all years of the group."""
        found = set(years)
        tops = [one.age for one in found if one.and_over]
        if self.last is None and len(tops) != 1:
            return False
        last = tops[0] if self.last is None else self.last
        return last >= self.first and {one.age for one in found} >= set(range(self.first, last + 1))


EVERYBODY = AgeGroup(0)


@cache
def age_groups(dimension: str) -> dict[str, AgeGroup]:
    """The groups of a dimension by their keys; none when it is not one of age."""
    keys = [
        each.key for one in load_vocabulary().breakdowns if one.key == dimension for each in one.categories
    ]
    found = {key: match for key in keys if (match := _GROUP.fullmatch(key))}
    if len(found) < len(keys):
        return {}
    return {key: AgeGroup(int(one[1]), int(one[2]) if one[2] else None) for key, one in found.items()}


def year_of(text: str) -> Year | None:
    """«7 years», «7 år», «105 år eller eldre». None for anything else."""
    found = _YEAR.fullmatch(text.strip())
    return Year(int(found[1]), bool(found["more"])) if found else None


def by_single_years(mapping: Mapping, rows: Sequence[Row]) -> Mapping:
    """The mapping with a column of age read as single years, where the rows have them and the indicator is a
    count that may be added together; else itself."""
    (use,) = mapping.uses(Role.CATEGORY)[:1] or (None,)
    if use is None or not age_groups(use.dimension) or not _may_be_added(mapping, use.dimension):
        return mapping
    cells = (cells for number, cells in rows if number > mapping.header_row and use.column < len(cells))
    texts = {text for each in cells if (text := text_of(each[use.column]))}
    if sum(year_of(text) is not None for text in texts) < max(_FEWEST, len(texts) - 1):  # one may be a total
        return mapping
    columns = (replace(each, role=Role.AGE) if each is use else each for each in mapping.columns)
    return replace(mapping, columns=tuple(columns))


def _may_be_added(mapping: Mapping, dimension: str) -> bool:
    slugs = {use.indicator for use in mapping.uses(*FIGURE_ROLES) if use.indicator}
    slugs = slugs or {mapping.constants.get(Role.INDICATOR, "")}
    known = [each for each in load_definitions() if each.slug in slugs]
    return bool(known) and all(
        each.kind == "count" and each.additive and dimension in each.breakdowns for each in known
    )
