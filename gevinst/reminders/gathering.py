"""What waits for one person, or for many: every source is asked once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import Permission
from gevinst.reminders import registry
from gevinst.reminders.reminder import Asked, Reminder

ASKED_OF = (Permission.READ, Permission.EDIT_PLAN, Permission.IMPORT_VALUES)


def reminders_of(user: User) -> list[Reminder]:
    """The oldest first within each source. A constant number of queries."""
    return reminders_for([user])[user.pk]


def reminders_for(users: Iterable[User], today: date | None = None) -> dict[int, list[Reminder]]:
    """By the user's id, in the language of the moment.

    Two queries a user for what they may do (`gate`), and a constant number for all that waits.
    """
    people = list(users)
    reach = {user.pk: {what: gate.own_actors(user, what) for what in ASKED_OF} for user in people}
    asked = Asked(
        actors=frozenset().union(*(may[Permission.EDIT_PLAN] for may in reach.values())),
        users=frozenset(reach),
        today=today or timezone.localdate(),
    )
    found = [each for source in registry.sources() for each in source(asked)]
    return {
        pk: [told for each in found if (told := each.told(pk, may)) is not None] for pk, may in reach.items()
    }
