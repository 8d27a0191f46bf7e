"""What the board of a region is asked, as the address says it; what it does not know becomes something
sensible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.db.models.functions import ExtractYear

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.values.keys import key_of
from gevinst.values.known import known_day
from indicators.actors.models import Actor, ActorKind, Structure
from indicators.actors.numbers import Numbers
from indicators.actors.sorting import alphabetical
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.known import day_of, read
from indicators.measurements.tree import Tree

HOSPITALS = "sykehus"
LATEST = "siste"
SPECIALIST = "spesialist"


@dataclass(frozen=True)
class Question:
    """`under`: whose parts are set beside each other, the region or one below it; `way`: from the region down
    to it. `year` is None for the latest of each indicator. `chosen`: the one indicator asked for."""

    regions: Sequence[Actor]
    region: Actor
    under: Actor
    way: Sequence[Actor]
    parts: Sequence[Actor]
    goals: Sequence[Term]
    indicators: Sequence[Indicator]
    chosen: Indicator | None
    years: Sequence[int]
    year: int | None
    newest: Mapping[int, int]
    tree: Tree
    actors: Mapping[int, Actor]
    numbers: Numbers
    today: date
    as_known_on: date | None = None

    @property
    def period(self) -> str:
        return str(self.year) if self.year else LATEST


def ask(user: Someone, query: Mapping[str, str]) -> Question | None:
    """None for somebody without a role, and where no region is known. Nine queries, and those of the gate."""
    structure = Structure.objects.filter(code=HOSPITALS).first()
    if structure is None or not gate.roles(user):
        return None
    known = known_day(query)
    tree, numbers = Tree.load(structure, day_of(known)), Numbers.load()
    regions = sorted(
        Actor.objects.filter(
            pk__in=[pk for pk, kind in tree.kinds.items() if kind == ActorKind.REGIONAL_AUTHORITY]
        ),
        key=lambda one: alphabetical(one.name),
    )
    if not regions:
        return None
    region = next((one for one in regions if one.code == query.get("region")), None) or _home(
        user, regions, tree
    )
    actors = {**Actor.objects.in_bulk([*tree.below(region.pk)]), region.pk: region}
    under = next((one for one in actors.values() if key_of(one) == query.get("under")), region)
    # Those without anybody below them are seen beside the others of the one above.
    while under != region and not tree.children.get(under.pk):
        under = next(actors[pk] for pk in tree.parents[under.pk] if pk in actors)
    goals = list(Term.objects.filter(kind=Term.Kind.GOAL, group=SPECIALIST).order_by("order"))
    indicators = _indicators(goals)
    found = _measured(indicators, {*tree.below(under.pk), under.pk}, numbers, known)
    years = sorted({year for year, _indicator in found}, reverse=True)
    asked = query.get("periode", "")
    return Question(
        regions=regions,
        region=region,
        under=under,
        way=_way(region, under, tree, actors),
        parts=sorted(
            (actors[pk] for pk in tree.children.get(under.pk, ())), key=lambda one: alphabetical(one.name)
        ),
        goals=goals,
        indicators=indicators,
        chosen=next((one for one in indicators if one.slug == query.get("indikator")), None),
        years=years,
        year=int(asked) if asked.isdecimal() and int(asked) in years else None,
        newest={pk: max(year for year, of in found if of == pk) for pk in {of for _year, of in found}},
        tree=tree,
        actors=actors,
        numbers=numbers,
        today=day_of(known),
        as_known_on=known,
    )


def _indicators(goals: Sequence[Term]) -> list[Indicator]:
    """Those that serve one of the goals, in the order of the goals."""
    found = Indicator.objects.published().filter(terms__in=goals).distinct().prefetch_related("terms")
    order = {goal.pk: place for place, goal in enumerate(goals)}
    return sorted(
        found, key=lambda one: (min(order[t.pk] for t in one.terms.all() if t.pk in order), one.title)
    )


def _measured(
    indicators: Sequence[Indicator], actors: set[int], numbers: Numbers, known: date | None
) -> set[tuple[int, int]]:
    """Year and indicator id of what has been measured there. One query."""
    rows = read(
        known,
        lambda side: (
            side.whole()
            .filter(
                indicator_id__among=[one.pk for one in indicators], actor_id__among=numbers.all_of(actors)
            )
            .annotate(year=ExtractYear("period_start"), of=F("indicator_id"))
            .distinct()
        ),
        "year",
        "of",
    )
    return {(year, of) for year, of in rows}


def _home(user: Someone, regions: Sequence[Actor], tree: Tree) -> Actor:
    """The one the user's own actors lie under, else the first."""
    near: set[int] = set()
    for role in gate.roles(user):
        near |= {role.actor_id} | tree.above(role.actor_id)
    return next((one for one in regions if one.pk in near), regions[0])


def _way(region: Actor, under: Actor, tree: Tree, actors: Mapping[int, Actor]) -> list[Actor]:
    way = [under]
    while way[0] != region:
        above = next((pk for pk in tree.parents.get(way[0].pk, ()) if pk in actors), None)
        if above is None:
            break
        way.insert(0, actors[above])
    return way
