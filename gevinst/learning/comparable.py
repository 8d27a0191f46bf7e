"""Who is like us: municipalities of about the same size, in bands of inhabitants."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

# First number of inhabitants of each band but the lowest.
BOUNDS = (2_000, 5_000, 10_000, 20_000, 50_000)


def band_of(inhabitants: float) -> int:
    """0 for the smallest."""
    return bisect_right(BOUNDS, inhabitants)


def limits_of(band: int) -> tuple[int | None, int | None]:
    """First and last number of inhabitants; None where there is no end."""
    first = BOUNDS[band - 1] if band else None
    last = BOUNDS[band] - 1 if band < len(BOUNDS) else None
    return first, last


def like(actor: int, inhabitants: Mapping[int, float]) -> frozenset[int]:
    """The others in the same band; nobody where the actor's own size is not known."""
    own = inhabitants.get(actor)
    if own is None:
        return frozenset()
    band = band_of(own)
    return frozenset(one for one, n in inhabitants.items() if one != actor and band_of(n) == band)
