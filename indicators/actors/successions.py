"""What became of places, read once: under which numbers each has been, and where its figures begin to be of
another area."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from indicators.actors.models import Succession
from indicators.actors.numbers import Break, Numbers

_OTHER_AREA = (Succession.Kind.MERGE, Succession.Kind.SPLIT)


class Joined(NamedTuple):
    """`name` went into the successor that day, whole or in part."""

    successor: int
    day: date
    kind: str
    name: str


@dataclass(frozen=True)
class Successions:
    """`joined` in order of day and name."""

    numbers: Numbers
    joined: Sequence[Joined]

    @classmethod
    def load(cls) -> Self:
        """One query."""
        told = Succession.objects.exclude(kind=Succession.Kind.RENAME).order_by("date", "predecessor__name")
        steps = list(
            told.values_list(
                "predecessor",
                "successor",
                "date",
                "kind",
                "predecessor__code",
                "successor__code",
                "predecessor__name",
            )
        )
        return cls(
            Numbers.of(step[:6] for step in steps),
            [
                Joined(successor, day, kind, name)
                for _before, successor, day, kind, _was, _became, name in steps
                if kind in _OTHER_AREA
            ],
        )

    @classmethod
    def none(cls) -> Self:
        """Nothing has become of anybody."""
        return cls(Numbers({}), [])

    def breaks_of(self, actors: Iterable[int]) -> dict[int, list[Break]]:
        """By actor id, oldest first: where figures from before are of another area."""
        places = {actor: self.numbers.place(actor) for actor in actors}
        names: dict[int, dict[tuple[date, str], list[str]]] = {place: {} for place in places.values()}
        for one in self.joined:
            found = names.get(self.numbers.place(one.successor))
            if found is not None:
                found.setdefault((one.day, one.kind), []).append(one.name)
        return {
            actor: [Break(day, kind, tuple(told)) for (day, kind), told in names[place].items()]
            for actor, place in places.items()
        }
