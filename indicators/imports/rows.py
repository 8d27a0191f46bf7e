"""Reads rows by their mapping: matches, checks, and gives each value with all its faults.

What a row is about, who it is about and what its figure is are each worked out once for the same cells and
then remembered, faults included: a file has few of each, and a hundred thousand rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import itemgetter
from typing import NamedTuple, ParamSpec, TypeVar

from indicators.imports.mapping import Mapping, Role
from indicators.imports.match import Known, Matcher, MatchError, day_of, status_of
from indicators.imports.plan import Group, Plan, Said
from indicators.imports.staging import NEW, REJECTED, Staged
from indicators.imports.table import Cell, is_blank, text_of
from indicators.measurements.figures import AS_OF, PERIOD, NewFigure, figure_from, period_faults
from indicators.measurements.periods import Period
from indicators.measurements.values import NumberError, Reading, Status, parse_number

P = ParamSpec("P")
R = TypeVar("R")
Cells = Sequence[Cell]
Fault = tuple[str, str, str]

_REMEMBERED = 200_000
_WIDEST_RAW = 200


class Who(NamedTuple):
    actor: int | None
    faults: tuple[Fault, ...] = ()
    left_out: bool = False


class What(NamedTuple):
    """A figure read, None when it could not be. `columns`: as they are staged."""

    figure: NewFigure | None = None
    columns: tuple[float | None, float | None, float | None, str, str, str | None] = (
        None,
        None,
        None,
        "",
        "",
        None,
    )
    raw: str = ""
    faults: tuple[Fault, ...] = ()
    blank: bool = False


@dataclass(slots=True)
class About:
    """What a row says its figure is about. `on`: the day its actor is looked up on. `places`: where the
    period stands. `key`: indicator, period kind and first day as they are staged. `sort`: the same for
    indicators whose figures are read alike. `allowed`: by sort of figure, what is wrong with it for that
    period.
    """

    known: Known | None
    period: Period | None
    breakdown: int | None
    status: Status | None
    as_of: date | None
    on: date
    faults: tuple[Fault, ...]
    places: dict[str, tuple[str, str]]
    key: tuple[int | None, str, str | None]
    sort: Hashable
    allowed: dict[Hashable, tuple[Fault, ...]] = field(default_factory=dict)


class Faults:
    """All that is wrong with one thing, as (column, what stood there, message)."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

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
        plan = Plan(mapping)
        self._lanes = [Lane(upload, plan, group, matcher, today) for group in plan.groups]
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
                yield lane.staged(number, who, about, lane.nothing(cells))


class Lane:
    """Reads the figures of one group of columns."""

    def __init__(self, upload: int, plan: Plan, group: Group, matcher: Matcher, today: date) -> None:
        self._upload, self._plan, self._group, self._matcher, self._today = (
            upload,
            plan,
            group,
            matcher,
            today,
        )
        self._about_cells = _getter(plan.about_columns)
        self._actor_cells = _getter(plan.actor_columns)
        self._figure_cells = _getter([use.column for use in group.columns.values()])
        self._abouts: dict[Hashable, About] = {}
        self._actors: dict[Hashable, Who] = {}
        self._figures: dict[Hashable, What] = {}
        self._numbers: dict[Hashable, Reading | str] = {}

    def read(self, cells: Cells) -> tuple[Who, About, What]:
        """All the row says through these columns, from memory where the same was read before."""
        key = self._about_cells(cells)
        about = self._abouts.get(key) or _remember(self._abouts, key, self._read_about(cells))
        key = (self._actor_cells(cells), about.on)
        who = self._actors.get(key) or _remember(self._actors, key, self._read_actor(cells, about.on))
        key = (self._figure_cells(cells), about.sort, about.status, about.as_of)
        what = self._figures.get(key)
        if what is None:
            what = self._read_figure(about, cells)
            if not what.faults:  # they name the indicator, and figures are remembered for all of its sort
                _remember(self._figures, key, what)
        return who, about, what

    def nothing(self, cells: Cells) -> What:
        """The cells of the only figure of a row are blank: a fault, where a blank row is none."""
        faults = Faults()
        faults.add(self._group.said(next(iter(self._group.columns)), cells), str(_read_number("")))
        return What(faults=tuple(faults.found))

    def staged(self, number: int, who: Who, about: About, what: What) -> Staged:
        """The value as a row of the staging table, with the faults of all its parts."""
        faults = about.faults + who.faults + what.faults
        if what.figure:
            faults += self._not_allowed(about, what)
        pk, kind, start = about.key
        if not faults:
            return Staged(
                self._upload, number, self._group.name, what.raw, NEW, "", None,
                pk, who.actor, kind, start, about.breakdown, *what.columns,
            )  # fmt: skip
        column, raw, message = faults[0]
        message += "".join(f" {where} «{found}»: {said}" for where, found, said in faults[1:])
        listed = json.dumps(faults, ensure_ascii=False)
        return Staged(
            self._upload,
            number,
            column,
            raw[:_WIDEST_RAW],
            REJECTED,
            message,
            listed,
            pk,
            who.actor,
            kind,
            start,
        )

    def _not_allowed(self, about: About, what: What) -> tuple[Fault, ...]:
        sort = what.columns[3:]
        found = about.allowed.get(sort)
        if found is None:
            found = ()
            if about.known and about.period and what.figure:
                wrong = period_faults(about.known.rules, what.figure, about.period, self._today)
                found = tuple((*about.places[where], message) for where, message in wrong)
            about.allowed[sort] = found
        return found

    def _read_about(self, cells: Cells) -> About:
        plan, group, matcher, faults = self._plan, self._group, self._matcher, Faults()
        said = plan.said(Role.INDICATOR, cells, group)
        known = faults.attempt(said, matcher.indicator, said.text)
        when = plan.period(cells, group)
        period = faults.attempt(when, matcher.period, when.text if when.cell is None else when.cell)
        said = plan.said(Role.STATUS, cells, group)
        status = faults.attempt(said, status_of, said.text)
        until = plan.said(Role.AS_OF, cells, group)
        as_of = faults.attempt(until, day_of, until.cell)
        breakdown = self._read_breakdown(cells, known, faults)
        on = period.end if period else self._today
        places = {PERIOD: (when.column, when.text), AS_OF: (until.column or when.column, until.text)}
        kind, start = (period.kind.value, period.start.isoformat()) if period else ("", None)
        key = (known.pk if known else None, kind, start)
        sort = known.rules.sort if known else None
        return About(known, period, breakdown, status, as_of, on, tuple(faults.found), places, key, sort)

    def _read_breakdown(self, cells: Cells, known: Known | None, faults: Faults) -> int | None:
        chosen: set[tuple[str, str]] = set()
        for dimension, said in self._plan.categories(cells, self._group):
            code = faults.attempt(said, self._matcher.category, dimension, said.text)
            if (
                code
                and known
                and known.rules.dimensions is not None
                and dimension not in known.rules.dimensions
            ):
                faults.add(
                    said, f"«{known.rules.title}» deles ikke opp etter {dimension}. La cellen stå tom."
                )
            elif code:
                chosen.add((dimension, code))
        return None if faults.found else self._matcher.breakdown(frozenset(chosen))

    def _read_actor(self, cells: Cells, on: date) -> Who:
        said, faults = self._plan.actor(cells), Faults()
        code, name, kind = said.code.text, said.name.text, said.kind
        meant = self._matcher.stands_for(Role.ACTOR, name)
        if meant == "":
            return Who(None, left_out=True)
        if meant:
            code, name, kind = meant, "", ""
        actor = faults.attempt(said.shown, self._matcher.actor, code, name, kind, on)
        return Who(actor, tuple(faults.found))

    def _read_figure(self, about: About, cells: Cells) -> What:
        group, faults = self._group, Faults()
        readings: dict[Role, Reading] = {}
        given = group.cells(cells)
        for role, cell in given.items():
            reading = self._numbers.get(cell) or _remember(self._numbers, cell, _read_number(cell))
            if isinstance(reading, Reading):
                readings[role] = reading
            else:
                faults.add(group.said(role, cells), reading)
        raw = " / ".join(map(text_of, given.values()))[:_WIDEST_RAW]
        if not given or faults.found or about.known is None:
            return What(raw=raw, faults=tuple(faults.found), blank=not given)
        figure, wrong = figure_from(
            about.known.rules,
            value=readings.get(Role.VALUE),
            numerator=readings.get(Role.NUMERATOR),
            denominator=readings.get(Role.DENOMINATOR),
            status=about.status,
            as_of=about.as_of,
        )
        for where, message in wrong:
            faults.add(group.said(Role(where), cells), message)
        columns = (
            figure.numerator, figure.denominator, figure.stated,
            figure.reason.value, figure.status.value, figure.as_of.isoformat() if figure.as_of else None,
        )  # fmt: skip
        return What(figure, columns, raw, tuple(faults.found))


def _getter(columns: Sequence[int]) -> Callable[[Cells], Hashable]:
    return itemgetter(*columns) if columns else lambda cells: ()


def _remember(memory: dict[Hashable, R], key: Hashable, found: R) -> R:
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = found
    return found


def _read_number(cell: Cell) -> Reading | str:
    if isinstance(cell, timedelta):
        return Reading(cell / timedelta(minutes=1), unit="min")
    try:
        return parse_number(cell)
    except NumberError as error:
        return str(error)
