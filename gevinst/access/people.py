"""Who has which role at an actor and under it, and what the one who looks may do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gevinst.access import gate
from gevinst.access.grants import INVITE
from gevinst.access.models import Role, RoleAssignment
from gevinst.access.permissions import GIVEN_WITH, Permission
from gevinst.jobs.models import Job
from indicators.actors.models import Actor, Closure

# As they stand in lists: those who answer for the whole first.
ORDER = list(Role)
LEAD = (Role.OWNER, Role.COORDINATOR)


@dataclass(frozen=True)
class Held:
    """A role somebody has today. `undelivered`: the mail with the link did not get through."""

    assignment: RoleAssignment
    may_end: bool
    undelivered: bool


@dataclass(frozen=True)
class People:
    """`places`: the actor and what is under it, where somebody has a role. `ended`: for who may give."""

    actor: Actor
    places: list[tuple[Actor, list[Held]]]
    ended: list[RoleAssignment]
    lacking: list[Role]
    count: int


def reached(user: gate.Someone, *, kind: str, code: str, to: Permission = Permission.READ) -> Actor:
    """An actor of the user's own; 404 for those one only shares a plan with."""
    actor = gate.actor(user, kind=kind, code=code)
    if actor.pk not in gate.own_actors(user, to):
        raise Http404
    return actor


def giveable(user: gate.Someone, actor: Actor) -> list[Role]:
    return [role for role in ORDER if gate.may(user, GIVEN_WITH[role], actor.pk)]


def places_under(actor: Actor) -> list[Actor]:
    """The actor itself, then its units by name."""
    today = timezone.localdate()
    lines = Closure.objects.valid_on(today).filter(structure__code="linje", ancestor=actor, depth__gt=0)
    under = Actor.objects.valid_on(today).filter(pk__in=lines.values("descendant")).order_by("name")
    return [actor, *under]


def people_at(user: gate.Someone, actor: Actor) -> People:
    """A constant number of queries."""
    today = timezone.localdate()
    places = places_under(actor)
    all_held = RoleAssignment.objects.filter(actor__in=places).select_related(
        "user", "actor", "given_by", "ended_by"
    )
    held = sorted(
        all_held.valid_on(today).filter(user__is_active=True),
        key=lambda one: (ORDER.index(Role(one.role)), one.user.name),
    )
    failed = _undelivered(held)
    found: dict[int, list[Held]] = {}
    for one in held:
        may_end = gate.may(user, GIVEN_WITH[Role(one.role)], one.actor_id)
        undelivered = one.pk in failed and not one.user.has_come_in
        found.setdefault(one.actor_id, []).append(Held(one, may_end, undelivered))
    current = {one.pk for one in held}
    ended = all_held.filter(valid_to__isnull=False).exclude(pk__in=current)
    roles_here = {one.role for one in held if one.actor_id == actor.pk}
    return People(
        actor=actor,
        places=[(place, found[place.pk]) for place in places if place.pk in found],
        ended=list(ended.order_by("-valid_to", "-pk")[:200]) if giveable(user, actor) else [],
        lacking=[role for role in LEAD if role not in roles_here],
        count=len({one.user_id for one in held}),
    )


def role_under(user: gate.Someone, actor: Actor, pk: int) -> RoleAssignment:
    """One that is held today at the actor or under it, for whoever may give such; else 404."""
    held = RoleAssignment.objects.valid_on(timezone.localdate()).filter(actor__in=places_under(actor))
    found = get_object_or_404(held.select_related("user", "actor"), pk=min(pk, 2**63 - 1))
    if not gate.may(user, GIVEN_WITH[Role(found.role)], found.actor_id):
        raise Http404
    return found


def may_see_link(user: gate.Someone, assignment: RoleAssignment) -> bool:
    """A link opens everything its owner has: it is shown to whoever could have given all of that."""
    if assignment.user.has_come_in:
        return False
    theirs = assignment.user.roles.valid_on(timezone.localdate())
    return all(gate.may(user, GIVEN_WITH[Role(one.role)], one.actor_id) for one in theirs)


def _undelivered(held: list[RoleAssignment]) -> set[int]:
    """Roles whose last mail failed."""
    jobs = Job.objects.filter(kind=INVITE, subject__in=[one.pk for one in held]).order_by("pk")
    last = {job.subject: job.state for job in jobs}
    return {subject for subject, state in last.items() if state == Job.State.FAILED}
