"""What a figure that was not measured is summed from: the nearest measured actors below, each once.

Nearest: a municipality that was measured stands for its districts. Once: a municipality split between two hospitals
is below a region twice, and counted one time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from indicators.actors.models import Actor, Closure
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period

Want = tuple[int, int]


def frontiers(wants: Iterable[Want], *, on: date) -> dict[Want, frozenset[int]]:
    """Ids of the actors each (indicator id, actor id) is summed from that day. Three queries.

    Of several structures the one with most measured actors below is taken; they are never mixed.
    """
    wanted = set(wants)
    if not wanted:
        return {}
    below: dict[tuple[int, int], set[int]] = defaultdict(set)
    links = Closure.objects.valid_on(on).filter(ancestor__in={actor for _indicator, actor in wanted}, depth__gt=0)
    for structure, ancestor, descendant in links.values_list("structure_id", "ancestor_id", "descendant_id"):
        below[(structure, ancestor)].add(descendant)
    everybody = set().union(*below.values()) if below else set()
    measured: dict[int, set[int]] = defaultdict(set)
    rows = Measurement.objects.whole().filter(
        indicator__in={indicator for indicator, _actor in wanted}, actor__in=everybody, numerator__isnull=False
    )
    for indicator, actor in rows.values_list("indicator_id", "actor_id").distinct():
        measured[indicator].add(actor)
    known = set().union(*measured.values()) if measured else set()
    above: dict[tuple[int, int], set[int]] = defaultdict(set)
    inner = Closure.objects.valid_on(on).filter(ancestor__in=known, descendant__in=known, depth__gt=0)
    for structure, ancestor, descendant in inner.values_list("structure_id", "ancestor_id", "descendant_id"):
        above[(structure, descendant)].add(ancestor)
    found: dict[Want, frozenset[int]] = {}
    for indicator, actor in wanted:
        choices = [
            frozenset(one for one in here if not above[(structure, one)] & here)
            for (structure, ancestor), under in below.items()
            if ancestor == actor and (here := under & measured[indicator])
        ]
        if choices:
            found[(indicator, actor)] = max(choices, key=len)
    return found


def parts_of(indicator: Indicator, actor: Actor, periods: Iterable[Period], *, on: date) -> list[Measurement]:
    """The stored figures a summed one of these periods (all of one kind) is made of; none when it may not be summed."""
    if not indicator.additive:
        return []
    wanted = list(periods)
    actors = frontiers([(indicator.pk, actor.pk)], on=on).get((indicator.pk, actor.pk), frozenset())
    rows = Measurement.objects.whole().of(indicator=indicator.pk, actors=actors)
    rows = rows.filter(
        period_kind=wanted[0].kind.value,
        period_start__in=[period.start for period in wanted],
        numerator__isnull=False,
    )
    return list(rows.with_trail().order_by("actor__name", "period_start"))
