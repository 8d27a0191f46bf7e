"""What a role may do, in one table."""

from __future__ import annotations

from enum import StrEnum

from gevinst.access.models import Role


class Permission(StrEnum):
    READ = "read"
    EDIT_PLAN = "edit_plan"
    APPROVE_PLAN = "approve_plan"
    IMPORT_VALUES = "import_values"
    ADMINISTER = "administer"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset({Permission.READ}),
    Role.LEADER: frozenset({Permission.READ}),
    Role.OWNER: frozenset({Permission.READ, Permission.EDIT_PLAN, Permission.APPROVE_PLAN}),
    Role.COORDINATOR: frozenset({Permission.READ, Permission.EDIT_PLAN, Permission.IMPORT_VALUES}),
    Role.ADMINISTRATOR: frozenset({Permission.READ, Permission.ADMINISTER}),
}

# Whoever may have a program do part of their work.
KEEPING_TOKENS = (Permission.IMPORT_VALUES, Permission.ADMINISTER)


def roles_with(permission: Permission) -> list[str]:
    return [role.value for role, granted in GRANTS.items() if permission in granted]
