"""What tests of roles share: somebody who administers Rauma, and mail that leaves."""

from __future__ import annotations

from gevinst.access import grants
from gevinst.access.grants import Given
from gevinst.access.models import Role, RoleAssignment, User
from indicators.actors.models import Actor
from tests.cast import PASSWORD, SINCE, Cast

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
DUMMY = "django.core.mail.backends.dummy.EmailBackend"


def make_administrator(cast: Cast, name: str = "anne", actor: Actor | None = None) -> User:
    user = User.objects.create_user(
        email=f"{name}@example.com", name=f"{name.capitalize()} Prøve", password=PASSWORD
    )
    RoleAssignment.objects.create(
        user=user, actor=actor or cast.rauma, role=Role.ADMINISTRATOR, valid_from=SINCE
    )
    return user


def give(
    cast: Cast, role: Role, *, by: User | None, email: str = "ny@example.com", actor: Actor | None = None
) -> Given:
    return grants.give(email=email, name="Ny Prøve", role=role, actor=actor or cast.rauma, by=by)


def held(user: User, role: Role) -> RoleAssignment:
    return RoleAssignment.objects.filter(user=user, role=role).latest("pk")
