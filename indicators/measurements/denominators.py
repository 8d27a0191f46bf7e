"""Inhabitants to divide by: population is measured values like any other."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.measurements.models import Measurement
from indicators.measurements.population import DIMENSION, EVERYBODY, INDICATOR


def population_of(actors: Iterable[int], band: str, year: int) -> dict[int, float]:
    """Inhabitants of the age band per actor id, in that year or the last one known before it. One query."""
    wanted = list(actors)
    if not band or not wanted:
        return {}
    rows = Measurement.objects.filter(
        indicator__slug=INDICATOR,
        actor_id__in=wanted,
        breakdown__key="" if band == EVERYBODY else f"{DIMENSION}={band}",
        period_start__year__lte=year,
        numerator__isnull=False,
    ).order_by("period_start")
    return {actor: float(people) for actor, people in rows.values_list("actor_id", "numerator") if people}
