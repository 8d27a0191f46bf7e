"""Values as they were known at an earlier moment: what stands now, and what has been replaced since.

A batch counts whole, and from the moment it was begun (`Batch.created_at`) although it is committed a little
later: at no moment is half of it known. What it replaced ends at that same moment, whatever `replaced_at` of
the single row says. An undoing gives back what was before from the moment of undoing. So of a key, the figure
known at a moment is the one that ended first after it - or the one that stands - if it had begun: with its
batch, or, where it has ended once before, with the undoing of what ended it.

Read a moment that is still being written to, and the answer may come to include a batch not yet committed;
it then does so whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from indicators.measurements.models import EarlierMeasurement, Measurement
from indicators.measurements.querysets import MeasurementQuerySet

AsKnownOn = date | datetime | None
Side = MeasurementQuerySet
_KEY = ("indicator_id", "actor_id", "period_kind", "period_start", "breakdown_id")


def moment_of(known_on: date | datetime) -> datetime:
    """A day means its end, where the product is used."""
    if isinstance(known_on, datetime):
        return known_on
    return timezone.make_aware(datetime.combine(known_on, time.max))


def day_of(known_on: AsKnownOn) -> date:
    """The day to see structures and deadlines on: that of the moment, else today."""
    if known_on is None:
        return timezone.localdate()
    return timezone.localdate(known_on) if isinstance(known_on, datetime) else known_on


def sides(as_known_on: AsKnownOn) -> list[Side]:
    """The tables to read, each with columns of the same names: the values that stand; of an earlier moment
    also those replaced since. A key has at most one row in them together."""
    if as_known_on is None:
        return [Measurement.objects.all()]
    at = moment_of(as_known_on)
    standing = Measurement.objects.filter(~Exists(_not_this_one(at)), batch__created_at__lte=at)
    replaced = EarlierMeasurement.objects.filter(
        ~Exists(_not_this_one(at).filter(pk__lt=OuterRef("pk"))),
        batch__created_at__lte=at,
        replaced_by__created_at__gt=at,
    )
    return [standing, cast(Side, _as_measurements(replaced))]


def read(
    as_known_on: AsKnownOn, narrow: Callable[[Side], Side], *columns: str, order_by: str = ""
) -> Iterable[tuple[Any, ...]]:
    """The columns of the rows known at the moment, narrowed on each side alike. One query."""
    first, *rest = [narrow(side).order_by().values_list(*columns) for side in sides(as_known_on)]
    found = cast("QuerySet[Any]", first.union(*rest, all=True) if rest else first)
    return found.order_by(order_by) if order_by else found


def rows(as_known_on: AsKnownOn, narrow: Callable[[Side], Side]) -> list[Measurement]:
    """Whole rows, with their trails. A replaced one is an EarlierMeasurement, which has the same columns.

    One query for each side.
    """
    found: Sequence[Measurement] = [row for side in sides(as_known_on) for row in narrow(side).with_trail()]
    return list(found)


def _not_this_one(at: datetime) -> QuerySet[EarlierMeasurement]:
    """Of the outer row's key, what says that the outer row was not the one: something that ended after the
    moment (before the outer row came), or the outer row's own earlier end that was not undone until later."""
    given_back_later = Q(batch_id=OuterRef("batch_id"), replaced_by__undone_at__gt=at)
    return EarlierMeasurement.objects.filter(
        Q(replaced_by__created_at__gt=at) | given_back_later, **{name: OuterRef(name) for name in _KEY}
    ).order_by()


def _as_measurements(replaced: QuerySet[EarlierMeasurement]) -> QuerySet[Any]:
    found = MeasurementQuerySet(cast(Any, EarlierMeasurement))
    found.query = replaced.query
    return found
