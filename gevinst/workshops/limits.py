"""How often somebody without an account may ask. A cache that is down lets everybody through."""

from __future__ import annotations

import time

from django.core.cache import cache

SECONDS = 60
# A whole room shares one address; one phone does not send a task a second.
RATES = {"look": 1_200, "join": 300, "send": 60, "workshop": 1_500}


class TooOftenError(Exception):
    """Asked more often than a room full of people would."""


def count(what: str, who: str) -> None:
    """Raises TooOftenError beyond RATES[what] within a minute of the clock."""
    key = f"workshop-{what}-{who}-{int(time.time()) // SECONDS}"
    cache.add(key, 0, timeout=2 * SECONDS)
    try:
        asked = cache.incr(key)
    except ValueError:  # it went out in between
        return
    if asked > RATES[what]:
        raise TooOftenError
