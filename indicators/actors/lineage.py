"""What an actor was before and became after, and how that is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Self

from indicators.actors.models import Actor, Succession
from indicators.messages import Message, listed, sentences
from indicators.messages import gettext as _

Kind = Succession.Kind


@dataclass(frozen=True, slots=True)
class Successor:
    """Who stands in the place of an actor on a day it was not there itself. `same_area`: only the number is
    another; a figure for one is one for the other. `until`: its own last day, None while it is there.
    """

    actor_id: int
    code: str
    name: str
    since: date
    until: date | None
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
        """The one actor that stands in its place that day; nobody when it was divided. Before it was there
        itself, only the same place under the number of then: what became part of another is not that other.
        """
        if on < actor.valid_from:
            return self._former(actor, on)
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
        return (Successor(actor.pk, actor.code, actor.name, step.date, actor.valid_to, same),)

    def _former(self, actor: Actor, on: date) -> tuple[Successor, ...]:
        while on < actor.valid_from:
            steps = self.before.get(actor.pk, [])
            if not (len(steps) == 1 and self._is_renumbering(steps[0])):
                return ()
            actor = self.actors[steps[0].predecessor_id]
        return (Successor(actor.pk, actor.code, actor.name, actor.valid_from, actor.valid_to, True),)

    def _is_renumbering(self, step: Succession) -> bool:
        return step.kind == Kind.RENUMBER and len(self.after[step.predecessor_id]) == 1

    def absence(self, actor: Actor, on: date) -> Message:
        """Why the actor is not there that day, who is, and whom to give figures for."""
        if on < actor.valid_from:
            return self._not_yet(actor, on)
        steps, told, seen, whole = self.after.get(actor.pk, []), list[Message](), {actor.pk}, True
        if len(steps) < 2:  # of one that was divided, the division says it all
            told.append(_("{actor} opphørte {day}.").format(actor=_label(actor), day=_day(actor.valid_to)))
        while steps:
            told.append(self._became(actor, steps))
            whole = whole and steps[0].kind == Kind.RENUMBER
            actor = self.actors[steps[0].successor_id]
            if len(steps) > 1:
                told.append(_("Oppgi tall for hver av dem."))
            elif actor.valid_to and actor.valid_to < on and actor.pk not in seen:
                seen.add(actor.pk)
                steps = self.after.get(actor.pk, [])
                continue
            elif not whole:
                told.append(_("Oppgi tall for hele {name}.").format(name=actor.name))
            break
        return sentences(*told)

    def _became(self, actor: Actor, steps: list[Succession]) -> Message:
        new = listed([_label(self.actors[step.successor_id]) for step in steps])
        said = {"actor": _label(actor), "since": _day(steps[0].date), "new": new}
        if len(steps) > 1:
            divided = _("{actor} ble delt {since} mellom {new}.").format(**said)
            if all(step.share is not None for step in steps):
                return divided
            return sentences(divided, _("Fordelingen er ikke kjent, så tall kan ikke flyttes."))
        if steps[0].kind == Kind.RENUMBER:
            return _("Fra {since} er nummeret {new}.").format(**said)
        return _("Fra {since} er det en del av {new}.").format(**said)

    def _not_yet(self, actor: Actor, on: date) -> Message:
        told = [_("{actor} finnes først fra {day}.").format(actor=_label(actor), day=_day(actor.valid_from))]
        number, area = _("Før det var nummeret {old}."), _("Før det var området {old}.")
        while on < actor.valid_from and (steps := self.before.get(actor.pk)):
            before = [self.actors[step.predecessor_id] for step in steps]
            said = {"day": _day(actor.valid_from), "old": listed([_label(each) for each in before])}
            if len(steps) > 1 or steps[0].kind != Kind.RENUMBER:
                told.append(area.format(**said))
                break
            told.append(number.format(**said))
            actor = before[0]
            number, area = _("Før {day} var nummeret {old}."), _("Før {day} var området {old}.")
        return sentences(*told)


def _label(actor: Actor) -> str:
    return f"{actor.code} {actor.name}"


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
