"""Weeks, months, tertials, quarters and years: read, put in order, compare.

A period is a stretch of whole days. Weeks are ISO weeks (Monday to Sunday), so a week that straddles two
months belongs to neither.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache, total_ordering
from typing import Self

from indicators.measurements.period_words import (
    EXAMPLES,
    LONG_NAMES,
    MONTHS,
    NOT_SO_MANY,
    SHORT_MONTHS,
    SHORT_NAMES,
)
from indicators.measurements.values import quoted
from indicators.messages import Message, ToldError, sentences
from indicators.messages import gettext as _


class PeriodKind(StrEnum):
    """The lengths a figure may be measured over, shortest first."""

    WEEK = "W"
    MONTH = "M"
    QUARTER = "Q"
    TERTIAL = "T"
    YEAR = "Y"


class PeriodError(ToldError, ValueError):
    """Not a period. The message says what was found, and what to write."""


_MONTHS_IN = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.TERTIAL: 4, PeriodKind.YEAR: 12}
_DAY = timedelta(days=1)
_REMEMBERED = 8192


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """One period: its kind and its first day. Sorted by first day, the longer first.

    Raises PeriodError when `start` is not the first day of a period of that kind.
    """

    kind: PeriodKind
    start: date

    def __post_init__(self) -> None:
        if type(self.start) is not date or self.start != _first_day(self.kind, self.start):
            said = {"day": str(self.start), "kind": self.kind.value}
            raise PeriodError(_("%(day)s er ikke første dag i en periode av typen %(kind)s.") % said)

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> Self:
        """The period of that kind in which `day` lies."""
        return cls(kind, _first_day(kind, day))

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        return _end(self)

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days + 1

    @property
    def year(self) -> int:
        """The year the period is counted in; for a week, the ISO year."""
        return self.start.isocalendar().year if self.kind is PeriodKind.WEEK else self.start.year

    @property
    def number(self) -> int:
        """The place within the year, from 1."""
        if self.kind is PeriodKind.WEEK:
            return self.start.isocalendar().week
        return (self.start.month - 1) // _MONTHS_IN[self.kind] + 1

    @property
    def code(self) -> str:
        """2024-W07, 2024-03, 2024-Q1, 2024-T1 or 2024: unique, and read back by `parse_period`."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year}"
            case PeriodKind.MONTH:
                return f"{self.year}-{self.number:02}"
            case PeriodKind.WEEK:
                return f"{self.year}-W{self.number:02}"
            case _:
                return f"{self.year}-{self.kind}{self.number}"

    def label(self) -> str:
        """The period in words: uke 7 2024, mars 2024, 1. kvartal 2024, 1. tertial 2024, 2024; in nynorsk the
        week is «veke». Read back by `parse_period`.
        """
        return str(self.words())

    def name(self) -> str:
        """The label without its year: uke 7, mars, 1. tertial; empty for a year."""
        return str(self._name(MONTHS, LONG_NAMES))

    def words(self) -> Message:
        """The same for a message, which is worded later."""
        return sentences(self._name(MONTHS, LONG_NAMES), str(self.year))

    def short_label(self) -> str:
        """For axes and table heads: U7 2024, jan. 2024, K1 2024, T1 2024, 2024."""
        return str(sentences(self._name(SHORT_MONTHS, SHORT_NAMES), str(self.year)))

    def _name(self, months: tuple[str, ...], forms: dict[str, str]) -> str:
        if self.kind is PeriodKind.MONTH:
            return months[self.number - 1]
        return _(forms[self.kind]) % {"n": self.number} if self.kind in forms else ""

    def next(self) -> "Period":
        """The period that begins the day after this one ends."""
        return _next(self)

    def previous(self) -> "Period":
        """The period that ends the day before this one begins."""
        return Period.of(self.kind, self.start - _DAY)

    def same_last_year(self) -> "Period | None":
        """The period of the same name a year before; None for week 53 when that year had no such week."""
        if self.kind is not PeriodKind.WEEK:
            return Period(self.kind, self.start.replace(year=self.start.year - 1))
        if self.number > _weeks_in(self.year - 1):
            return None
        return Period(self.kind, date.fromisocalendar(self.year - 1, self.number, 1))

    def contains(self, other: "Period") -> bool:
        """Whether every day of `other` lies in this period."""
        return self.start <= other.start and other.end <= self.end

    def children(self, kind: PeriodKind) -> "tuple[Period, ...]":
        """All periods of that kind contained in this one, in order. Weeks on the border are left out."""
        return _children(self, kind)

    def is_sum_of(self, kind: PeriodKind) -> bool:
        """Whether the children of that kind cover every day, so that their figures add up to this one's."""
        return sum(child.days for child in self.children(kind)) == self.days

    def within(self, kind: PeriodKind) -> "Period":
        """The period of that kind in which this one begins."""
        return _within(self, kind)

    def parents(self) -> "tuple[Period, ...]":
        """The longer periods that contain this one, shortest first."""
        longer = [kind for kind in PeriodKind if _length(kind) > _length(self.kind)]
        return tuple(parent for kind in longer if (parent := Period.of(kind, self.start)).contains(self))

    def __hash__(self) -> int:
        # By the day alone: the hash of a kind is worked out in Python, and few kinds begin the same day.
        return hash(self.start)

    def __lt__(self, other: "Period") -> bool:
        return self.start < other.start or (self.start == other.start and self.days > other.days)

    def __str__(self) -> str:
        return self.code


# A page asks the same of the same few periods thousands of times. "M" and PeriodKind.MONTH are one key: what
# is remembered for both has the real kind.
@lru_cache(_REMEMBERED)
def _end(period: Period) -> date:
    if period.kind is PeriodKind.WEEK:
        return period.start + 6 * _DAY
    last_month = period.start.month + _MONTHS_IN[period.kind] - 1
    return date(period.start.year, last_month, monthrange(period.start.year, last_month)[1])


@lru_cache(_REMEMBERED)
def _next(period: Period) -> Period:
    return Period(PeriodKind(period.kind), period.end + _DAY)


@lru_cache(_REMEMBERED)
def _within(period: Period, kind: PeriodKind) -> Period:
    return Period.of(PeriodKind(kind), period.start)


@lru_cache(_REMEMBERED)
def _children(period: Period, kind: PeriodKind) -> tuple[Period, ...]:
    found, child = [], Period.of(PeriodKind(kind), period.start)
    while child.start <= period.end:
        if period.contains(child):
            found.append(child)
        child = child.next()
    return tuple(found)


_LETTERS = {"w": PeriodKind.WEEK, "u": PeriodKind.WEEK, "m": PeriodKind.MONTH, "t": PeriodKind.TERTIAL}
_LETTERS |= {"q": PeriodKind.QUARTER, "k": PeriodKind.QUARTER}
_LETTERS |= {"v": PeriodKind.WEEK, "uke": PeriodKind.WEEK, "veke": PeriodKind.WEEK}
_LETTERS |= {"tertial": PeriodKind.TERTIAL, "kvartal": PeriodKind.QUARTER}
_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NUMBERS |= {name[:3]: number for number, name in enumerate(MONTHS, 1)} | {"sept": 9}

_YEAR = "(?P<year>[0-9]{4})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        rf"{_YEAR}-?(?P<month>[0-9]{{2}})",
        rf"(?P<month>[0-9]{{2}})\.{_YEAR}",
        rf"(?P<name>{'|'.join(_MONTH_NUMBERS)})(?:\.| |\. )(?P<year>[0-9]{{4}}|[0-9]{{2}})",
        rf"{_YEAR}-?(?P<letter>[wum])(?P<number>[0-9]{{2}})",
        rf"{_YEAR}(?:,? |-)(?P<letter>uke |veke |u)(?P<number>[0-9]{{1,2}})",
        rf"{_YEAR}[- ]?(?P<letter>[tqk])(?P<number>[0-9])",
        rf"(?P<letter>u|uke |v|veke )(?P<number>[0-9]{{1,2}})(?:,? |/){_YEAR}",
        rf"(?P<letter>[tqk])(?P<number>[0-9]) {_YEAR}",
        rf"(?P<number>[0-9])\. ?(?P<letter>tertial|kvartal),? {_YEAR}",
        rf"(?P<letter>tertial |kvartal )(?P<number>[0-9]),? {_YEAR}",
    )
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def parse_period(found: object) -> Period:
    """Reads one cell: text, a whole number such as 2024 or 202403, or a date on the first of a month.

    Accepted: 2024 · 2024-03 · 202403 · 03.2024 · mars 2024 · mar 24 · des. 2021 · 2024M03 · 2024-W07 ·
    2024U07 · uke 7 2024 · uke 7, 2024 · uke 7/2024 · 2024 uke 7 · U07 2024 · 2024-T1 · T1 2024 · 2024 T1 ·
    1. tertial 2024 · tertial 1 2024 · 2024-Q1 · 2024K1 · 1. kvartal 2024. Upper and lower case are the
    same. Raises PeriodError for everything else.
    """
    if isinstance(found, date):
        return _from_date(found)
    if isinstance(found, int) or (isinstance(found, float) and found.is_integer()):
        text = "" if isinstance(found, bool) else str(int(found))
    else:
        text = found.strip().replace("\u00a0", " ").casefold() if isinstance(found, str) else ""
    match = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if match is None:
        words = _("%(found)s er ikke en periode.") % {"found": quoted("" if found is None else found)}
        raise PeriodError(sentences(words, _(EXAMPLES)))
    return _from_match(match.groupdict(), found)


def _from_date(day: date) -> Period:
    at_midnight = not isinstance(day, datetime) or day.time() == time()
    if day.day != 1 or not at_midnight:
        words = _("%(found)s er en dag, ikke en periode. Bare den første i måneden leses som måneden.")
        raise PeriodError(words % {"found": quoted(day)})
    return Period(PeriodKind.MONTH, date(day.year, day.month, 1))


def _from_match(part: dict[str, str | None], found: object) -> Period:
    year = int(part["year"] or 0)
    year += 2000 if year < 100 else 0
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        said = {"found": quoted(found), "first": _FIRST_YEAR, "last": _LAST_YEAR}
        words = _("%(found)s: året må ligge mellom %(first)s og %(last)s.") % said
        raise PeriodError(sentences(words, _(EXAMPLES)))
    kind = _LETTERS.get((part.get("letter") or "").strip(), PeriodKind.MONTH)
    text = part.get("number") or part.get("month")
    name = part.get("name")
    number = _MONTH_NUMBERS[name] if name else int(text) if text else None
    if number is None:
        return Period(PeriodKind.YEAR, date(year, 1, 1))
    last = _weeks_in(year) if kind is PeriodKind.WEEK else 12 // _MONTHS_IN[kind]
    if not 1 <= number <= last:
        raise PeriodError(_(NOT_SO_MANY[kind]) % {"found": quoted(found), "year": year, "last": last})
    if kind is PeriodKind.WEEK:
        return Period(kind, date.fromisocalendar(year, number, 1))
    return Period(kind, date(year, (number - 1) * _MONTHS_IN[kind] + 1, 1))


def _first_day(kind: PeriodKind, day: date) -> date:
    if kind is PeriodKind.WEEK:
        return day - day.weekday() * _DAY
    return date(day.year, day.month - (day.month - 1) % _MONTHS_IN[kind], 1)


def _weeks_in(year: int) -> int:
    # 28 December lies in the last week of its ISO year.
    return date(year, 12, 28).isocalendar().week


def _length(kind: PeriodKind) -> int:
    return _MONTHS_IN.get(kind, 0)
