"""Adding up what several state, so that nobody counts twice. Plain: no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """`total`: None where nobody stated anything. `counted`: whose amounts are in it. `left_out`: those whose
    amount is not, since somebody in it is a part of them, or shares a part with them. `missing`: those with
    nobody of the others under them who stated nothing; `expected`: how many such there are.
    """

    total: float | None
    counted: tuple[int, ...]
    left_out: tuple[int, ...]
    missing: tuple[int, ...]
    expected: int

    def share_of(self, who: int, stated: Mapping[int, float | None]) -> float | None:
        """Percent of the total. None unless all stated theirs: a share of what is known says too much."""
        value = stated.get(who)
        if self.missing or not self.total or value is None or who not in self.counted:
            return None
        return 100 * value / self.total


def added(stated: Mapping[int, float | None], parts: Mapping[int, frozenset[int]]) -> Sum:
    """`stated`: what each contributor stated, None for nothing. `parts`: all that is a part of each, itself
    among them.

    The narrowest go first, so that a municipality counts and not the community it is in; what is left of
    those that overlap is told, not guessed.
    """
    lowest = [who for who in stated if not any(other in parts[who] for other in stated if other != who)]
    counted: list[int] = []
    left_out: list[int] = []
    taken: set[int] = set()
    for who in sorted(stated, key=lambda one: (len(parts[one]), one)):
        if stated[who] is None:
            continue
        if parts[who] & taken:
            left_out.append(who)
        else:
            counted.append(who)
            taken |= parts[who]
    return Sum(
        total=sum(stated[who] or 0.0 for who in counted) if counted else None,
        counted=tuple(counted),
        left_out=tuple(left_out),
        missing=tuple(who for who in lowest if stated[who] is None),
        expected=len(lowest),
    )
