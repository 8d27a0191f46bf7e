"""Min forside: what needs this person first, over all their actors, and how it goes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_noop

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.overview.words import sentence
from gevinst.dashboards.needs import MOST_ASKED_FOR, Need
from gevinst.dashboards.reached import Reached, reached_lately
from gevinst.dashboards.waiting import LeftOff, left_off, lines_of, matter_of, waiting_for
from gevinst.plans.lines import Line
from indicators.actors.models import Actor

BOARD = Board(
    code="mine",
    name=gettext_noop("Min forside"),
    question=gettext_noop("Hva trenger meg først?"),
    route="min/",
    view="gevinst.dashboards.boards.mine.view.mine",
    listed=False,
)


@dataclass(frozen=True)
class Place:
    """An actor of mine, and how its benefits stand; no sentence where it has none."""

    actor: Actor
    sentence: str
    has_examples: bool


@dataclass(frozen=True)
class Mine:
    """`sentence` is of all benefits together; empty where there are none."""

    sentence: str
    needs: list[Need]
    watched: list[Need]
    places: list[Place]
    reached: list[Reached]
    left_off: LeftOff | None

    @property
    def first(self) -> list[Need]:
        return self.needs[:MOST_ASKED_FOR]

    @property
    def then(self) -> list[Need]:
        return self.needs[MOST_ASKED_FOR:]

    @property
    def several(self) -> bool:
        return len({need.whose for need in [*self.needs, *self.watched] if need.whose}) > 1

    @property
    def has_examples(self) -> bool:
        return any(place.has_examples for place in self.places)


def mine(user: User) -> Mine | None:
    """None for somebody without a role."""
    actors = gate.actors_with_role(user)
    if not actors:
        return None
    matter = matter_of(user)
    lines = lines_of(user, matter)
    waiting = waiting_for(user, lines, matter)
    by_actor: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_actor[line.contribution.actor_id].append(line)
    return Mine(
        sentence=sentence([line.status for line in lines]) if lines else "",
        needs=waiting.needs,
        watched=waiting.watched,
        places=[_place(actor, by_actor[actor.pk]) for actor in actors],
        reached=reached_lately(lines, timezone.localdate()),
        left_off=left_off(user),
    )


def _place(actor: Actor, lines: list[Line]) -> Place:
    examples = any(line.is_example or line.benefit.plan.is_example for line in lines)
    return Place(actor, sentence([line.status for line in lines]) if lines else "", examples)
