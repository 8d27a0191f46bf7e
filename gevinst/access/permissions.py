"""What a role may do, in one table."""

from __future__ import annotations

from enum import StrEnum

from gevinst.access.models import Role


class Permission(StrEnum):
    READ = "read"
    EDIT_PLAN = "edit_plan"
    APPROVE_PLAN = "approve_plan"
    IMPORT_VALUES = "import_values"
    INVITE = "invite"
    ADMINISTER = "administer"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset({Permission.READ}),
    Role.LEADER: frozenset({Permission.READ}),
    Role.OWNER: frozenset(
        {Permission.READ, Permission.EDIT_PLAN, Permission.APPROVE_PLAN, Permission.INVITE}
    ),
    Role.COORDINATOR: frozenset(
        {Permission.READ, Permission.EDIT_PLAN, Permission.IMPORT_VALUES, Permission.INVITE}
    ),
    Role.ADMINISTRATOR: frozenset({Permission.READ, Permission.INVITE, Permission.ADMINISTER}),
}

# What it takes at an actor to give a role there, or to end it. A role that is not named here, nobody gives.
GIVEN_WITH: dict[Role, Permission] = {
    Role.READER: Permission.INVITE,
    Role.LEADER: Permission.INVITE,
    Role.COORDINATOR: Permission.ADMINISTER,
    Role.OWNER: Permission.ADMINISTER,
    Role.ADMINISTRATOR: Permission.ADMINISTER,
}

# Whoever may have a program do part of their work.
KEEPING_TOKENS = (Permission.IMPORT_VALUES, Permission.ADMINISTER)


def roles_with(permission: Permission) -> list[str]:
    return [role.value for role, granted in GRANTS.items() if permission in granted]
