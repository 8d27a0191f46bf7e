from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from gevinst.workshops.models import Workshop
from tests.cast import Cast
from tests.gevinst.workshops.world import make_workshop


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def workshop(cast: Cast) -> Workshop:
    return make_workshop(cast)


@pytest.fixture
def phone(workshop: Workshop) -> Callable[[], Client]:
    """A phone that has joined."""

    def joined() -> Client:
        client = Client()
        client.post(f"/w/{workshop.token}/bli-med/", {})
        return client

    return joined


def task_form(workshop: Workshop, **instead: Any) -> dict[str, Any]:
    """What a phone sends."""
    return {
        "service": workshop.services.all()[0].pk,
        "title": "Skrive medisinliste for hånd",
        "who": "sykepleier",
        "people": "1",
        "times": "10",
        "minutes_now": "12",
        "minutes_low": "4",
        "minutes_likely": "6",
        "minutes_high": "9",
        "change": "Legemiddellisten følger pasienten",
        "key": "9f3c0a52-8a0f-4a55-9b3d-2b1f6a3f5d11",
        **instead,
    }
