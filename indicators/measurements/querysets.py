"""Named reads of measured values, constant in number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

if TYPE_CHECKING:
    from indicators.measurements.models import Measurement  # noqa: F401 - ruff does not see it in the base
    from indicators.measurements.periods import Period


class MeasurementQuerySet(QuerySet["Measurement"]):
    def of(self, *, indicator: int, actors: Iterable[int] | None = None) -> Self:
        found = self.filter(indicator_id=indicator)
        return found if actors is None else found.filter(actor_id__among=set(actors))

    def whole(self) -> Self:
        """Only figures not broken down by anything."""
        return self.filter(breakdown__key="")

    def in_period(self, period: Period) -> Self:
        return self.filter(period_kind=period.kind.value, period_start=period.start)

    def between(self, first: date, last: date, *, kind: str) -> Self:
        return self.filter(period_kind=kind, period_start__range=(first, last))

    def latest_per_actor(self) -> Self:
        """The newest row of each actor, indicator and breakdown among those selected."""
        newest = Window(
            RowNumber(),
            partition_by=[F("actor_id"), F("indicator_id"), F("breakdown_id")],
            order_by=[F("period_start").desc()],
        )
        return self.annotate(_age=newest).filter(_age=1)

    def with_trail(self) -> Self:
        return self.select_related("indicator", "actor", "breakdown", "batch", "batch__created_by")
