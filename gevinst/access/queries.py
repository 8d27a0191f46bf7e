"""What pages ask of users and roles."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from gevinst.access.models import Role, RoleAssignment
from indicators.actors.models import Actor

HELPING = (Role.COORDINATOR, Role.ADMINISTRATOR)


def helpers_of(actors: Iterable[Actor]) -> list[RoleAssignment]:
    """The coordinators and administrators at these actors today, with user and actor. One query."""
    held = RoleAssignment.objects.valid_on(timezone.localdate()).filter(
        actor__in=[actor.pk for actor in actors], role__in=HELPING, user__is_active=True
    )
    return list(held.select_related("user", "actor").order_by("actor__name", "role", "user__name"))
