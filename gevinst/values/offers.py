"""What a name of a file may stand for: those it looks like, or what became of an actor that is no more."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from django.db.models import Q

from indicators.actors.lineage import Successor
from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor, Succession
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Category, Indicator
from indicators.imports.headers import fold
from indicators.imports.mapping import Role
from indicators.imports.match import actor_by_id

ALIKE = 4
NUMBER = re.compile(r"[0-9]{3,}")
Choice = tuple[str, str]
Known = tuple[str, str, set[str]]


@dataclass(frozen=True)
class Became:
    """An actor that was not there on the days of the file, and who stands in its place on them: one after the
    other where it is one place under several numbers, else the one that does so on all of them, if any does.
    """

    successors: tuple[Successor, ...]

    @property
    def is_renumbered(self) -> bool:
        return bool(self.successors) and self.successors[0].same_area


class Offers:
    """Each list is fetched once, when it is first asked for. `allowed`: whom values may be registered for."""

    def __init__(self, allowed: Collection[int]) -> None:
        self._allowed = allowed
        self._lists: dict[str, list[Known]] = {}

    def foreign(self, text: str, days: Iterable[date]) -> str:
        """Its name, where the text means an actor that is there, and is somebody else's; else nothing."""
        for day in days:
            try:
                found = self._index.find(text, on=day).actor_id
            except ActorError:
                continue
            return "" if found in self._allowed else self._names[found]
        return ""

    def became(self, text: str, days: Iterable[date]) -> Became | None:
        """None where no such actor has ended, or is still to come."""
        if self._gone.isdisjoint({fold(text), *NUMBER.findall(text)}):
            return None
        found: set[Successor | None] = set()
        for day in days:
            try:
                self._index.find(text, on=day)
            except ActorError as error:
                found |= set(error.successors) or {None}
        named = sorted((one for one in found if one), key=lambda one: one.since)
        if len(found) == 1 or (None not in found and self._is_one_place(named)):
            return Became(tuple(named))
        return Became(())

    def _is_one_place(self, named: list[Successor]) -> bool:
        places = {self._numbers.place(one.actor_id) for one in named}
        return len(places) == 1 and all(one.same_area for one in named)

    def may_stand_for(self, actor: int) -> bool:
        """Whether the sender registers for the place, under this number or another of its."""
        return not self._numbers.all_of([actor]).isdisjoint(self._allowed)

    def alike(self, role: str, text: str) -> tuple[list[Choice], list[Choice]]:
        """Those it looks like, and the others."""
        known, folded = self._known(role), fold(text)
        words = {word: code for code, _label, names in known for word in names}
        close = [words[word] for word in get_close_matches(folded, words, n=ALIKE, cutoff=0.7)]
        within = [code for code, _label, names in known if any(_within(name, folded) for name in names)]
        first = list(dict.fromkeys([*close, *within[:ALIKE]]))
        labels = {code: label for code, label, _names in known}
        return [(code, labels[code]) for code in first], [
            (code, label) for code, label in labels.items() if code not in first
        ]

    @cached_property
    def _index(self) -> ActorIndex:
        return ActorIndex.load()

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers.load()

    @cached_property
    def _names(self) -> dict[int, str]:
        return dict(Actor.objects.values_list("pk", "name"))

    @cached_property
    def _gone(self) -> set[str]:
        """Numbers and names of all that are no more, or came in the place of others."""
        changed = Succession.objects.exclude(kind=Succession.Kind.RENAME)
        rows = Actor.objects.filter(~Q(valid_to=None) | Q(pk__in=changed.values("successor"))).values_list(
            "code", "name"
        )
        return {fold(word) for row in rows for word in row}

    def _known(self, role: str) -> list[Known]:
        if role not in self._lists:
            self._lists[role] = list(self._load(role))
        return self._lists[role]

    def _load(self, role: str) -> Iterator[Known]:
        if role == Role.ACTOR:
            for actor in Actor.objects.filter(pk__in=self._allowed, valid_to=None).order_by("name"):
                names = {fold(actor.name), fold(actor.code)}
                yield actor_by_id(actor.pk), f"{actor.code} {actor.name}", names
        elif role == Role.INDICATOR:
            for indicator in Indicator.objects.with_page().order_by("title_nb"):
                yield indicator.slug, indicator.title, {fold(indicator.title), fold(indicator.slug)}
        else:
            for category in Category.objects.filter(dimension=role):
                yield category.code, category.name, {fold(category.name), fold(category.code)}


def _within(name: str, text: str) -> bool:
    """«Rauma» is within «Rauma kommune øst»."""
    return len(name) > 3 and name in text
