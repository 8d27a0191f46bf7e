"""The cast of the example data: roles, not persons. Each has a password made here, never a known one."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from gevinst.access.models import Role, RoleAssignment, User
from indicators.actors.models import Actor, Membership, Structure
from indicators.actors.services import rebuild_closure

SINCE = date(2022, 1, 1)


@dataclass(frozen=True)
class Part:
    login: str
    name: str
    roles: tuple[tuple[Role, str, str], ...]


CAST = (
    Part("kari", "Kari koordinator", ((Role.COORDINATOR, "municipality", "1539"),)),
    Part("ola", "Ola ansvarlig", ((Role.OWNER, "municipality", "1539"),)),
    Part(
        "liv",
        "Liv leder",
        ((Role.READER, "municipality", "1539"), (Role.LEADER, "unit", "1539-hjemmetjenesten")),
    ),
    Part("per", "Per koordinator", ((Role.COORDINATOR, "municipality", "5006"),)),
    Part("tone", "Tone koordinator", ((Role.COORDINATOR, "municipality", "5001"),)),
    Part("siri", "Siri analytiker", ((Role.COORDINATOR, "health_community", "hef-st-olav"),)),
    Part("anne", "Anne administrator", ((Role.ADMINISTRATOR, "municipality", "1539"),)),
)
UNITS = (
    ("1539-hjemmetjenesten", "Hjemmetjenesten i Rauma", "municipality", "1539"),
    ("5001-klinikere", "Klinikere i Trondheim kommune", "municipality", "5001"),
)


@transaction.atomic
def load_cast() -> int:
    """Create those that are missing. Returns how many were made."""
    _load_units()
    passwords = _passwords()
    made = 0
    for part in CAST:
        email = f"{part.login}@example.com"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(
                email=email, name=part.name, password=passwords[part.login], is_example=True
            )
            made += 1
        for role, kind, code in part.roles:
            actor = Actor.objects.filter(kind=kind, code=code, valid_to__isnull=True).get()
            RoleAssignment.objects.get_or_create(user=user, actor=actor, role=role, valid_from=SINCE)
    return made


def login_hints() -> list[str]:
    """One line a role: what to type to log in as it."""
    if not User.objects.filter(is_example=True).exists():
        return []
    passwords = _passwords()
    return [f"{part.name:<20} {part.login}@example.com   {passwords[part.login]}" for part in CAST]


def _load_units() -> None:
    line = Structure.objects.get(code="linje")
    for code, name, kind, parent in UNITS:
        unit, made = Actor.objects.get_or_create(
            kind="unit", code=code, valid_from=SINCE, defaults={"name": name, "source": "Eksempel"}
        )
        if made:
            above = Actor.objects.get(kind=kind, code=parent, valid_to__isnull=True)
            Membership.objects.create(structure=line, parent=above, child=unit, valid_from=SINCE)
            rebuild_closure(structure=line)


def _passwords() -> dict[str, str]:
    file = Path(settings.VAR) / "example_logins.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [part.login for part in CAST if part.login not in known]
    if missing:
        known |= {login: secrets.token_urlsafe(9) for login in missing}
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(known))
    return known
