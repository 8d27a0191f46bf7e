"""The search of the top bar: indicators for everybody, and for those logged in the actors they may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.sheets.listing import Row, rows_of
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator
from indicators.catalogue.search import Found, search
from indicators.catalogue.words import is_near, stem, words_in

INDICATORS_SHOWN = 8
ACTORS_SHOWN = 12


@dataclass(frozen=True)
class Findings:
    """`actors` have an overview the reader may open, `comparable` only figures to compare with.

    `more`: indicators found beside those given.
    """

    words: str
    rows: list[Row]
    more: int
    whole: bool
    actors: list[Actor]
    comparable: list[Actor]

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.actors or self.comparable)


def find(user: Someone, words: str) -> Findings:
    """Nothing for no words. What is well spelt among either kind drops what is only near among the other."""
    if not words_in(words):
        return Findings(words, [], 0, True, [], [])
    found = search(words, Indicator.objects.published().with_sheet())
    mine = set(gate.actors(user))
    there = Actor.objects.valid_on(timezone.localdate())
    shared = there.filter(pk__among=gate.peers(user), kind=ActorKind.MUNICIPALITY)
    known = sorted(mine.union(shared), key=lambda actor: actor.name)
    actors = _matching(words, known, _begins)
    if not actors and (found.near or not found.indicators):
        actors = _matching(words, known, is_near)
    elif actors and found.near:
        found = Found([])
    return Findings(
        words=words,
        rows=rows_of(found.indicators[:INDICATORS_SHOWN]),
        more=max(0, len(found.indicators) - INDICATORS_SHOWN),
        whole=found.whole,
        actors=[actor for actor in actors if actor in mine],
        comparable=[actor for actor in actors if actor not in mine],
    )


def _matching(words: str, actors: list[Actor], fits: Callable[[str, str], bool]) -> list[Actor]:
    """Those whose name, other names or number has every word."""
    known = [(actor, words_in(" ".join([actor.name, actor.code, *actor.aliases]))) for actor in actors]
    return [actor for actor, own in known if _has_all(words_in(words), own, fits)][:ACTORS_SHOWN]


def _has_all(words: Iterable[str], own: Iterable[str], fits: Callable[[str, str], bool]) -> bool:
    return all(any(fits(word, other) for other in own) for word in words)


def _begins(word: str, other: str) -> bool:
    return other.startswith(word) or stem(other) == stem(word)
