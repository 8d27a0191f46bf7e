"""What a series that was not measured is summed from: the nearest measured actors below, each once
(tree.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from indicators.actors.models import Membership
from indicators.actors.numbers import Numbers
from indicators.measurements.known import AsKnownOn, read
from indicators.measurements.periods import Period
from indicators.measurements.tree import Tree

Want = tuple[int, int]
# The groupings are not known further back (indicators/actors/reference/README.md).
KNOWN_FROM = date(2020, 1, 1)


def frontiers(
    wants: Iterable[Want], *, on: date, as_known_on: AsKnownOn = None, numbers: Numbers | None = None
) -> dict[Want, tuple[int, ...]]:
    """Ids of the actors each (indicator id, actor id) is summed from that day. Two queries, and one more
    where `numbers` are not at hand.

    The parts are the same for the whole of a series, so that it does not jump when somebody joins late. Of
    several structures the one with most measured actors below is taken; they are never mixed.
    """
    wanted = set(wants)
    groups = {actor for _indicator, actor in wanted}
    trees = _trees(groups, on) if groups else []
    below = {one for tree in trees for group in groups for one in tree.below(group)}
    numbers = Numbers.load() if numbers is None and below else numbers or Numbers({})
    measured: dict[int, set[int]] = defaultdict(set)
    rows = read(
        as_known_on,
        lambda side: (
            side.whole()
            .filter(
                indicator_id__among={indicator for indicator, _actor in wanted},
                actor_id__among=numbers.all_of(below),
                numerator__isnull=False,
            )
            .distinct()
        ),
        "indicator_id",
        "actor_id",
    )
    for indicator, actor in rows if below else ():
        if (one := numbers.one_among(actor, below, on)) is not None:
            measured[indicator].add(one)
    found = {}
    for indicator, actor in wanted:
        parts = max((tree.frontier(actor, measured[indicator])[0] for tree in trees), key=len, default=[])
        if parts:
            found[(indicator, actor)] = tuple(parts)
    return found


def _trees(groups: Collection[int], on: date) -> list[Tree]:
    """The structures in which one of the groups has others under it, whole. One query."""
    theirs = Membership.objects.filter(parent__in=groups).values("structure")
    links = Membership.objects.valid_on(on).filter(structure__in=theirs)
    trees: dict[int, Tree] = defaultdict(Tree)
    for structure, parent, child, parent_kind, child_kind in (
        links.order_by("structure_id", "parent_id", "child_id")
        .values_list("structure_id", "parent_id", "child_id", "parent__kind", "child__kind")
        .distinct()
    ):
        trees[structure].link(parent, child, parent_kind, child_kind)
    return list(trees.values())


def structure_day(period: Period, today: date) -> date:
    """The day to see a structure for figures of that period: its last, within what is known and has been."""
    return min(max(period.end, KNOWN_FROM), today)
