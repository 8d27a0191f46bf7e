"""Who contributes, who could, and who lies under whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.access.permissions import Permission
from gevinst.plans.lines import BenefitLines
from gevinst.plans.models import Plan
from indicators.actors.models import Actor, ActorKind, Closure

# What lies under these in the structure of hospitals is whom they serve, not a part of them.
SERVING = (ActorKind.TRUST, ActorKind.HOSPITAL_AREA, ActorKind.REGIONAL_AUTHORITY)
LINE = "linje"
ALL_OF: dict[str, Any] = {
    ActorKind.COOPERATION_AREA: _("Alle samarbeidsområdene"),
    ActorKind.MUNICIPALITY: _("Alle kommunene"),
    ActorKind.DISTRICT: _("Alle bydelene"),
    ActorKind.UNIT: _("Alle enhetene"),
    ActorKind.DEPARTMENT: _("Alle avdelingene"),
    ActorKind.TRUST: _("Helseforetakene"),
}


@dataclass(frozen=True)
class Candidates:
    """Those of one kind who could contribute to the plan."""

    kind: str
    label: str
    actors: list[Actor]


def candidates(plan: Plan) -> list[Candidates]:
    """Members of the plan's actor, where they have agreed to share figures or are in its own line; of a
    health community also the trusts that serve them. One query."""
    today = timezone.localdate()
    members = Closure.objects.valid_on(today).filter(ancestor=plan.actor_id, depth__gt=0)
    members = members.filter(Q(structure__is_agreement=True) | Q(structure__code=LINE))
    wanted = Q(pk__in=members.values("descendant"), kind__in=ALL_OF)
    if plan.actor.kind == ActorKind.HEALTH_COMMUNITY:
        above = Closure.objects.valid_on(today).filter(
            descendant__in=members.filter(descendant__kind=ActorKind.MUNICIPALITY).values("descendant"),
            ancestor__kind=ActorKind.TRUST,
        )
        wanted |= Q(pk__in=above.values("ancestor"))
    found: dict[str, list[Actor]] = defaultdict(list)
    for actor in Actor.objects.valid_on(today).filter(wanted).exclude(pk=plan.actor_id):
        found[actor.kind].append(actor)
    return [Candidates(kind, str(label), found[kind]) for kind, label in ALL_OF.items() if found[kind]]


def parts_of(actors: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each with all that is a part of it today, in whichever structure, itself among them. One query."""
    asked = set(actors)
    rows = Closure.objects.valid_on(timezone.localdate()).filter(ancestor__in=asked)
    found: dict[int, set[int]] = {actor: {actor} for actor in asked}
    for above, below in rows.exclude(ancestor__kind__in=SERVING).values_list("ancestor_id", "descendant_id"):
        found[above].add(below)
    return {actor: frozenset(parts) for actor, parts in found.items()}


def ours(user: Someone, plan: Plan, entries: Iterable[BenefitLines]) -> list[Actor]:
    """The user's own actors that contribute to another's plan, for links to what they bring. No query."""
    mine = gate.own_actors(user, Permission.READ)
    actors = {line.actor for entry in entries for line in (entry.main, *entry.members) if line}
    return sorted(
        (one for one in actors if one.pk in mine and one.pk != plan.actor_id), key=lambda one: one.name
    )


def is_shared(plan: Plan, entries: Iterable[BenefitLines]) -> bool:
    """Whether somebody other than the plan's own actor contributes."""
    return any(
        line.actor.pk != plan.actor_id for entry in entries for line in (entry.main, *entry.members) if line
    )


def contributing_to(user: Someone, plans: Iterable[Plan]) -> dict[int, list[tuple[int, str]]]:
    """Of plans others own: id and name of the user's own actors that contribute, by plan id. One query."""
    mine = gate.own_actors(user, Permission.READ)
    others = [plan.pk for plan in plans if plan.actor_id not in mine]
    rows = Actor.objects.filter(
        pk__in=mine,
        contributions__benefit__plan__in=others,
        contributions__benefit__binned_at=None,
    )
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for plan_pk, pk, name in rows.values_list("contributions__benefit__plan", "pk", "name").distinct():
        found[plan_pk].append((pk, name))
    return dict(found)
