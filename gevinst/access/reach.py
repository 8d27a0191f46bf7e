"""How far a person reaches. Three circles of actors follow from their roles:
- `own_actors`: where the role is held, and everything under it in its own line;
- `delivers_for`: own actors and those a trust or health community delivers figures for;
- `peers`: those that share a group with an own actor in a structure that is an agreement to share figures.

What that opens is for the gate alone to say (gate.py), and pages ask the gate of this too.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from gevinst.access.models import RoleAssignment, User
from gevinst.access.permissions import Permission, roles_with
from indicators.actors.models import Actor, ActorKind, Closure
from indicators.actors.numbers import Numbers
from indicators.catalogue.models import Indicator

Someone = User | AnonymousUser
DELIVERING_KINDS = (
    ActorKind.HEALTH_COMMUNITY,
    ActorKind.TRUST,
    ActorKind.REGIONAL_AUTHORITY,
    ActorKind.MUNICIPALITY,
)
LINE = "linje"
UNDER_A_LINE = (ActorKind.UNIT, ActorKind.DEPARTMENT)
SHARING_KINDS = (ActorKind.HEALTH_COMMUNITY, ActorKind.COOPERATION_AREA, ActorKind.NETWORK)


def own_actors(user: Someone, permission: Permission = Permission.READ) -> frozenset[int]:
    """Where the user holds a role that grants it, and everything under those in their own line."""
    granting = roles_with(permission)
    return frozenset().union(*(one.line for one in _reach(user) if one.role in granting))


def delivers_for(user: Someone) -> frozenset[int]:
    """Actors the user may register values for."""
    granting = roles_with(Permission.IMPORT_VALUES)
    found: set[int] = set()
    delivering: set[int] = set()
    for one in _reach(user):
        if one.role in granting:
            found |= one.line | one.below
            delivering |= one.delivering
    if delivering:
        below = Closure.objects.valid_on(timezone.localdate()).filter(ancestor__in=delivering)
        found |= set(below.values_list("descendant_id", flat=True))
    return frozenset(found)


def registers_for(user: Someone) -> frozenset[int]:
    """As `delivers_for`, under every number the places have had: what may be put right or answered for."""
    return frozenset(Numbers.load().all_of(delivers_for(user)))


def peers(user: Someone, numbers: Numbers | None = None) -> frozenset[int]:
    """Own actors, the groups they share figures in, and the other members of those groups: those whose
    figures the user may read, under whatever number they were delivered. `numbers` are read where they are
    not at hand."""
    own = own_actors(user)
    if not own:
        return own
    cached: frozenset[int] | None = user.__dict__.get("_peers")
    if cached is None:
        closure = Closure.objects.valid_on(timezone.localdate()).filter(structure__is_agreement=True)
        groups = closure.filter(descendant__in=own, ancestor__kind__in=SHARING_KINDS).values("ancestor")
        members = closure.filter(ancestor__in=groups).values_list("ancestor_id", "descendant_id")
        shared = own.union(*members)
        known = Numbers.load() if numbers is None else numbers
        cached = user.__dict__["_peers"] = frozenset(known.all_of(shared))
    return cached


def roles(user: Someone) -> list[RoleAssignment]:
    """The roles the user holds today; those at municipalities and communities before those at units."""
    if not isinstance(user, User) or not user.is_active:
        return []
    cached: list[RoleAssignment] | None = user.__dict__.get("_roles")
    if cached is None:
        held = user.roles.valid_on(timezone.localdate()).select_related("actor")
        cached = sorted(held, key=lambda one: (one.actor.kind in UNDER_A_LINE, one.actor.name, one.role))
        user.__dict__["_roles"] = cached
    return cached


def only_at(user: User, actor_id: int) -> User:
    """The user with no other roles than those held at this very actor: all that a token of theirs may use."""
    user.__dict__["_roles"] = [role for role in roles(user) if role.actor_id == actor_id]
    for known in ("_reach", "_peers"):
        user.__dict__.pop(known, None)
    return user


def actors_with_role(user: Someone) -> list[Actor]:
    """Actors at which the user holds a role, each once, in the order of `roles`."""
    return list({one.actor_id: one.actor for one in roles(user)}.values())


def somebody(user: Someone) -> User:
    """The user as a person to be named in a log; views behind login only."""
    if not isinstance(user, User):
        raise Http404
    return user


def may(user: Someone, permission: Permission, actor_id: int) -> bool:
    return actor_id in own_actors(user, permission)


def may_somewhere(user: Someone, *permissions: Permission) -> bool:
    """Whether any role of theirs grants one of these. No query beyond that of `roles`."""
    granting = {role for permission in permissions for role in roles_with(permission)}
    return any(held.role in granting for held in roles(user))


def may_read_values(user: Someone, indicator: Indicator, actor_id: int) -> bool:
    return indicator.open or actor_id in peers(user)


def colleagues(user: Someone) -> QuerySet[User]:
    """Those who deliver for an actor the user delivers for. One who also delivers elsewhere is left out: what
    they send may be another's. One ended the day it was given was a mistake, and does not count."""
    own = own_actors(user, Permission.IMPORT_VALUES)
    if not own:
        return User.objects.none()
    delivering = RoleAssignment.objects.filter(role__in=roles_with(Permission.IMPORT_VALUES))
    with_me = delivering.filter(actor__in=own).values("user")
    elsewhere = delivering.exclude(actor__in=own).exclude(valid_to=F("valid_from")).values("user")
    return User.objects.filter(Q(pk=user.pk) | (Q(pk__in=with_me) & ~Q(pk__in=elsewhere)))


class _Reach(NamedTuple):
    """What follows from one role. `line`: its actor, and everybody under it in its own line; `below`: those
    its actor delivers figures for; `delivering`: others in the line who deliver for somebody in turn."""

    role: str
    line: frozenset[int]
    below: frozenset[int]
    delivering: frozenset[int]


def _reach(user: Someone) -> list[_Reach]:
    """Of each role. Two queries, once per request."""
    held = roles(user)
    if not held:
        return []
    cached: list[_Reach] | None = user.__dict__.get("_reach")
    if cached is None:
        lines: dict[int, set[int]] = {one.actor_id: {one.actor_id} for one in held}
        below: dict[int, set[int]] = defaultdict(set)
        delivering: dict[int, set[int]] = defaultdict(set)
        delivers = {one.actor_id for one in held if one.actor.kind in DELIVERING_KINDS}
        rows = Closure.objects.valid_on(timezone.localdate()).filter(
            Q(structure__code=LINE) | Q(ancestor__in=delivers), ancestor__in=lines
        )
        for above, under, kind, structure in rows.values_list(
            "ancestor_id", "descendant_id", "descendant__kind", "structure__code"
        ):
            if above in delivers:
                below[above].add(under)
            if structure == LINE:
                lines[above].add(under)
                if under not in delivers and kind in DELIVERING_KINDS:
                    delivering[above].add(under)
        cached = [
            _Reach(one.role, *(frozenset(each[one.actor_id]) for each in (lines, below, delivering)))
            for one in held
        ]
        user.__dict__["_reach"] = cached
    return cached
