"""A mapping made ready for use: which cells of a row answer which question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from indicators.actors.models import ActorKind
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role
from indicators.imports.table import Cell, text_of

_NARROWEST_FIRST = {kind: -place for place, kind in enumerate(ActorKind.values)}
_PARTS = {
    Role.WEEK: "{year}-W{part:0>2}",
    Role.MONTH: "{year}-{part:0>2}",
    Role.TERTIAL: "{year}-T{part}",
    Role.QUARTER: "{year}-K{part}",
}


_ABOUT = (Role.INDICATOR, Role.PERIOD, Role.YEAR, *_PARTS, Role.CATEGORY, Role.AGE, Role.STATUS, Role.AS_OF)


class Said(NamedTuple):
    """What the file says in one place: the column's name, the text, and the cell itself where it is one."""

    column: str = ""
    text: str = ""
    cell: Cell = None


class SaidActor(NamedTuple):
    """The code and the name a row gives for its actor, and the kind the column promises."""

    code: Said
    name: Said
    kind: str

    @property
    def shown(self) -> Said:
        return self.code if self.code.text else self.name


@dataclass(frozen=True)
class Group:
    """The columns that together make one figure. `fixed` holds what is the same for all of it, by role."""

    columns: dict[Role, ColumnUse]
    fixed: dict[Role, str]
    categories: dict[str, str]
    denominator: str = ""

    @cached_property
    def name(self) -> str:
        return next(iter(self.columns.values())).name

    def cells(self, cells: Sequence[Cell]) -> dict[Role, Cell]:
        """The figure cells that say something, by role."""
        found = {role: cells[use.column] for role, use in self.columns.items() if text_of(cells[use.column])}
        if self.denominator and Role.NUMERATOR in found and Role.DENOMINATOR not in found:
            found[Role.DENOMINATOR] = self.denominator
        return found

    def said(self, role: Role, cells: Sequence[Cell]) -> Said:
        use = self.columns.get(role) or next(iter(self.columns.values()))
        return _said(use, cells)


class Plan:
    """Answers what a row's cells say, by its mapping. Rows are at least as wide as the mapping."""

    def __init__(self, mapping: Mapping) -> None:
        self.groups = _groups(mapping)
        self._constants = mapping.constants
        self._first = {role: mapping.first(role) for role in Role}
        self._code = mapping.first(Role.ACTOR_CODE)
        self._names = sorted(mapping.uses(Role.ACTOR), key=lambda use: _NARROWEST_FIRST.get(use.kind, 0))
        self._parts = [(use, _PARTS[use.role]) for use in mapping.uses(*_PARTS)]
        self._dimensions = mapping.uses(Role.CATEGORY, Role.AGE)
        self.actor_columns = [use.column for use in mapping.uses(Role.ACTOR_CODE, Role.ACTOR)]
        self.about_columns = [use.column for use in mapping.uses(*_ABOUT)]
        self._categories = mapping.categories

    def said(self, role: Role, cells: Sequence[Cell], group: Group) -> Said:
        """What is fixed for the group, else what the row's own column says, else what holds for the file."""
        if fixed := group.fixed.get(role):
            return Said(group.name, fixed, fixed)
        if use := self._first[role]:
            return _said(use, cells)
        constant = self._constants.get(role, "")
        return Said("", constant, constant)

    def period(self, cells: Sequence[Cell], group: Group) -> Said:
        """The period as written. A year in one column and a month, week … in another are put together."""
        said = self.said(Role.PERIOD, cells, group)
        if group.fixed.get(Role.PERIOD):
            return said
        year = self._first[Role.YEAR]
        whole = said if said.text or year is None else _said(year, cells)
        for use, form in self._parts:
            if part := _said(use, cells).text:
                text = form.format(year=whole.text, part=part) if part.isdigit() else f"{part} {whole.text}"
                return Said(use.name, text)
        return whole

    def actor(self, cells: Sequence[Cell]) -> SaidActor:
        """The narrowest actor the row names: an empty bydel means the area in the column beside it."""
        code = _said(self._code, cells) if self._code else Said()
        for named in self._names:
            if (name := _said(named, cells)).text:
                return SaidActor(code, name, named.kind)
        if self._names and not code.text:
            return SaidActor(code, _said(self._names[0], cells), "")
        return SaidActor(code if code.column else Said("", self._constants.get(Role.ACTOR, "")), Said(), "")

    def categories(self, cells: Sequence[Cell], group: Group) -> Iterator[tuple[str, Said]]:
        """Each dimension and what is said about it. A column wins over what holds for the group or file."""
        fixed = {**self._categories, **group.categories}
        for use in self._dimensions:
            fixed.pop(use.dimension, None)
            yield use.dimension, _said(use, cells)
        for dimension, text in fixed.items():
            yield dimension, Said(group.name, text, text)


def _groups(mapping: Mapping) -> tuple[Group, ...]:
    """Figure columns about the same indicator, period and categories belong together, one per role."""
    found: dict[object, Group] = {}
    for use in mapping.uses(*FIGURE_ROLES):
        fixed = {
            Role.INDICATOR: use.indicator,
            Role.PERIOD: use.period,
            Role.STATUS: use.status,
            Role.AS_OF: use.as_of,
        }
        same = (*fixed.values(), *sorted(use.categories.items()))
        group = found.setdefault(
            same,
            Group(
                columns={},
                fixed={role: text for role, text in fixed.items() if text},
                categories=dict(use.categories),
                denominator=mapping.constants.get(Role.DENOMINATOR, ""),
            ),
        )
        group.columns.setdefault(use.role, use)
    return tuple(found.values())


def _said(use: ColumnUse, cells: Sequence[Cell]) -> Said:
    cell = cells[use.column]
    return Said(use.name, text_of(cell), cell)
