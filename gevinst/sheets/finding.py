"""The search of the top bar: indicators for everybody, and for those logged in the actors they may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.sheets.listing import Row, rows_of
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator
from indicators.catalogue.search import search
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
    """Nothing for no words."""
    if not words_in(words):
        return Findings(words, [], 0, True, [], [])
    found = search(words, Indicator.objects.published().with_sheet())
    mine = _matching(words, gate.actors(user))
    seen = {actor.pk for actor in mine}
    shared = Actor.objects.filter(pk__in=gate.peers(user), kind=ActorKind.MUNICIPALITY)
    return Findings(
        words=words,
        rows=rows_of(found.indicators[:INDICATORS_SHOWN]),
        more=max(0, len(found.indicators) - INDICATORS_SHOWN),
        whole=found.whole,
        actors=mine,
        comparable=[actor for actor in _matching(words, shared) if actor.pk not in seen],
    )


def _matching(words: str, actors: Iterable[Actor]) -> list[Actor]:
    """Those whose name, other names or number has every word, in any form or begun; else one slip away."""
    known = [(actor, words_in(" ".join([actor.name, actor.code, *actor.aliases]))) for actor in actors]
    for fits in (_begins, is_near):
        if found := [actor for actor, own in known if _has_all(words_in(words), own, fits)]:
            return found[:ACTORS_SHOWN]
    return []


def _has_all(words: Iterable[str], own: Iterable[str], fits: Callable[[str, str], bool]) -> bool:
    return all(any(fits(word, other) for other in own) for word in words)


def _begins(word: str, other: str) -> bool:
    return other.startswith(word) or stem(other) == stem(word)
