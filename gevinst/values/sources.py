"""Where the values come from, and whom they are about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum

from indicators.actors.models import Actor
from indicators.imports.models import Upload
from indicators.measurements.models import Batch, Measurement

SOURCES_SHOWN = 50
ACTORS_SHOWN = 3


@dataclass(frozen=True)
class Source:
    """One source of values: how many came in how many imports - none when written by hand -
    and when the last did."""

    name: str
    values: int
    batches: int
    latest: datetime
    is_example: bool


def sources_of(own: QuerySet[Batch]) -> list[Source]:
    """Of these batches, and of those no person stands behind (reference data, examples); the newest first.
    One query."""
    seen = Batch.objects.filter(Q(pk__in=own.values("pk")) | Q(created_by=None), undone_at=None)
    # What corrects a value is no delivery of it; what was first written by hand is, but no import.
    seen = seen.exclude(origin=Batch.Origin.UNDO).exclude(origin=Batch.Origin.MANUAL, new_count=0)
    imports = Count("pk", filter=~Q(origin=Batch.Origin.MANUAL))
    rows = (
        seen.order_by()
        .values("source", "is_example")
        .annotate(written=Sum(F("new_count") + F("changed_count")), batches=imports, latest=Max("created_at"))
        .order_by("-latest")
    )
    return [
        Source(row["source"], row["written"], row["batches"], row["latest"], row["is_example"])
        for row in rows[:SOURCES_SHOWN]
    ]


def actors_in(upload: Upload, among: Collection[int]) -> list[Actor]:
    """The actors a saved upload has values for, of those given; at most three. One query."""
    theirs = Measurement.objects.filter(actor=OuterRef("pk"), batch=upload.batch_id)
    return list(Actor.objects.filter(Exists(theirs), pk__in=among).order_by("name")[:ACTORS_SHOWN])
