"""Inhabitants to divide by: population is measured values like any other."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.measurements.known import AsKnownOn, Side, read, rows
from indicators.measurements.models import Measurement
from indicators.measurements.population import DIMENSION, EVERYBODY, INDICATOR


def population_of(
    actors: Iterable[int], band: str, year: int, *, as_known_on: AsKnownOn = None
) -> dict[int, float]:
    """Inhabitants of the age band per actor id, in that year or the last one known before it. One query.

    An actor whose population is not known, or nought, is not in the answer: nobody is divided by 0.
    """
    wanted = list(actors)
    if not band or not wanted:
        return {}
    known = read(
        as_known_on,
        lambda side: _known(side, wanted, band, year),
        "actor_id",
        "numerator",
        "period_start",
        order_by="period_start",
    )
    # Oldest first, so that the last one of an actor is the one that counts.
    return {actor: float(people) for actor, people, _start in known}


def population_behind(
    actor: int, band: str, year: int, *, as_known_on: AsKnownOn = None
) -> Measurement | None:
    """The very row `population_of` answers with for one actor, with its trail."""
    if not band:
        return None
    found = rows(as_known_on, lambda side: _known(side, [actor], band, year))
    return max(found, key=lambda row: row.period_start, default=None)


def _known(side: Side, actors: list[int], band: str, year: int) -> Side:
    return side.filter(
        indicator__slug=INDICATOR,
        actor_id__in=actors,
        breakdown__key="" if band == EVERYBODY else f"{DIMENSION}={band}",
        period_start__year__lte=year,
        numerator__gt=0,
    )
