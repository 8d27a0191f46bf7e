"""Find the actor a file means, by number first and then by name, on the day the figure is about."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Self

from indicators.actors.garbled import could_be, is_garbled
from indicators.actors.lineage import Lineage, Successor
from indicators.actors.models import Actor, ActorKind
from indicators.messages import Message, ToldError, gettext_noop, listed, sentences
from indicators.messages import gettext as _

NUMBERED = re.compile(r"(?:[a-z]-)?(?P<number>\d{2,})[a-z]{0,2}(?:[\s:–-]+(?P<name>.+))?", re.IGNORECASE)
YEARS = re.compile(r"\s*\((?:\d{4})?-(?:\d{4})?\)\s*$")  # SSB: "Trondheim (-2017)"
WITHOUT_ZERO = {
    3: gettext_noop("«{number}» er lest som kommunenummer 0{number}: nullen foran manglet."),
    5: gettext_noop("«{number}» er lest som bydelsnummer 0{number}: nullen foran manglet."),
}
USE_NUMBER = gettext_noop("Bruk nummer eller fullt navn.")
MOST_HINTS = 200  # a hint looks through all names; a file with nothing but unknown ones gets this many
KIND_WORDS = (
    (re.compile(r"(.+) kommune$"), ActorKind.MUNICIPALITY),
    (re.compile(r"(.+) (?:fylke|fylkeskommune)$"), ActorKind.COUNTY),
    (re.compile(r"bydel (.+)$"), ActorKind.DISTRICT),
)


class ActorError(ToldError, ValueError):
    """No actor, or not which. The message says what to do.

    `successors`: who stands in its place that day, when the actor has ended and was not divided.
    """

    def __init__(self, message: str, successors: tuple[Successor, ...] = ()) -> None:
        self.successors = successors
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Match:
    actor_id: int
    warning: str = ""


class ActorIndex:
    """All actors in memory, for matching the rows of a file. `load` makes two queries, `find` none."""

    def __init__(self, actors: Iterable[Actor], lineage: Lineage) -> None:
        self._lineage = lineage
        self._hints = 0
        self._by_code: dict[str, list[Actor]] = defaultdict(list)
        self._by_name: dict[str, list[Actor]] = defaultdict(list)
        changes = {date.min}
        for actor in actors:
            changes.add(actor.valid_from)
            if actor.valid_to:
                changes.add(actor.valid_to + timedelta(days=1))
            self._by_code[actor.code.casefold()].append(actor)
            for name in {_plain(name) for name in (actor.name, *actor.aliases)}:
                self._by_name[name].append(actor)
        self._changes = sorted(changes)

    @classmethod
    def load(cls) -> Self:
        actors = list(Actor.objects.order_by("code"))
        return cls(actors, Lineage.load(actors))

    def era(self, on: date) -> date:
        """The first day of the time around `on` in which nobody comes or goes: `find` answers alike in it."""
        return self._changes[bisect_right(self._changes, on) - 1]

    def find(self, text: str, *, on: date, kinds: Collection[str] = ()) -> Match:
        """The actor `text` means on the day: "0301", "301", "K-3101 Halden", "trondheim", "Våler (Østfold)".

        `kinds` narrows the search. Raises ActorError when nothing fits, several do, or the one that does was
        not there that day.
        """
        plain = _plain(text)
        if not plain:
            raise ActorError(_("Feltet er tomt. Skriv nummer eller navn."))
        if plain in self._by_code:
            return Match(self._one(text, self._by_code[plain], on, kinds).pk)
        numbered = NUMBERED.fullmatch(" ".join(text.split()))
        if numbered and (found := self._numbered(numbered["number"])):
            code, warning = found
            actor = self._one(text, self._by_code[code], on, kinds)
            told = (warning, self._name_warning(actor, numbered["name"] or "", on))
            return Match(actor.pk, sentences(*told))
        named = list(self._named(plain))
        if not named:
            raise ActorError(self._unknown(text, plain, on, kinds))
        return self._preferred(text, named, on, kinds)

    def _numbered(self, number: str) -> tuple[str, str] | None:
        """Excel drops the zero of 0301; nothing else about a number is guessed."""
        if number in self._by_code:
            return number, ""
        if (meant := WITHOUT_ZERO.get(len(number))) and f"0{number}" in self._by_code:
            return f"0{number}", _(meant).format(number=number)
        return None

    def _named(self, plain: str) -> Iterator[Actor]:
        yield from self._by_name.get(plain, ())
        for words, kind in KIND_WORDS:
            if found := words.match(plain):
                yield from (actor for actor in self._by_name.get(found[1], ()) if actor.kind == kind)

    def _preferred(self, text: str, named: list[Actor], on: date, kinds: Collection[str]) -> Match:
        """Oslo is both a county and a municipality; a municipality is what files are about."""
        there = [actor for actor in _of(named, kinds) if _there(actor, on)]
        towns = [actor for actor in there if actor.kind == ActorKind.MUNICIPALITY]
        if len(there) > len(towns) == 1:
            others = listed(sorted({_kind(actor) for actor in there if actor not in towns}))
            told = _("«{text}» er også {others}. Lest som kommunen {actor}.")
            return Match(towns[0].pk, told.format(text=text, others=others, actor=_label(towns[0])))
        return Match(self._one(text, named, on, kinds).pk)

    def _one(self, text: str, found: list[Actor], on: date, kinds: Collection[str]) -> Actor:
        fitting = _of(found, kinds)
        if not fitting:
            told = _("«{text}» er {kind} ({actor}). Her ventes {asked}.")
            asked = listed([_words(kind) for kind in kinds], "eller")
            raise ActorError(
                told.format(text=text, kind=_kind(found[0]), actor=_label(found[0]), asked=asked)
            )
        there = [actor for actor in fitting if _there(actor, on)]
        if not there:
            gone = _nearest(fitting, on)
            successors = self._lineage.successors(gone[0], on) if len(gone) == 1 else ()
            raise ActorError(sentences(*(self._lineage.absence(actor, on) for actor in gone)), successors)
        if len(there) > 1:
            choices = listed([_label(actor) for actor in there])
            raise ActorError(
                _("«{text}» kan være {choices}. Skriv nummeret.").format(text=text, choices=choices)
            )
        return there[0]

    def _name_warning(self, actor: Actor, name: str, on: date) -> str:
        plain = _plain(name)
        named = [other for other in self._named(plain) if _there(other, on)] if plain else []
        if not plain or actor in named:
            return ""
        if any(other.kind == actor.kind for other in named):
            other = next(other for other in named if other.kind == actor.kind)
            told = _("Nummeret {code} er {name}, men navnet er {other}. Rett det som er feil.")
            raise ActorError(told.format(code=actor.code, name=actor.name, other=_label(other)))
        if is_garbled(name):
            told = _("Bokstavene i «{name}» er ødelagt. Lest som {actor} etter nummeret.")
            return told.format(name=name, actor=_label(actor))
        told = _("Nummeret {code} er {actor}; navnet «{name}» er ikke kjent.")
        return told.format(code=actor.code, actor=actor.name, name=name)

    def _unknown(self, text: str, plain: str, on: date, kinds: Collection[str]) -> Message:
        unknown = _("«{text}» er ikke en aktør vi kjenner.").format(text=text)
        self._hints += 1
        if self._hints > MOST_HINTS:
            return sentences(unknown, _(USE_NUMBER))
        there = {
            name: [actor for actor in _of(actors, kinds) if _there(actor, on)]
            for name, actors in self._by_name.items()
        }
        known = [name for name, actors in there.items() if actors]
        if is_garbled(text):
            spaced = " ".join(text.split())
            whole = dict.fromkeys(_label(actor) for name in could_be(spaced, known) for actor in there[name])
            if whole:
                told = _(
                    "Bokstavene i «{text}» er ødelagt. Mente du {actors}? Skriv nummeret eller rett navnet."
                )
                return told.format(text=text, actors=listed(list(whole), "eller"))
        alike = get_close_matches(plain, known, cutoff=0.75)
        close = list(dict.fromkeys(_label(actor) for name in alike for actor in there[name]))
        hint = _("Mente du {choices}?").format(choices=listed(close, "eller")) if close else _(USE_NUMBER)
        return sentences(unknown, hint)


def _plain(text: str) -> str:
    """Lower case, single spaces, no years, one kind of dash; the parts of a double name in one order."""
    spaced = " ".join(YEARS.sub("", unicodedata.normalize("NFC", text)).casefold().split())
    return " - ".join(sorted(re.split(r" [-–—] ", spaced)))


def _of(actors: Iterable[Actor], kinds: Collection[str]) -> list[Actor]:
    return list(dict.fromkeys(actor for actor in actors if not kinds or actor.kind in kinds))


def _there(actor: Actor, on: date) -> bool:
    return actor.valid_from <= on and (actor.valid_to is None or on <= actor.valid_to)


def _nearest(absent: list[Actor], on: date) -> list[Actor]:
    """A number of years ago that has since become another is not what somebody means by the name today."""
    ended = [actor for actor in absent if actor.valid_to and actor.valid_to < on]
    if ended:
        return [actor for actor in ended if actor.valid_to == max(other.valid_to or on for other in ended)]
    return [actor for actor in absent if actor.valid_from == min(other.valid_from for other in absent)]


def _kind(actor: Actor) -> Message:
    return _words(actor.kind)


def _words(kind: str) -> Message:
    return Message.of_label(ActorKind(kind).label)


def _label(actor: Actor) -> str:
    return f"{actor.code} {actor.name}"
