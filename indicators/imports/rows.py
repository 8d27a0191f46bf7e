"""Reads rows by their mapping and gives each value with all its faults.

What a row is about, who it is about and what its figure is are each worked out once for the same cells and
then remembered: a file has few of each, and a hundred thousand rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from operator import itemgetter
from typing import TypeVar

from indicators.imports.mapping import Mapping
from indicators.imports.match import Matcher
from indicators.imports.plan import Group, Plan
from indicators.imports.staging import NEW, REJECTED, Staged
from indicators.imports.table import is_blank
from indicators.imports.understanding import About, Cells, Fault, Understanding, What, Who

R = TypeVar("R")

_REMEMBERED = 200_000
_WIDEST_RAW = 200


class RowReader:
    """`upload`: the id rows are staged under. `left_out` counts rows the mapping says are not for reading."""

    def __init__(self, *, upload: int, mapping: Mapping, matcher: Matcher, today: date) -> None:
        plan = Plan(mapping)
        self._lanes = [
            Lane(upload, plan, group, Understanding(plan, group, matcher, today)) for group in plan.groups
        ]
        self._width = 1 + max(use.column for use in mapping.columns)
        self.left_out = 0

    def read(self, number: int, cells: Cells) -> Iterator[Staged]:
        """The values of one row. None for a blank row, nor for blank cells among several figure columns."""
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        for lane in self._lanes:
            who, about, what = lane.read(cells)
            if who.left_out:
                self.left_out += 1
                return
            if not what.blank:
                yield lane.staged(number, who, about, what)
            elif len(self._lanes) == 1 and not is_blank(cells):
                yield lane.staged(number, who, about, lane.understanding.nothing(cells))


class Lane:
    """Reads the figures of one group of columns, and remembers what it read."""

    def __init__(self, upload: int, plan: Plan, group: Group, understanding: Understanding) -> None:
        self.understanding = understanding
        self._upload = upload
        self._name = group.name
        self._about_cells = _getter(plan.about_columns)
        self._actor_cells = _getter(plan.actor_columns)
        self._figure_cells = _getter([use.column for use in group.columns.values()])
        self._abouts: dict[Hashable, About] = {}
        self._actors: dict[Hashable, Who] = {}
        self._figures: dict[Hashable, What] = {}

    def read(self, cells: Cells) -> tuple[Who, About, What]:
        """All the row says through these columns."""
        reads = self.understanding
        key = self._about_cells(cells)
        about = self._abouts.get(key) or _remember(self._abouts, key, reads.about(cells))
        key = (self._actor_cells(cells), about.on)
        who = self._actors.get(key) or _remember(self._actors, key, reads.who(cells, about.on))
        key = (self._figure_cells(cells), about.sort, about.status, about.as_of)
        what = self._figures.get(key)
        if what is None:
            what = reads.what(about, cells)
            if not what.faults:  # they name the indicator, and figures are remembered for all of its sort
                _remember(self._figures, key, what)
        return who, about, what

    def staged(self, number: int, who: Who, about: About, what: What) -> Staged:
        """The value as a row of the staging table, with the faults of all its parts."""
        faults = about.faults + who.faults + what.faults
        if what.figure:
            faults += self._not_allowed(about, what)
        pk, kind, start = about.key
        if not faults:
            return Staged(
                self._upload, number, self._name, what.raw, NEW, "", None,
                pk, who.actor, kind, start, about.breakdown, *what.columns,
            )  # fmt: skip
        column, raw, message = faults[0]
        message += "".join(f" {where} «{found}»: {said}" for where, found, said in faults[1:])
        listed = json.dumps(faults, ensure_ascii=False)
        return Staged(
            self._upload, number, column, raw[:_WIDEST_RAW], REJECTED, message, listed,
            pk, who.actor, kind, start,
        )  # fmt: skip

    def _not_allowed(self, about: About, what: What) -> tuple[Fault, ...]:
        key = what.columns[3:]
        found = about.allowed.get(key)
        if found is None:
            found = about.allowed[key] = self.understanding.not_allowed(about, what)
        return found


def _getter(columns: Sequence[int]) -> Callable[[Cells], Hashable]:
    return itemgetter(*columns) if columns else lambda cells: ()


def _remember(memory: dict[Hashable, R], key: Hashable, found: R) -> R:
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = found
    return found
