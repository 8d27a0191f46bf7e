"""Named reads of the queue."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet, Subquery

from gevinst.jobs.models import Job


def claimable(now: datetime) -> QuerySet[Job]:
    """Jobs nobody holds, oldest first."""
    expired = Q(state=Job.State.RUNNING, lease_until__lt=now)
    return Job.objects.filter(Q(state=Job.State.WAITING) | expired).order_by("pk")


def latest_about(subject: int | Subquery, *, kinds: str) -> Job | None:
    """The newest job about this row whose kind begins with `kinds` ("imports.")."""
    return Job.objects.filter(kind__startswith=kinds, subject=subject).order_by("-pk").first()
