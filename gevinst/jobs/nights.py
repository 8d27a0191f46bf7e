"""What is done every night - or by day, where nobody leaves the product running at night."""

from __future__ import annotations

from datetime import datetime, timedelta

from gevinst.jobs import registry
from gevinst.jobs.models import Job

PREFIX = "nightly."
HOURS = range(1, 5)
# Shorter than from the end of one night to the beginning of the next, longer than a night.
SAME_NIGHT = timedelta(hours=12)
TOO_LONG_AGO = timedelta(hours=36)


def due(now: datetime) -> list[str]:
    """The kinds to put in the queue. `now` in local time, asked about several times an hour. One query.

    Counted by when it was last put there, not done: what failed tonight is not tried until tomorrow. By the
    length of time, not by the date: the hour that comes twice in October gives no second run.
    """
    kinds = [kind for kind in registry.kinds() if kind.startswith(PREFIX)]
    recent = Job.objects.filter(kind__in=kinds, created_at__gt=now - TOO_LONG_AGO)
    last: dict[str, datetime] = {}
    for kind, at in recent.values_list("kind", "created_at").order_by("created_at"):
        last[kind] = at
    return [kind for kind in kinds if _is_due(now, last.get(kind))]


def _is_due(now: datetime, last: datetime | None) -> bool:
    return last is None or (now.hour in HOURS and now - last > SAME_NIGHT)
