"""Inhabitants to divide by: population is measured values like any other."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.measurements.models import Measurement
from indicators.measurements.population import DIMENSION, EVERYBODY, INDICATOR
from indicators.measurements.querysets import MeasurementQuerySet


def population_of(actors: Iterable[int], band: str, year: int) -> dict[int, float]:
    """Inhabitants of the age band per actor id, in that year or the last one known before it. One query.

    An actor whose population is not known, or nought, is not in the answer: nobody is divided by 0.
    """
    wanted = list(actors)
    if not band or not wanted:
        return {}
    known = _known(wanted, band, year).values_list("actor_id", "numerator")
    return {actor: float(people) for actor, people in known if people is not None}


def population_behind(actor: int, band: str, year: int) -> Measurement | None:
    """The very row `population_of` answers with for one actor, with its trail. One query."""
    return _known([actor], band, year).with_trail().last() if band else None


def _known(actors: list[int], band: str, year: int) -> MeasurementQuerySet:
    """Oldest first, so that the last one of an actor is the one that counts."""
    return Measurement.objects.filter(
        indicator__slug=INDICATOR,
        actor_id__in=actors,
        breakdown__key="" if band == EVERYBODY else f"{DIMENSION}={band}",
        period_start__year__lte=year,
        numerator__gt=0,
    ).order_by("period_start")
