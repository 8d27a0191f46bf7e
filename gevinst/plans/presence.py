"""Who has a plan open now, and in which cell. Kept in the cache, for it is of no use a minute later."""

from __future__ import annotations

from dataclasses import dataclass
from time import time

from django.core.cache import cache

from gevinst.access.models import User
from gevinst.plans.models import Plan

SECONDS = 20


@dataclass(frozen=True)
class Present:
    user: int
    name: str
    cell: str


def here(plan: Plan, user: User, cell: str) -> list[Present]:
    """Says that the user is in this cell; answers who else is here.

    Two at the same moment may miss each other until the next time, some seconds later.
    """
    key, now = f"plan-{plan.pk}-here", time()
    known: dict[int, tuple[float, str, str]] = cache.get(key) or {}
    known = {pk: each for pk, each in known.items() if now - each[0] < SECONDS}
    known[user.pk] = (now, str(user), cell[:60])
    cache.set(key, known, SECONDS)
    return [Present(pk, name, at) for pk, (_seen, name, at) in known.items() if pk != user.pk]
