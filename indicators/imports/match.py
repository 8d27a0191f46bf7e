"""From the texts of a file to what they mean here. Each is looked up once and remembered for the file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from typing import TypeVar

from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Category, Indicator
from indicators.imports.headers import fold
from indicators.imports.table import Cell, text_of
from indicators.measurements.figures import Rules
from indicators.measurements.periods import Period, PeriodError, parse_period
from indicators.measurements.services import Categories, breakdowns_for
from indicators.measurements.values import Status, quoted
from indicators.messages import ToldError, listed, sentences
from indicators.messages import gettext as _

Found = TypeVar("Found")

ALL = frozenset({"alle", "totalt", "totalsum", "total", "sum", "samlet", "ialt"})
_STATUSES = {
    "": None,
    "endelig": Status.FINAL,
    "final": Status.FINAL,
    "forelopig": Status.PRELIMINARY,
    "preliminary": Status.PRELIMINARY,
    "delvis": Status.PARTIAL,
    "hittil": Status.PARTIAL,
    "partial": Status.PARTIAL,
}
_BY_ID = "#"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
# What has been through a table of numbers says 1539.0, and 301.0 for 0301.
_AS_A_NUMBER = re.compile(r"(?<=[0-9])\.0$")


class MatchError(ToldError, ValueError):
    """The text means nothing here. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator of the file: its id, and what its figures must satisfy."""

    pk: int
    rules: Rules


def actor_by_id(actor: int) -> str:
    """How a mapping names an actor that was chosen on screen, not written in the file."""
    return f"{_BY_ID}{actor}"


def chosen_on_screen(meant: str) -> bool:
    """It then stands in for a text where that means nobody: an old number still means what it did before."""
    return meant.startswith(_BY_ID)


@dataclass
class Matcher:
    """`allowed`: ids of the actors the sender may register for, under any number of theirs; None for all.
    `actors_on`: see Mapping.
    """

    names: Dict[str, Dict[str, str]] = field(default_factory=dict)
    allowed: Collection[int] | None = None
    actors_on: date | None = None
    warnings: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._index, self._numbers = ActorIndex.load(), Numbers.load()
        self._indicators = _indicators_by_name()
        self._categories = _categories_by_name()
        self._actors: dict[tuple[str, str, str, date], int | MatchError] = {}
        self._periods: dict[object, Period | MatchError] = {}
        self._breakdowns: dict[Categories, int] = {}

    def stands_for(self, role: str, text: str) -> str | None:
        """What the mapping says a text means; None when it says nothing, "" when such rows are left out."""
        return self.names.get(role, {}).get(text)

    def era(self, on: date) -> date:
        """The day to ask for actors by, for figures about `on`: one for all days with the same answers."""
        return self.actors_on or self._index.era(on)

    def actor(self, code: str, name: str, kind: str, on: date) -> int:
        """Raises MatchError: nobody, several, not there that day, or not one this sender may register for."""
        key = (code, name, kind, on)
        if (found := self._actors.get(key)) is None:
            found = self._actors[key] = _outcome(self._find_actor, *key)
        if isinstance(found, MatchError):
            raise found
        return found

    def knows(self, code: str, name: str, kind: str, on: date) -> bool:
        """Whether it means an actor of that day whom this sender may register for."""
        try:
            self.actor(code, name, kind, on)
        except MatchError:
            return False
        return True

    def _find_actor(self, code: str, name: str, kind: str, on: date) -> int:
        if code.startswith(_BY_ID):
            actor_id = self._numbers.number_on(int(code.removeprefix(_BY_ID)), on)
        else:
            kinds = (kind,) if kind else ()
            code = _AS_A_NUMBER.sub("", code)
            text = f"{code} {name}" if code.isdigit() and name else code or name
            try:
                match = self._index.find(text, on=on, kinds=kinds)
            except ActorError as error:
                raise MatchError(error.message) from None
            if match.warning:
                self.warnings[match.warning] = None
            actor_id = match.actor_id
        if self.allowed is not None and self._numbers.all_of([actor_id]).isdisjoint(self.allowed):
            who = Actor.objects.get(pk=actor_id)
            told = _("Du kan ikke registrere verdier for {actor}. Ta bort raden.")
            raise MatchError(told.format(actor=who.name))
        return actor_id

    def indicator(self, text: str) -> Known:
        """By code (KPI1, H4), slug or title, however spelt. Raises MatchError."""
        meant = self.stands_for("indicator", text) or text
        if found := self._indicators.get(fold(meant)):
            return found
        if not text:
            raise MatchError(_("Måleindikatoren mangler. Skriv id-en, for eksempel KPI1."))
        near = get_close_matches(fold(meant), self._indicators, n=1)
        hint = (
            _("Mente du «{title}»?").format(title=self._indicators[near[0]].rules.title)
            if near
            else _("Bruk id-en fra utvalgslisten.")
        )
        told = _("{text} er ikke en måleindikator i utvalgslisten.").format(text=quoted(text))
        raise MatchError(sentences(told, hint))

    def period(self, written: object) -> Period:
        """Raises MatchError with what was found and what may be written."""
        found = self._periods.get(written)
        if found is None:
            found = self._periods[written] = _outcome(_read_period, written)
        if isinstance(found, MatchError):
            raise found
        return found

    def category(self, dimension: str, text: str) -> str:
        """The code of a category by code or name; "" for all. Raises MatchError."""
        meant = self.stands_for(dimension, text)
        folded = fold(text if meant is None else meant)
        if not folded or folded in ALL:
            return ""
        known = self._categories.get(dimension, {})
        if code := known.get(folded):
            return code
        near = get_close_matches(folded, known, n=1)
        hint = (
            _("Mente du «{title}»?").format(title=known[near[0]])
            if near
            else _("Bruk {choices}.").format(choices=listed(sorted(set(known.values())), "eller"))
        )
        told = _("{text} er ikke en kategori av {dimension}.").format(text=quoted(text), dimension=dimension)
        raise MatchError(sentences(told, hint))

    def breakdown(self, categories: Categories) -> int:
        found = self._breakdowns.get(categories)
        if found is None:
            found = self._breakdowns[categories] = breakdowns_for([categories])[categories]
        return found


def status_of(text: str) -> Status | None:
    """The status a cell names; None for an empty one. Raises MatchError."""
    try:
        return _STATUSES[fold(text)]
    except KeyError:
        told = _("{text} er ikke en status. Skriv endelig, foreløpig eller hittil.")
        raise MatchError(told.format(text=quoted(text))) from None


def day_of(cell: Cell) -> date | None:
    """The day a cell names, as a date, 31.01.2024 or 2024-01-31; None for an empty one. Raises MatchError."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise MatchError(_("{text} er ikke en dato. Skriv den som 31.01.2024.").format(text=quoted(text)))


def _outcome(find: Callable[..., Found], *arguments: object) -> Found | MatchError:
    try:
        return find(*arguments)
    except MatchError as error:
        return error


def _read_period(written: object) -> Period:
    try:
        if isinstance(written, str) and _DAY.fullmatch(written):
            written = day_of(written)  # the first of a month is the month, as in a date cell
        return parse_period(written)
    except PeriodError as error:
        raise MatchError(error.message) from None


def _indicators_by_name() -> dict[str, Known]:
    """Codes win over slugs, and slugs over titles; a title two indicators share names neither."""
    titles: dict[str, Known | None] = {}
    sure: dict[str, Known] = {}
    for indicator in Indicator.objects.prefetch_related("codes"):
        known = Known(indicator.pk, Rules.of(indicator))
        for title in {fold(indicator.title_nb), fold(indicator.title_nn)} - {""}:
            titles[title] = None if title in titles else known
        sure[fold(indicator.slug)] = known
        sure |= {fold(each.code): known for each in indicator.codes.all()}
    return {title: known for title, known in titles.items() if known} | sure


def _categories_by_name() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for each in Category.objects.all():
        for name in (each.name_nb, each.name_nn, each.code):
            if name:
                known[each.dimension][fold(name)] = each.code
    return known
