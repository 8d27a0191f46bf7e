"""What each column is for. Data, so that it can be proposed, shown, corrected by a person and remembered."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from itertools import islice
from typing import Any, Self

from indicators.imports.errors import RecipeError
from indicators.imports.table import Table, column_number, letter, text_of
from indicators.messages import gettext as _


class Role(StrEnum):
    ACTOR = "actor"
    ACTOR_CODE = "actor_code"
    INDICATOR = "indicator"
    PERIOD = "period"
    YEAR = "year"
    TERTIAL = "tertial"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    CATEGORY = "category"
    AGE = "age"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    STATUS = "status"
    AS_OF = "as_of"
    SUM = "sum"
    IGNORE = "ignore"


FIGURE_ROLES = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
CONSTANT_ROLES = (Role.ACTOR, Role.INDICATOR, Role.PERIOD, Role.STATUS, Role.AS_OF, Role.DENOMINATOR)


@dataclass(frozen=True, kw_only=True)
class ColumnUse:
    """One use of one column (0-based `column`); a column may have several, as numerator here and value there.

    `kind`: the actor kind of an actor column. `dimension`: of a column of categories or ages. The rest say
    what a figure column holds when no other column does: `indicator` (code or slug), `period` (its code),
    `categories` (dimension to category), `status` and `as_of` (ISO date).
    """

    column: int
    header: str
    role: Role
    kind: str = ""
    dimension: str = ""
    indicator: str = ""
    period: str = ""
    status: str = ""
    as_of: str = ""
    categories: Dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The column as a person knows it: its header, or its letter where it has none."""
        return self.header or letter(self.column)

    def as_data(self) -> dict[str, Any]:
        """Plain data with the column as its letter, and nothing that is empty."""
        data = {key: value for key, value in asdict(self).items() if value or key == "column"}
        return {**data, "column": letter(self.column), "role": self.role.value}

    @classmethod
    def from_data(cls, data: Dict[str, Any]) -> Self:
        """The opposite of `as_data`. Raises RecipeError for an unknown key, role or column."""
        unknown = set(data) - {each.name for each in fields(cls)}
        if unknown:
            told = _("Ukjent nøkkel for en kolonne: {keys}.")
            raise RecipeError(told.format(keys=", ".join(sorted(unknown))))
        try:
            given = {**data, "column": column_number(data["column"]), "role": Role(data["role"])}
        except (KeyError, ValueError):
            told = _("Kolonnen «{column}» med rollen «{role}» er ikke beskrevet riktig.")
            given = {name: str(data.get(name, "")) for name in ("column", "role")}
            raise RecipeError(told.format(**given)) from None
        return cls(**{"header": "", **given})


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """How to read a table: what its columns are for, and what holds for all of it.

    `header_row`: the row of the headings; data begin below it. `constants`: by role, what no column says (an
    actor, indicator, period, status, as_of or denominator). `categories`: dimension to category for all rows.
    `names`: by role, or by dimension for categories, what a text in this file stands for (`Totalsum` → an
    actor); a row whose text stands for "" is left out on purpose. `actors_on`: the day (ISO) whose actors the
    names mean, when the file tells earlier years by a later map; else each period has its own.
    """

    header_row: int
    columns: tuple[ColumnUse, ...]
    layout: str = ""
    constants: Dict[str, str] = field(default_factory=dict)
    categories: Dict[str, str] = field(default_factory=dict)
    names: Dict[str, Dict[str, str]] = field(default_factory=dict)
    actors_on: str = ""

    def uses(self, *roles: Role) -> tuple[ColumnUse, ...]:
        return tuple(use for use in self.columns if use.role in roles)

    def first(self, role: Role) -> ColumnUse | None:
        return next(iter(self.uses(role)), None)

    def says(self, role: Role) -> bool:
        """Whether a column or a constant answers this."""
        return role in self.constants or bool(self.uses(role))

    def as_data(self) -> dict[str, Any]:
        return {
            "header_row": self.header_row,
            "layout": self.layout,
            "columns": [use.as_data() for use in self.columns],
            "constants": dict(self.constants),
            "categories": dict(self.categories),
            "names": {key: dict(names) for key, names in self.names.items()},
            "actors_on": self.actors_on,
        }

    @classmethod
    def from_data(cls, data: Dict[str, Any]) -> Self:
        """The opposite of `as_data`. Raises RecipeError for what it does not know."""
        unknown = set(data) - {each.name for each in fields(cls)}
        if unknown or "columns" not in data or "header_row" not in data:
            raise RecipeError(_("Beskrivelsen av kolonnene mangler noe eller har ukjente nøkler."))
        check_constants(data.get("constants", {}))
        columns = tuple(ColumnUse.from_data(use) for use in data["columns"])
        return cls(**{**data, "columns": columns})


def samples(table: Table, mapping: Mapping, *, count: int = 3) -> dict[str, list[str]]:
    """The first texts below the heading of each column, by its letter, for a person to see what is in it."""
    found: dict[str, list[str]] = {letter(use.column): [] for use in mapping.columns}
    for number, cells in islice(table.rows(), mapping.header_row + 50):
        for use in mapping.columns if number > mapping.header_row else ():
            texts, text = (
                found[letter(use.column)],
                text_of(cells[use.column]) if use.column < len(cells) else "",
            )
            if text and text not in texts and len(texts) < count:
                texts.append(text[:80])
    return found


def check_constants(given: Iterable[str]) -> None:
    """Raises RecipeError for a constant that is not one of CONSTANT_ROLES."""
    unknown = set(given) - {role.value for role in CONSTANT_ROLES}
    if unknown:
        told = _("«{keys}» kan ikke gjelde for hele filen.")
        raise RecipeError(told.format(keys=", ".join(sorted(unknown))))
