"""One place under several numbers: who was only renumbered is the same before and after.

A merger or a split is not, and there a series breaks. See docs/decisions/0008.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple, Self

from indicators.actors.models import Succession


class Number(NamedTuple):
    """`until`: the day another number took over; None for the last one."""

    actor: int
    code: str
    until: date | None


@dataclass(frozen=True)
class Numbers:
    """`lines` by actor id: every number its place has had, oldest first; none of places that have had but
    one."""

    lines: Mapping[int, tuple[Number, ...]]

    @classmethod
    def load(cls) -> Self:
        """One query."""
        steps = Succession.objects.exclude(kind=Succession.Kind.RENAME).order_by("date")
        told = steps.values_list(
            "predecessor", "successor", "date", "kind", "predecessor__code", "successor__code"
        )
        return cls.of(list(told))

    @classmethod
    def of(cls, steps: Iterable[tuple[int, int, date, str, str, str]]) -> Self:
        """`steps`: predecessor, successor, date, kind and both codes, in order of date, renames left out."""
        return cls(_lines(tuple(steps)))

    def place(self, actor: int) -> int:
        """One id for all numbers of a place: the last one's."""
        line = self.lines.get(actor)
        return line[-1].actor if line else actor

    def all_of(self, actors: Iterable[int]) -> set[int]:
        """These, and every other number of the same places."""
        return {number for actor in actors for number in self.shared_by(actor)}

    def shared_by(self, actor: int) -> tuple[int, ...]:
        line = self.lines.get(actor)
        return tuple(number.actor for number in line) if line else (actor,)

    def in_force(self, actor: int, on: date) -> bool:
        """Whether it was that number, of all its place has had, that held on the day."""
        return self.number_on(actor, on) == actor

    def number_on(self, actor: int, on: date) -> int:
        """The number of the place that held on the day; the first one for days before it."""
        line = self.lines.get(actor, ())
        held = (number.actor for number in line if number.until is None or on < number.until)
        return next(held, actor)

    def one_among(self, actor: int, among: Collection[int], on: date) -> int | None:
        """Of the numbers of the place, the one among these that stands for it that day: a place listed under
        two numbers is still there once."""
        there = [number for number in self.shared_by(actor) if number in among]
        return next((number for number in there if self.in_force(number, on)), there[-1] if there else None)

    def replaced(self, actor: int) -> Number | None:
        """This very number, where another has taken over since."""
        return self._replaced.get(actor)

    @cached_property
    def _replaced(self) -> dict[int, Number]:
        return {number.actor: number for line in self.lines.values() for number in line if number.until}

    def former(self, actor: int) -> list[Number]:
        """The numbers before this one, the latest first."""
        numbers = self.shared_by(actor)
        return list(reversed(self.lines[actor][: numbers.index(actor)])) if len(numbers) > 1 else []

    def precedence(self, actor: int, on: date) -> tuple[bool, int]:
        """Of two numbers of a place with a figure each, the one with the higher is the one that counts that
        day: the number in force, else the later one."""
        return self.in_force(actor, on), self.shared_by(actor).index(actor)

    def goes_before(self, one: int, other: int, on: date) -> bool:
        return self.precedence(one, on) > self.precedence(other, on)


# The same rows are read for nearly every page, and change when a municipality does.
@lru_cache(maxsize=4)
def _lines(steps: tuple[tuple[int, int, date, str, str, str], ...]) -> Mapping[int, tuple[Number, ...]]:
    into = Counter((after, day) for _before, after, day, *_rest in steps)
    out_of = Counter(before for before, *_rest in steps)
    lines: dict[int, tuple[Number, ...]] = {}
    for before, after, day, kind, was, became in steps:
        alone = into[(after, day)] == 1 and out_of[before] == 1
        if kind != Succession.Kind.RENUMBER or not alone or after in lines:
            continue
        earlier = lines.get(before, (Number(before, was, None),))
        line = (*earlier[:-1], Number(before, was, day), Number(after, became, None))
        lines |= dict.fromkeys((number.actor for number in line), line)
    return lines


class Break(NamedTuple):
    """The day figures began to be of something else. Of another area: `names` went into it, by a merger or as
    parts of them (Succession.Kind). Of another definition: its number (indicators.catalogue.versions)."""

    day: date
    kind: str
    names: tuple[str, ...]
