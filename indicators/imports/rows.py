"""Reads one row of a table by its mapping: matches, checks, and gives each value with all its faults."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import ParamSpec, TypeVar

from indicators.imports.mapping import FIGURE_ROLES, Mapping, Role
from indicators.imports.match import Known, Matcher, MatchError, day_of, status_of
from indicators.imports.plan import Group, Plan, Said
from indicators.imports.staging import NEW, REJECTED, Staged
from indicators.imports.table import Cell, is_blank, text_of
from indicators.measurements.figures import AS_OF, PERIOD, NewFigure, figure_from, period_faults
from indicators.measurements.periods import Period
from indicators.measurements.services import Categories
from indicators.measurements.values import NumberError, Reading, Status, parse_number

P = ParamSpec("P")
R = TypeVar("R")
_REMEMBERED = 100_000
_WIDEST_RAW = 200


@dataclass
class Faults:
    """All that is wrong with one value, as (column, what stood there, message)."""

    found: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, said: Said, message: str) -> None:
        self.found.append((said.column, said.text, message))

    def attempt(self, said: Said, find: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """What `find` answers, or None and one fault more."""
        try:
            return find(*args, **kwargs)
        except MatchError as error:
            self.add(said, str(error))
            return None


class RowReader:
    """`upload`: the id rows are staged under. `left_out` counts rows the mapping says are not for reading."""

    def __init__(self, *, upload: int, mapping: Mapping, matcher: Matcher, today: date) -> None:
        self._upload = upload
        self._plan = Plan(mapping)
        self._matcher = matcher
        self._today = today
        self._numbers: dict[object, Reading | str] = {}
        self.left_out = 0

    def read(self, number: int, cells: Sequence[Cell]) -> Iterator[Staged]:
        """The values of one row. None for a blank row, nor for blank cells among several figure columns."""
        if is_blank(cells):
            return
        if self._matcher.stands_for(Role.ACTOR, self._plan.actor(cells).name.text) == "":
            self.left_out += 1
            return
        for group in self._plan.groups:
            if len(self._plan.groups) == 1 or not is_blank(group.cells(cells).values()):
                yield self._value(number, cells, group)

    def _value(self, number: int, cells: Sequence[Cell], group: Group) -> Staged:
        faults = Faults()
        known = self._indicator(cells, group, faults)
        period = self._period(cells, group, faults)
        actor = self._actor(cells, period, faults)
        breakdown = self._breakdown(cells, group, known, faults)
        figure = self._figure(cells, group, known, period, faults)
        column, raw = group.name, group.raw(cells)
        if not faults.found and known and period and figure:
            return Staged(
                self._upload, number, column, raw[:_WIDEST_RAW], NEW, "", None, known.pk, actor,
                period.kind.value, period.start, breakdown, figure.numerator, figure.denominator, figure.stated,
                figure.reason.value, figure.status.value, figure.as_of,
            )  # fmt: skip
        column, raw, message = faults.found[0]
        others = "".join(f" {where} «{what}»: {said}" for where, what, said in faults.found[1:])
        return Staged(
            self._upload, number, column, raw[:_WIDEST_RAW], REJECTED, message + others,
            json.dumps(faults.found, ensure_ascii=False), known.pk if known else None, actor,
            period.kind.value if period else "", period.start if period else None,
        )  # fmt: skip

    def _indicator(self, cells: Sequence[Cell], group: Group, faults: Faults) -> Known | None:
        said = self._plan.said(Role.INDICATOR, cells, group)
        return faults.attempt(said, self._matcher.indicator, said.text)

    def _period(self, cells: Sequence[Cell], group: Group, faults: Faults) -> Period | None:
        said = self._plan.period(cells, group)
        return faults.attempt(said, self._matcher.period, said.text if said.cell is None else said.cell)

    def _actor(self, cells: Sequence[Cell], period: Period | None, faults: Faults) -> int | None:
        said = self._plan.actor(cells)
        code, name, kind = said.code.text, said.name.text, said.kind
        if meant := self._matcher.stands_for(Role.ACTOR, name):
            code, name, kind = meant, "", ""
        on = period.end if period else self._today
        return faults.attempt(said.shown, self._matcher.actor, code, name, kind, on)

    def _breakdown(
        self, cells: Sequence[Cell], group: Group, known: Known | None, faults: Faults
    ) -> int | None:
        chosen: set[tuple[str, str]] = set()
        for dimension, said in self._plan.categories(cells, group):
            code = faults.attempt(said, self._matcher.category, dimension, said.text)
            if code and known and known.rules.dimensions is not None and dimension not in known.rules.dimensions:
                faults.add(said, f"«{known.rules.title}» deles ikke opp etter {dimension}. La cellen stå tom.")
            elif code:
                chosen.add((dimension, code))
        categories: Categories = frozenset(chosen)
        return None if faults.found else self._matcher.breakdown(categories)

    def _figure(
        self, cells: Sequence[Cell], group: Group, known: Known | None, period: Period | None, faults: Faults
    ) -> NewFigure | None:
        before = len(faults.found)
        readings = self._readings(cells, group, faults)
        as_of_said = self._plan.said(Role.AS_OF, cells, group)
        as_of = faults.attempt(as_of_said, day_of, as_of_said.cell)
        status = self._status(cells, group, faults)
        if known is None or len(faults.found) > before:
            return None
        value, top, bottom = (readings.get(role) for role in FIGURE_ROLES)
        figure, wrong = figure_from(
            known.rules, value=value, numerator=top, denominator=bottom, status=status, as_of=as_of
        )
        if period:
            wrong += period_faults(known.rules, figure, period, self._today)
        for where, message in wrong:
            said = as_of_said if where == AS_OF else None
            if where == PERIOD:
                said = self._plan.period(cells, group)
            faults.add(said or group.said(Role(where), cells), message)
        return figure

    def _readings(self, cells: Sequence[Cell], group: Group, faults: Faults) -> dict[Role, Reading]:
        readings: dict[Role, Reading] = {}
        given = {role: cell for role, cell in group.cells(cells).items() if text_of(cell)}
        for role, cell in (given or dict(list(group.cells(cells).items())[:1])).items():
            reading = self._number(cell)
            if isinstance(reading, str):
                faults.add(group.said(role, cells), reading)
            else:
                readings[role] = reading
        return readings

    def _number(self, cell: Cell) -> Reading | str:
        found = self._numbers.get(cell)
        if found is None:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            found = self._numbers[cell] = _read_number(cell)
        return found

    def _status(self, cells: Sequence[Cell], group: Group, faults: Faults) -> Status | None:
        said = self._plan.said(Role.STATUS, cells, group)
        return faults.attempt(said, status_of, said.text)


def _read_number(cell: Cell) -> Reading | str:
    if isinstance(cell, timedelta):
        return Reading(cell / timedelta(minutes=1), unit="min")
    try:
        return parse_number(cell)
    except NumberError as error:
        return str(error)
