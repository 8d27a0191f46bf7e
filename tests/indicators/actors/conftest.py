"""The reference actors, loaded once for all tests here: each test's own changes are rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from indicators.actors.loading import load_actors
from indicators.actors.models import Actor, Structure


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_actors()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reference(loaded: None, db: None) -> Reference:
    return Reference()


class Reference:
    def actor(self, code: str) -> Actor:
        return Actor.objects.get(code=code)

    def structure(self, code: str) -> Structure:
        return Structure.objects.get(code=code)
