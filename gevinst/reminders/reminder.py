"""What a source is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q
from django.utils.translation import gettext as _

from gevinst.access.permissions import Permission

if TYPE_CHECKING:
    from gevinst.plans.models import Contribution
    from gevinst.reminders.matter import Matter

# Where one person may do what.
Reach = Mapping[Permission, frozenset[int]]


@dataclass(frozen=True)
class Asked:
    """`actors`: whose plans the people edit; `users`: the people, for what is theirs by name; `approvers`:
    those of them who may approve, by the id of the actor; `matter`: what is read for all sources."""

    actors: frozenset[int]
    users: frozenset[int]
    today: date
    approvers: Mapping[int, frozenset[int]]
    matter: Matter

    @property
    def contributions(self) -> list[Contribution]:
        """Those of the actors, and of benefits that one of the people owns, oldest first."""
        found = [
            one
            for one in self.matter.contributions()
            if one.actor_id in self.actors or one.benefit.owner_id in self.users
        ]
        return sorted(found, key=lambda one: one.pk)

    def is_theirs(self, at: str = "") -> Q:
        """As `contributions`, to ask the database for. `at`: the way to them, «x__»."""
        owned = Q(**{f"{at}benefit__owner__in": self.users})
        return Q(**{f"{at}actor__in": self.actors}) | owned


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """For whoever edits the plans of `actor`, and for `owner`, a user's id. With `to` for these users only.

    `url` is where it is done, by whoever has the `permission` at the actor; the others are led to `page`,
    where there is one. Neither a measured value nor a person's name stands in the texts: they go out by mail.
    """

    actor: int
    actor_name: str
    text: str
    reason: str
    url: str
    label: str
    page: str = ""
    permission: Permission = Permission.EDIT_PLAN
    day: date | None = None
    tone: str = "warn"
    owner: int | None = None
    to: frozenset[int] | None = None

    def told(self, user: int, reach: Reach) -> Self | None:
        """As this user is told it; None where it is not for them."""
        if self.to is not None:
            return self if user in self.to else None
        owns = self.owner == user and self.actor in reach[Permission.READ]
        if not owns and self.actor not in reach[Permission.EDIT_PLAN]:
            return None
        if self.page and self.actor not in reach[self.permission]:
            return replace(self, url=self.page, label=_("Se gevinsten"))
        return self
