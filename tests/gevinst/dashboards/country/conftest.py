"""The reference country with the documents' tables and the example plans, loaded once for all tests here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from gevinst.access.models import Role, RoleAssignment, User
from gevinst.plans.examples import load_plans
from gevinst.values import examples
from indicators.actors.models import Actor
from tests.cast import PASSWORD, SINCE


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0)
        examples.load()
        load_plans()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def country(loaded: None, db: None) -> None:
    """Each test's own changes are rolled back."""


def coordinator(kind: str, code: str) -> User:
    actor = Actor.objects.get(kind=kind, code=code, valid_to__isnull=True)
    user = User.objects.create_user(email=f"{code}@example.com", name="Prøve", password=PASSWORD)
    RoleAssignment.objects.create(user=user, actor=actor, role=Role.COORDINATOR, valid_from=SINCE)
    return user
