"""All that a lens may show of: the question, those compared, their figures, and what is said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gevinst.access.gate import Someone
from gevinst.dashboards.boards.compare.evidence import funnel_of, interval_of, places
from gevinst.dashboards.boards.compare.question import Question
from gevinst.dashboards.boards.compare.reading import Figures
from gevinst.dashboards.boards.compare.words import Row, compares, group_name, row_of, text_of, unit_of
from indicators.actors.models import Actor
from indicators.statistics.direction import Direction
from indicators.statistics.funnel import Funnel, Place


@dataclass(frozen=True)
class Scene:
    """`actors` are those the reader may see figures of; `own` the reader's own, by id."""

    user: Someone
    question: Question
    actors: Sequence[Actor]
    found: Figures
    own: frozenset[int]
    many: bool = False

    @cached_property
    def rows(self) -> list[Row]:
        """The highest first, those without a figure last."""
        whole = self.found.whole.value if self.found.whole else None
        rows = [
            row_of(
                actor,
                self.found.values[actor.pk],
                self.found.points[actor.pk],
                whole=whole,
                question=self.question,
                is_own=actor.pk in self.own,
                interval=interval_of(self.found.parts.get(actor.pk)),
            )
            for actor in self.actors
        ]
        return sorted(rows, key=lambda row: (row.value is None, -(row.value or 0.0), row.actor.name))

    @cached_property
    def valued(self) -> list[Row]:
        return [row for row in self.rows if row.value is not None]

    @cached_property
    def funnel(self) -> Funnel | None:
        """Of `valued`, in their order; None for figures that may not be held against the group's."""
        if not compares(self.question) or self.found.whole is None:
            return None
        return funnel_of(self.found.parts, [row.actor.pk for row in self.valued])

    @property
    def places(self) -> list[Place]:
        return list(self.funnel.places) if self.funnel else [Place.WITHIN] * len(self.valued)

    def places_of(self, row: Row) -> tuple[int, int] | None:
        """Between which places from the top the row may lie."""
        others = [one.interval for one in self.valued if one is not row]
        if row.interval is None or not compares(self.question) or None in others:
            return None
        return places(row.interval, [one for one in others if one is not None])

    @property
    def whole(self) -> float | None:
        return self.found.whole.value if self.found.whole else None

    @property
    def whole_text(self) -> str:
        return text_of(self.whole, self.question)

    @property
    def unit(self) -> str:
        return unit_of(self.question)

    @property
    def group_name(self) -> str:
        return group_name(self.question)

    @property
    def direction(self) -> Direction:
        return Direction(self.question.indicator.direction)

    @property
    def period_label(self) -> str:
        return self.found.choice.label if self.found.choice else ""

    @property
    def own_row(self) -> Row | None:
        """The reader's own, where it has a figure."""
        return next((row for row in self.valued if row.is_own), None)
