"""The reference actors, loaded once for all tests here: each test's own changes are rolled back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from indicators.actors.loading import load_actors
from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Actor, Structure

NOW = date(2024, 6, 1)


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


@pytest.fixture(scope="module")
def index(loaded: None) -> ActorIndex:
    return ActorIndex.load()


class Reference:
    def actor(self, code: str) -> Actor:
        return Actor.objects.get(code=code)

    def structure(self, code: str) -> Structure:
        return Structure.objects.get(code=code)


def refused(index: ActorIndex, text: str, on: date = NOW, kinds: tuple[str, ...] = ()) -> ActorError:
    """What is said of a text that is nobody."""
    with pytest.raises(ActorError) as caught:
        index.find(text, on=on, kinds=kinds)
    return caught.value
