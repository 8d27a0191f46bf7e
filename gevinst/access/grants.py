"""Roles are given, and ended, by those whom GIVEN_WITH in `permissions.py` names, at the actor or above it.

Nobody gives herself a role, and an actor that has an administrator keeps one.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.models import Role, RoleAssignment, User
from gevinst.access.permissions import GIVEN_WITH
from gevinst.jobs.services import enqueue
from gevinst.reminders.mail import is_set_up
from indicators.actors.models import Actor, Closure

INVITE = "access.invite"


class GrantError(ValueError):
    """The role was not given, or not ended. The message is Norwegian; `field` is what it is about."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Given:
    """`is_new`: nobody had the address before."""

    assignment: RoleAssignment
    is_new: bool


@transaction.atomic
def give(*, email: str, name: str, role: Role, actor: Actor, by: User | None) -> Given:
    """The role, from today on. Who has not been here before gets a link to choose a password.

    `by` is None when the installation itself gives it. Raises GrantError.
    """
    _hold(actor)
    if by is not None and not may_give(by, role, actor.pk):
        raise GrantError(_("Du kan ikke gi den rollen her."), "role")
    email = email.strip().lower()
    user, is_new = User.objects.get_or_create(email=email, defaults={"name": name.strip(), "password": ""})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    if by is not None and user.pk == by.pk:
        raise GrantError(_("Du kan ikke gi deg selv en rolle. Be en annen administrator."), "email")
    if not user.is_active:
        raise GrantError(_("Kontoen med denne adressen er stengt."), "email")
    if user.roles.valid_on(timezone.localdate()).filter(actor=actor, role=role).exists():
        words = {"name": user.name, "role": role.label, "actor": actor.name}
        raise GrantError(_("%(name)s er allerede %(role)s i %(actor)s.") % words, "email")
    assignment = RoleAssignment.objects.create(
        user=user, actor=actor, role=role, valid_from=timezone.localdate(), given_by=by
    )
    _tell(assignment, by)
    return Given(assignment, is_new)


@transaction.atomic
def end(*, assignment: RoleAssignment, by: User) -> None:
    """From now on it grants nothing; that it was held is kept. Twice is as once. Raises GrantError."""
    _hold(assignment.actor)
    assignment = RoleAssignment.objects.select_related("actor", "user").get(pk=assignment.pk)
    if assignment.ended_at is not None:
        return
    if not may_give(by, Role(assignment.role), assignment.actor_id):
        raise GrantError(_("Du kan ikke avslutte den rollen."))
    if is_last_administrator(assignment):
        words = {"name": assignment.user.name, "actor": assignment.actor.name}
        raise GrantError(
            _("%(name)s er den eneste administratoren i %(actor)s. Gi rollen til en til først.") % words
        )
    today = timezone.localdate()
    RoleAssignment.objects.filter(pk=assignment.pk).update(
        valid_to=today, ended_at=timezone.now(), ended_by=by
    )


@transaction.atomic
def invite_again(*, assignment: RoleAssignment, by: User) -> None:
    """Another link, for the first one does not last. Raises GrantError for whoever needs none."""
    if not may_give(by, Role(assignment.role), assignment.actor_id):
        raise GrantError(_("Du kan ikke sende den lenken."))
    if assignment.user.has_come_in:
        raise GrantError(_("%(name)s har alt vært inne i Gevinst.") % {"name": assignment.user.name})
    _tell(assignment, by)


def may_give(by: User, role: Role, actor_id: int) -> bool:
    """Asked afresh: a role may have been ended since the page was opened."""
    asked = User.objects.get(pk=by.pk)
    needed = GIVEN_WITH.get(role)
    return needed is not None and gate.may(asked, needed, actor_id)


def is_last_administrator(assignment: RoleAssignment) -> bool:
    """Whether nobody who has come in would administer the actor without it, there or further up the line."""
    if assignment.role != Role.ADMINISTRATOR:
        return False
    today = timezone.localdate()
    above = Closure.objects.valid_on(today).filter(structure__code="linje", descendant=assignment.actor_id)
    places = Q(actor=assignment.actor_id) | Q(actor__in=above.values("ancestor"))
    others = RoleAssignment.objects.valid_on(today).filter(
        places, role=Role.ADMINISTRATOR, user__is_active=True
    )
    come_in = ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX) | Q(user__last_login__isnull=False)
    return not others.filter(come_in).exclude(user=assignment.user_id).exists()


def _hold(actor: Actor) -> None:
    """One at a time: two administrators who end each other at once must not both succeed."""
    Actor.objects.select_for_update().get(pk=actor.pk)


def _tell(assignment: RoleAssignment, by: User | None) -> None:
    if is_set_up():
        enqueue(kind=INVITE, subject=assignment.pk, by=by)
