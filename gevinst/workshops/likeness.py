"""Tasks that may be the same one written twice: alike titles within a service. Plain text, no Django."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from difflib import SequenceMatcher
from itertools import combinations
from typing import TypeVar

from indicators.catalogue.words import stem, words_in

ALIKE = 0.78
SMALL = frozenset(words_in("av de den det en er et for fra i med når og om på som til ved å"))
Id = TypeVar("Id", bound=Hashable)


def alike(first: str, second: str) -> bool:
    """By their words in any inflection and order, or by their letters: a slip of the finger counts little."""
    one, other = _words(first), _words(second)
    if not one or not other:
        return first.casefold() == second.casefold()
    shared = len(one & other)
    if 2 * shared / (len(one) + len(other)) >= ALIKE:
        return True
    ratio = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)))
    return ratio.quick_ratio() >= ALIKE and ratio.ratio() >= ALIKE


def groups(titles: Iterable[tuple[Id, str]]) -> list[list[Id]]:
    """Those alike, in groups of two and more, in the order given. One alike two others joins them."""
    named = list(titles)
    group_of: dict[Id, list[Id]] = {key: [key] for key, _title in named}
    for (first, one), (second, other) in combinations(named, 2):
        mine, theirs = group_of[first], group_of[second]
        if mine is not theirs and alike(one, other):
            mine.extend(theirs)
            for key in theirs:
                group_of[key] = mine
    found = {id(group): group for group in group_of.values() if len(group) > 1}
    order = {key: place for place, (key, _title) in enumerate(named)}
    return [sorted(group, key=order.__getitem__) for group in found.values()]


def _words(title: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_in(title) if word not in SMALL)
