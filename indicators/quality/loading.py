"""What came in, what it is judged against and what is known of the country: set-based, in a constant number
of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from indicators.actors.models import Actor, Membership
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.measurements.models import Breakdown, Measurement
from indicators.measurements.population import DIMENSION, EVERYBODY, INDICATOR
from indicators.quality.context import Context, DatedTrees, Facts, Link, Population
from indicators.quality.values import CHUNK, COLUMNS, Columns, Values, columns_from, period_at

# How far back a value is judged against its own history.
YEARS_BACK, YEARS_AHEAD = 4, 1
# Up to so many actors are looked up by themselves, and beside others in up to so many periods.
FEW_ACTORS, MOST_PERIODS = 50, 200


def silent() -> None:
    """Nobody waits."""


def read(rows: QuerySet[Any], alive: Callable[[], None] = silent) -> Columns:
    """These values, stored or staged, as columns. One query, read past the ORM; `alive` as in `run`."""
    # The day as text: SQLite would make a date of each, which takes longer than reading it.
    columns = [Cast(name, TextField()) if name == "period_start" else name for name in COLUMNS]
    sql, parameters = rows.order_by().values_list(*columns).query.sql_with_params()

    def chunks() -> Iterator[tuple[object, ...]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, parameters)
            while found := cursor.fetchmany(CHUNK):
                alive()
                yield from found

    return columns_from(chunks())


def stored(indicators: Collection[int]) -> Columns:
    """All current values of these indicators. One query."""
    return read(Measurement.objects.filter(indicator__in=indicators))


def judged_against(fresh: Columns, alive: Callable[[], None] = silent) -> Columns:
    """The stored values that say whether the fresh ones can be right, of some years. Three queries at most.

    Of the same actors, under any of their numbers, all of the same indicators and those tied to them. Of
    other actors the same periods, and all there is where most actors are in the file anyway.
    """
    slugs = dict(Indicator.objects.values_list("pk", "slug"))
    indicators, actors = np.unique(fresh.indicator).tolist(), np.unique(fresh.actor).tolist()
    touched = {slugs[pk] for pk in indicators if pk in slugs}
    tied = set(touched).union(
        *(each.indicators for each in load_vocabulary().identities if touched & set(each.indicators))
    )
    first, last = _years(fresh)
    rows = Measurement.objects.filter(
        indicator__in=[pk for pk, slug in slugs.items() if slug in tied],
        period_start__gte=date(max(first - YEARS_BACK, 1), 1, 1),
        period_start__lte=date(last + YEARS_AHEAD, 12, 31),
    )
    if len(actors) > FEW_ACTORS:
        return read(rows, alive)
    beside = np.unique(np.stack([fresh.indicator, fresh.kind, fresh.place]), axis=1).T
    same = Q(actor__in=Numbers.load().all_of(actors))
    for indicator, kind, place in beside[:MOST_PERIODS].tolist():
        period = period_at(kind, place)
        same |= Q(indicator=indicator, period_kind=period.kind.value, period_start=period.start)
    return read(rows.filter(same), alive)


def judged(fresh: Columns, known: Columns | None, *, today: date | None = None) -> tuple[Values, Context]:
    """Values in order, derived, with what the checks need to know. Seven queries at most."""
    numbers = Numbers.load()
    values = Values.of(fresh, known, numbers=numbers)
    context = _context(values, numbers, today or timezone.localdate())
    for indicator, rows in values.of_indicators():
        facts = context.facts[indicator]
        values.value[rows] = facts.derive(
            values.numerator[rows], values.denominator[rows], values.stated[rows]
        )
    return values, context


def _context(values: Values, numbers: Numbers, today: date) -> Context:
    ids = [int(each) for each in np.unique(values.indicator)]
    facts = {each.pk: Facts.of(each) for each in Indicator.objects.filter(pk__in=ids)}
    vocabulary = load_vocabulary()
    used = [int(each) for each in np.unique(values.breakdown)]
    breakdowns = {each.pk: each.parts() for each in Breakdown.objects.filter(pk__in=used)}
    trees = _trees(values) if any(each.additive for each in facts.values()) else []
    return Context(
        today=today,
        facts=facts,
        breakdowns=breakdowns,
        partitions={each.key: len(each.categories) for each in vocabulary.breakdowns if each.partition},
        populations=_populations(
            {band for each in facts.values() for band in (each.band, each.counted_among) if band}
        ),
        trees=trees,
        identities=vocabulary.identities,
        numbers=numbers,
    )


def _populations(bands: set[str]) -> dict[str, Population]:
    """One query, none where no indicator has a band."""
    if not bands:
        return {}
    keys = {"" if band == EVERYBODY else f"{DIMENSION}={band}": band for band in bands | {EVERYBODY}}
    rows = Measurement.objects.filter(
        indicator__slug=INDICATOR, breakdown__key__in=keys, period_kind="Y", numerator__gt=0
    ).values_list("breakdown__key", "actor_id", "period_start", "numerator")
    found: dict[str, list[tuple[int, int, float]]] = {band: [] for band in keys.values()}
    for key, actor, start, people in rows:
        found[keys[key]].append((actor, start.year, people or 0.0))
    return {
        band: Population(
            np.array([actor for actor, _year, _people in known], dtype=np.int64),
            np.array([year for _actor, year, _people in known], dtype=np.int64),
            np.array([people for _actor, _year, people in known], dtype=np.float64),
        )
        for band, known in found.items()
    }


def _trees(values: Values) -> list[DatedTrees]:
    """The structures somebody measured stands over others in. Two queries."""
    actors = {int(each) for each in np.unique(values.actor)}
    links: dict[int, list[Link]] = {}
    for structure, parent, child, start, end in Membership.objects.order_by("pk").values_list(
        "structure_id", "parent_id", "child_id", "valid_from", "valid_to"
    ):
        links.setdefault(structure, []).append((parent, child, start, end))
    kinds = dict(Actor.objects.values_list("pk", "kind")) if links else {}
    trees = [DatedTrees(links=each, kinds=kinds) for each in links.values()]
    return [tree for tree in trees if tree.parents & actors]


def _years(fresh: Columns) -> tuple[int, int]:
    """The first and last year of the fresh values."""
    if not len(fresh):
        return 1, 1
    years = set()
    for kind in np.unique(fresh.kind):
        places = fresh.place[fresh.kind == kind]
        years |= {period_at(int(kind), int(place)).year for place in (places.min(), places.max())}
    return min(years), max(years)
