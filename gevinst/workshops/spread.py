"""How much people agree: scores of 1–5 as counts, mean and extremes. Plain arithmetic, no Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat

LOWEST, HIGHEST = 1, 5
MIDDLE = (LOWEST + HIGHEST) / 2
# Scores so far apart are worth a talk: one says little and another much.
FAR_APART = 3


@dataclass(frozen=True)
class Spread:
    """`counts`: how many gave 1, 2, 3, 4 and 5."""

    counts: tuple[int, int, int, int, int]

    @classmethod
    def of(cls, scores: Iterable[int]) -> Spread:
        """Raises ValueError for a score outside 1–5."""
        counts = [0, 0, 0, 0, 0]
        for score in scores:
            if not LOWEST <= score <= HIGHEST:
                raise ValueError(f"{score} is not a score")
            counts[score - LOWEST] += 1
        one, two, three, four, five = counts
        return cls((one, two, three, four, five))

    @property
    def n(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        given = list(self.scores)
        return sum(given) / len(given) if given else None

    @property
    def low(self) -> int | None:
        return min(self.scores, default=None)

    @property
    def high(self) -> int | None:
        return max(self.scores, default=None)

    @property
    def is_wide(self) -> bool:
        return self.low is not None and self.high is not None and self.high - self.low >= FAR_APART

    @property
    def scores(self) -> Iterable[int]:
        return (score for score, count in enumerate(self.counts, LOWEST) for _ in repeat(None, count))
