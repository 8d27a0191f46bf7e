"""What an actor was before and became after, and how that is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from indicators.actors.models import Actor, Succession

Kind = Succession.Kind


@dataclass(frozen=True, slots=True)
class Successor:
    """Who an actor became. `same_area`: only the number is new; a figure for one is one for the other."""

    actor_id: int
    code: str
    name: str
    since: date
    same_area: bool


@dataclass
class Lineage:
    """Successions between actors, by actor id; renames are not among them, since the actor stays the same."""

    actors: dict[int, Actor]
    after: dict[int, list[Succession]] = field(default_factory=lambda: defaultdict(list))
    before: dict[int, list[Succession]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls, actors: Iterable[Actor]) -> Self:
        lineage = cls({actor.pk: actor for actor in actors})
        for step in Succession.objects.exclude(kind=Kind.RENAME).order_by(
            "date", "predecessor__code", "successor__code"
        ):
            lineage.after[step.predecessor_id].append(step)
            lineage.before[step.successor_id].append(step)
        return lineage

    def successors(self, actor: Actor, on: date) -> tuple[Successor, ...]:
        """The one actor that stands in its place that day; nobody when it was divided or is not there yet."""
        same, seen = True, {actor.pk}
        while actor.valid_to is not None and actor.valid_to < on:
            steps = self.after.get(actor.pk, [])
            if len(steps) != 1 or steps[0].successor_id in seen:
                return ()
            step, actor = steps[0], self.actors[steps[0].successor_id]
            same = same and step.kind == Kind.RENUMBER
            seen.add(actor.pk)
        if len(seen) == 1 or on < actor.valid_from:
            return ()
        return (Successor(actor.pk, actor.code, actor.name, step.date, same),)

    def absence(self, actor: Actor, on: date) -> str:
        """Why the actor is not there that day, and who is. Norwegian."""
        if on < actor.valid_from:
            return self._not_yet(actor, on)
        told = [f"{self._label(actor)} opphørte {_day(actor.valid_to)}."]
        seen = {actor.pk}
        while steps := self.after.get(actor.pk):
            successors = [self.actors[step.successor_id] for step in steps]
            told.append(self._became(actor, steps, successors))
            actor = successors[0]
            if len(successors) > 1 or actor.pk in seen or actor.valid_to is None or on <= actor.valid_to:
                break
            seen.add(actor.pk)
        return " ".join(told)

    def _became(self, actor: Actor, steps: list[Succession], successors: list[Actor]) -> str:
        since, names = _day(steps[0].date), listed([self._label(successor) for successor in successors])
        if len(steps) > 1:
            unknown = any(step.share is None for step in steps)
            why = "Fordelingen er ikke kjent, så tall kan ikke flyttes. " if unknown else ""
            return f"{self._label(actor)} ble delt {since} mellom {names}. {why}Oppgi tall for hver av dem."
        if steps[0].kind == Kind.RENUMBER:
            return f"Fra {since} er nummeret {names}."
        return f"Fra {since} er det en del av {names}. Oppgi tall for hele {successors[0].name}."

    def _not_yet(self, actor: Actor, on: date) -> str:
        steps = self.before.get(actor.pk, [])
        told = f"{self._label(actor)} finnes først fra {_day(actor.valid_from)}."
        if not steps:
            return told
        names = listed([self._label(self.actors[step.predecessor_id]) for step in steps])
        if len(steps) == 1 and steps[0].kind == Kind.RENUMBER:
            return f"{told} Før det var nummeret {names}."
        return f"{told} Før det var området {names}."

    @staticmethod
    def _label(actor: Actor) -> str:
        return f"{actor.code} {actor.name}"


def listed(words: list[str], joint: str = "og") -> str:
    """Words as a sentence lists them: a, b og c."""
    return f" {joint} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
