"""Gives a role from the outside: the first administrator of an actor, whom nobody is there to name."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from gevinst.access.grants import GrantError, give
from gevinst.access.links import INVITATION, path_for
from gevinst.access.models import Role
from indicators.actors.models import Actor


class Command(BaseCommand):
    help = (
        "Gir en rolle, som regel den første administratoren i en kommune. Skriver lenken til å velge passord."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="adressen personen logger inn med")
        parser.add_argument("name", help="fornavn og etternavn")
        parser.add_argument("actor", help="slag:kode, som municipality:1539")
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR.value)

    def handle(self, *args: Any, **given: Any) -> None:
        kind, _, code = given["actor"].partition(":")
        actor = Actor.objects.valid_on(timezone.localdate()).filter(kind=kind, code=code).first()
        if actor is None:
            raise CommandError(f"Det finnes ingen aktør {given['actor']} i dag.")
        try:
            validate_email(given["email"])
            made = give(
                email=given["email"], name=given["name"], role=Role(given["role"]), actor=actor, by=None
            )
        except ValidationError:
            raise CommandError(f"«{given['email']}» er ingen e-postadresse.") from None
        except GrantError as problem:
            raise CommandError(str(problem)) from None
        held = made.assignment
        self.stdout.write(f"{held.user.name} er {held.role_name} i {actor.name}.")
        if not held.user.has_come_in:
            url = str(settings.PUBLIC_URL).rstrip("/") + path_for(held.user, INVITATION)
            self.stdout.write(f"Lenken virker én gang, i {INVITATION.lasts.days} døgn:\n{url}")
