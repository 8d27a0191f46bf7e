"""What waits for one person, or for many: every source is asked once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import Permission, roles_with
from gevinst.reminders import registry
from gevinst.reminders.matter import Matter
from gevinst.reminders.reminder import Asked, Reminder

ASKED_OF = (Permission.READ, Permission.EDIT_PLAN, Permission.IMPORT_VALUES)


def reminders_of(user: User, matter: Matter | None = None) -> list[Reminder]:
    """The oldest first within each source. A constant number of queries; `matter` is read where it is not at
    hand."""
    return reminders_for([user], matter=matter)[user.pk]


def reminders_for(
    users: Iterable[User], today: date | None = None, *, matter: Matter | None = None
) -> dict[int, list[Reminder]]:
    """By the user's id, in the language of the moment.

    Two queries a user for what they may do (`gate`), and a constant number for all that waits.
    """
    people = list(users)
    reach = {user.pk: {what: gate.own_actors(user, what) for what in ASKED_OF} for user in people}
    actors = frozenset().union(*(may[Permission.EDIT_PLAN] for may in reach.values()))
    asked = Asked(
        actors=actors,
        users=frozenset(reach),
        today=today or timezone.localdate(),
        approvers=_approvers(people),
        matter=Matter.of(actors, frozenset(reach)) if matter is None else matter,
    )
    found = [each for source in registry.sources() for each in source(asked)]
    return {
        pk: [told for each in found if (told := each.told(pk, may)) is not None] for pk, may in reach.items()
    }


def _approvers(people: Iterable[User]) -> dict[int, frozenset[int]]:
    """By the actor at which the role is held. No query beyond those of `gate.roles`."""
    granting = roles_with(Permission.APPROVE_PLAN)
    found: dict[int, set[int]] = defaultdict(set)
    for user in people:
        for held in gate.roles(user):
            if held.role in granting:
                found[held.actor_id].add(user.pk)
    return {actor: frozenset(users) for actor, users in found.items()}
