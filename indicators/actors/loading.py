"""Bring actors, structures, memberships and successions to agree with the reference tables.

What users have added is left alone: units, networks, and members of a structure the reference does not own.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction

from indicators.actors.models import Actor, Membership, Structure, Succession
from indicators.actors.reference import Row, day, several, table
from indicators.actors.services import rebuild_closure
from indicators.sync import Changes, agree

Ids = dict[str, int]


@transaction.atomic
def load_actors() -> dict[str, Changes]:
    """What was changed, by its Norwegian name. Nothing is written the second time."""
    actors, actor_changes = _actors()
    structure_changes, link_changes = _structures(actors)
    return {
        "Aktører": actor_changes,
        "Strukturer": structure_changes,
        "Medlemskap": link_changes,
        "Endringer i inndelingen": _successions(actors),
    }


def _actors() -> tuple[Ids, Changes]:
    """Reference actors by code; the reference has each code once, over all kinds."""
    wanted = [
        Actor(
            kind=row["kind"],
            code=row["code"],
            name=row["name"],
            aliases=several(row["aliases"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=day(row["valid_to"]),
            source=row["source"],
        )
        for row in table("actors")
    ]
    changes = agree(Actor.objects.all(), wanted, key=("kind", "code"))
    return {actor.code: actor.pk for actor in wanted}, changes


def _structures(actors: Ids) -> tuple[Changes, Changes]:
    rows = list(table("structures"))
    wanted = [
        Structure(
            code=row["code"],
            name=row["name"],
            levels=several(row["levels"]),
            is_agreement=row["is_agreement"] == "ja",
        )
        for row in rows
    ]
    changes = agree(Structure.objects.all(), wanted, key=("code",))
    links: dict[str, list[Row]] = defaultdict(list)
    for row in table("memberships"):
        links[row["structure"]].append(row)
    link_changes = Changes()
    for structure, row in zip(wanted, rows, strict=True):
        link_changes += _members(structure, links[structure.code], actors, owned=row["owned"] == "ja")
    return changes, link_changes


def _members(structure: Structure, rows: list[Row], actors: Ids, *, owned: bool) -> Changes:
    wanted = [
        Membership(
            structure=structure,
            parent_id=actors[row["parent"]],
            child_id=actors[row["child"]],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=day(row["valid_to"]),
        )
        for row in rows
    ]
    known = Membership.objects.filter(structure=structure)
    key = ("parent_id", "child_id", "valid_from")
    if owned:
        ours = list(actors.values())
        changes = agree(known.filter(parent__in=ours, child__in=ours), wanted, key=key, remove=True)
    else:
        there = set(known.values_list("parent_id", "child_id"))
        missing = [link for link in wanted if (link.parent_id, link.child_id) not in there]
        changes = agree(known.none(), missing, key=key)
    if changes:
        rebuild_closure(structure=structure)
    return changes


def _successions(actors: Ids) -> Changes:
    wanted = [
        Succession(
            predecessor_id=actors[row["predecessor"]],
            successor_id=actors[row["successor"]],
            date=date.fromisoformat(row["date"]),
            kind=row["kind"],
            share=float(row["share"]) if row["share"] else None,
            former_name=row["former_name"],
        )
        for row in table("successions")
    ]
    return agree(Succession.objects.all(), wanted, key=("predecessor_id", "successor_id", "date"))
