"""Inhabitants to divide by: population is measured values like any other."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from indicators.actors.numbers import Numbers
from indicators.measurements.known import AsKnownOn, Side, read, rows
from indicators.measurements.models import Measurement
from indicators.measurements.population import DIMENSION, EVERYBODY, INDICATOR


def population_of(
    actors: Iterable[int],
    band: str,
    year: int,
    *,
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> dict[int, float]:
    """Inhabitants of the age band per actor id, in that year or the last one known before it. One
    query, and one more where `numbers` are not at hand.

    An actor whose population is not known, or nought, is not in the answer: nobody is divided by 0.
    """
    wanted = list(actors)
    if not band or not wanted:
        return {}
    numbers = Numbers.load() if numbers is None else numbers
    every = numbers.all_of(wanted)
    known = read(
        as_known_on,
        lambda side: _known(side, every, band, year),
        "actor_id",
        "numerator",
        "period_start",
        order_by="-period_start",
    )
    place_of = {number: numbers.place(number) for number in every}
    # Newest first: the first of a place counts, unless another of its numbers goes before it that day.
    found: dict[int, tuple[int, date, float]] = {}
    for actor, people, start in known:
        before = found.get(place_of[actor])
        if before is None or (start == before[1] and numbers.goes_before(actor, before[0], start)):
            found[place_of[actor]] = actor, start, float(people)
    return {actor: found[place_of[actor]][2] for actor in wanted if place_of[actor] in found}


def population_behind(
    actor: int, band: str, year: int, *, as_known_on: AsKnownOn = None
) -> Measurement | None:
    """The very row `population_of` answers with for one actor, with its trail."""
    if not band:
        return None
    numbers = Numbers.load()
    found = rows(as_known_on, lambda side: _known(side, numbers.shared_by(actor), band, year))
    return max(
        found,
        key=lambda row: (row.period_start, numbers.precedence(row.actor_id, row.period_start)),
        default=None,
    )


def _known(side: Side, actors: Collection[int], band: str, year: int) -> Side:
    return side.filter(
        indicator__slug=INDICATOR,
        actor_id__among=actors,
        breakdown__key="" if band == EVERYBODY else f"{DIMENSION}={band}",
        period_start__year__lte=year,
        numerator__gt=0,
    )
