"""What the cells of a row mean, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple, ParamSpec, TypeVar, cast

from indicators.imports.accepted import FigureColumns
from indicators.imports.mapping import Role
from indicators.imports.match import Known, Matcher, MatchError, chosen_on_screen, day_of, status_of
from indicators.imports.plan import Group, Plan, Said
from indicators.imports.table import Cell, text_of
from indicators.measurements.figures import AS_OF, PERIOD, NewFigure, figure_from, period_faults
from indicators.measurements.periods import Period
from indicators.measurements.values import NumberError, Reading, Status, parse_number
from indicators.messages import gettext as _

P = ParamSpec("P")
R = TypeVar("R")
Cells = Sequence[Cell]
Fault = tuple[str, str, str]

_WIDEST_RAW = 200


class Who(NamedTuple):
    """The actor of a row, None when it was not found. `left_out`: the mapping says not to read such rows."""

    actor: int | None
    faults: tuple[Fault, ...] = ()
    left_out: bool = False


class What(NamedTuple):
    """A figure, None when there is none to read. `columns`: as it is staged. `blank`: its cells are empty."""

    figure: NewFigure | None = None
    columns: FigureColumns = (None, None, None, "", "", None)
    raw: str = ""
    faults: tuple[Fault, ...] = ()
    blank: bool = False


@dataclass(slots=True)
class About:
    """What a figure is about. `on`: the day its actor is looked up on.

    `places`: where period and date stand. `key`: indicator, period kind and first day as they are staged.
    `sort`: equal for indicators whose figures are read alike. `allowed`: what is wrong with a figure for that
    period, by its reason, status and date.
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
            self.add(said, error.message)
            return None


@dataclass(frozen=True, slots=True)
class Understanding:
    """Reads the cells of rows for one group of figure columns."""

    plan: Plan
    group: Group
    matcher: Matcher
    today: date

    def about(self, cells: Cells) -> About:
        plan, group, matcher, faults = self.plan, self.group, self.matcher, Faults()
        said = plan.said(Role.INDICATOR, cells, group)
        known = faults.attempt(said, matcher.indicator, said.text)
        when = plan.period(cells, group)
        period = faults.attempt(when, matcher.period, when.text if when.cell is None else when.cell)
        said = plan.said(Role.STATUS, cells, group)
        status = faults.attempt(said, status_of, said.text)
        until = plan.said(Role.AS_OF, cells, group)
        as_of = faults.attempt(until, day_of, until.cell)
        breakdown = self._breakdown(cells, known, faults)
        kind, start = (period.kind.value, period.start.isoformat()) if period else ("", None)
        return About(
            known=known,
            period=period,
            breakdown=breakdown,
            status=status,
            as_of=as_of,
            on=matcher.era(period.end if period else self.today),
            faults=tuple(faults.found),
            places={PERIOD: (when.column, when.text), AS_OF: (until.column or when.column, until.text)},
            key=(known.pk if known else None, kind, start),
            sort=known.rules.sort if known else None,
        )

    def who(self, cells: Cells, on: date) -> Who:
        said, faults = self.plan.actor(cells), Faults()
        code, name, kind = said.code.text, said.name.text, said.kind
        meant = self.matcher.stands_for(Role.ACTOR, name)
        if meant is None and code:
            meant = self.matcher.stands_for(Role.ACTOR, code)
        if meant == "":
            return Who(None, left_out=True)
        if meant and not (chosen_on_screen(meant) and self.matcher.knows(code, name, kind, on)):
            code, name, kind = meant, "", ""
        actor = faults.attempt(said.shown, self.matcher.actor, code, name, kind, on)
        return Who(actor, tuple(faults.found))

    def what(self, about: About, cells: Cells) -> What:
        group, faults = self.group, Faults()
        readings: dict[Role, Reading] = {}
        given = group.cells(cells)
        for role, cell in given.items():
            reading = read_number(cell)
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

    def not_allowed(self, about: About, what: What) -> tuple[Fault, ...]:
        """What is wrong with such a figure for that period; nothing when either is missing."""
        if not (about.known and about.period and what.figure):
            return ()
        wrong = period_faults(about.known.rules, what.figure, about.period, self.today)
        return tuple((*about.places[where], message) for where, message in wrong)

    def nothing(self, cells: Cells) -> What:
        """The cells of a row's only figure are empty, and the rest of the row is not."""
        faults = Faults()
        faults.add(self.group.said(next(iter(self.group.columns)), cells), cast(str, read_number("")))
        return What(faults=tuple(faults.found))

    def _breakdown(self, cells: Cells, known: Known | None, faults: Faults) -> int | None:
        chosen: set[tuple[str, str]] = set()
        for dimension, said in self.plan.categories(cells, self.group):
            code = faults.attempt(said, self.matcher.category, dimension, said.text)
            if code and known and not known.rules.divides_by(dimension):
                title = known.rules.title
                told = _("«{title}» deles ikke opp etter {dimension}. La cellen stå tom.")
                faults.add(said, told.format(title=title, dimension=dimension))
            elif code:
                chosen.add((dimension, code))
        return None if faults.found else self.matcher.breakdown(frozenset(chosen))


def read_number(cell: Cell) -> Reading | str:
    """What a cell says, or what is wrong with it. A time cell is minutes."""
    if isinstance(cell, timedelta):
        return Reading(cell / timedelta(minutes=1), unit="min")
    try:
        return parse_number(cell)
    except NumberError as error:
        return error.message
