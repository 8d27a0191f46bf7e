"""Those next below in the line: how many of their measures signal what, and the way down to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gevinst.dashboards.boards.leader.question import Question
from gevinst.dashboards.boards.leader.reading import Figures
from indicators.actors.models import Actor
from indicators.measurements.behaviour import Signal
from indicators.measurements.periods import Period

SHOWN = (Signal.CONCERN, Signal.IMPROVEMENT, Signal.CHANGE, Signal.COMMON, Signal.TOO_FEW)


@dataclass(frozen=True)
class Under:
    """`signals`: how many measures of each, those there are; `latest`: the newest month with a figure."""

    actor: Actor
    query: str
    signals: list[tuple[Signal, int]]
    latest: Period | None

    @property
    def measures(self) -> int:
        return sum(n for _signal, n in self.signals)


def units_of(question: Question, found: Figures) -> list[Under]:
    """In the order of their names."""
    return [_unit(actor, question, found) for actor in question.under]


def _unit(actor: Actor, question: Question, found: Figures) -> Under:
    there = [one for one in found.all_indicators if found.of(one, actor)]
    counted = Counter(found.behaviour(one, actor).signal for one in there)
    months = [max(found.of(one, actor)) for one in there]
    return Under(
        actor=actor,
        query=question.query_for(actor),
        signals=[(signal, counted[signal]) for signal in SHOWN if counted[signal]],
        latest=max(months, default=None),
    )
