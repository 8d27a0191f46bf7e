"""Who may be named in a meeting: a role at a member, or the user who holds it today. Nobody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import Role, RoleAssignment
from gevinst.meetings.models import Meeting
from indicators.actors.models import Actor

NAMED = (Role.COORDINATOR, Role.OWNER, Role.LEADER)
Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True)
class Person:
    """`user_id` is None for whoever holds the role. As text: «12:coordinator:7»."""

    actor_id: int
    role: str
    user_id: int | None = None

    @classmethod
    def of(cls, text: str) -> Person:
        """ValueError for what is none."""
        actor, role, *user = text.split(":")
        return cls(int(actor), Role(role).value, int(user[0]) if user else None)

    @property
    def key(self) -> str:
        return ":".join(str(part) for part in (self.actor_id, self.role, self.user_id) if part is not None)


def members_and_group(meeting: Meeting) -> list[Actor]:
    """The group first, then its members by name."""
    members = sorted(meeting.members.all(), key=lambda actor: actor.name)
    return [meeting.group, *members] if meeting.group else members


def choices_for(actors: Sequence[Actor]) -> Choices:
    """By actor: the users who hold a role there today, by name, then the roles themselves. One query."""
    held: dict[int, list[tuple[str, str]]] = defaultdict(list)
    today = RoleAssignment.objects.valid_on(timezone.localdate())
    for one in today.filter(actor__in=actors, role__in=NAMED, user__is_active=True).select_related("user"):
        said = {"name": one.user.name, "role": one.role_name}
        held[one.actor_id].append(
            (Person(one.actor_id, one.role, one.user_id).key, _("%(name)s, %(role)s") % said)
        )
    return [
        (
            actor.name,
            [
                *sorted(held[actor.pk], key=lambda each: each[1]),
                *((Person(actor.pk, role.value).key, role_at(role.value, actor)) for role in NAMED),
            ],
        )
        for actor in actors
    ]


def role_at(role: str, actor: Actor) -> str:
    """«gevinstkoordinator i Molde»."""
    return _("%(role)s i %(actor)s") % {"role": Role(role).label, "actor": actor.name}
