"""Who carries how much of what is left: Σ over members of value − own expected, in the indicator's unit.

Plain arithmetic. Counts weigh one each; of shares and means a member weighs as its part of all denominators,
so that the parts add up to the gap of the whole. See docs/calculations.md, `gap_of`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Generic[K]):
    """`value` and what was `expected` of it over the same time, both in the unit of the indicator; None where
    there is none. `weight`: its denominator, or 1 of a count."""

    key: K
    value: float | None
    expected: float | None
    weight: float | None = 1.0

    @property
    def is_known(self) -> bool:
        return None not in (self.value, self.expected, self.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[K]):
    """`amount`: its part of the gap; above nought is behind, below is ahead of its own expected. `share`:
    percent of what those behind lack together; None for one that is not behind, and where a figure lacks."""

    key: K
    amount: float
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Gap(Generic[K]):
    """`parts`, the largest first; `missing`, those without a figure or without something expected of them."""

    parts: tuple[Part[K], ...]
    missing: tuple[K, ...]

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def behind(self) -> float:
        """What those behind lack together: the shares are of this."""
        return sum(part.amount for part in self.parts if part.amount > 0)

    @property
    def ahead(self) -> float:
        """What the others have in hand, below nought."""
        return sum(part.amount for part in self.parts if part.amount < 0)

    @property
    def net(self) -> float:
        """The whole's own distance from what was expected of it."""
        return self.behind + self.ahead

    @property
    def largest(self) -> Part[K] | None:
        """The one with most of what is left; None when nobody is behind."""
        return self.parts[0] if self.parts and self.parts[0].amount > 0 else None


def gap_of(members: Sequence[Member[K]], *, sign: int) -> Gap[K]:
    """`sign` is that of the direction: 1 where higher is better, -1 where lower is.

    Shares are told only when every member's figure is there: of a part of the members they would be too high.
    """
    known = [one for one in members if one.is_known]
    every = sum(one.weight or 0.0 for one in known)
    counted = all(one.weight == 1.0 for one in known)
    parts = []
    for one in known:
        part = 1.0 if counted else (one.weight or 0.0) / every if every else 0.0
        off = ((one.value or 0.0) - (one.expected or 0.0)) * -sign
        parts.append(Part(key=one.key, amount=off * part))
    missing = tuple(one.key for one in members if not one.is_known)
    lacking = sum(part.amount for part in parts if part.amount > 0)
    if not missing and lacking > 0:
        parts = [
            Part(key=part.key, amount=part.amount, share=part.amount * 100 / lacking)
            if part.amount > 0
            else part
            for part in parts
        ]
    return Gap(tuple(sorted(parts, key=lambda part: -part.amount)), missing)
