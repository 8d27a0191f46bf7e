"""How often somebody may ask for what costs others a mail. A cache that is down lets everybody through."""

from __future__ import annotations

import hashlib
import time

from django.core.cache import cache

# How many, within so many seconds of the clock.
RATES = {"reset": (10, 600), "reset-address": (3, 3600), "link": (30, 600), "give": (40, 3600)}


def within(what: str, who: str) -> bool:
    """Counts this one in. `who` is an address of the net, of mail, or the number of a user."""
    most, seconds = RATES[what]
    digest = hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()
    key = f"access-{what}-{digest}-{int(time.time()) // seconds}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # it went out in between
        return True
