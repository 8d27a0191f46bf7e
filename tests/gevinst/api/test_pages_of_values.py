"""A large answer comes in pages, and nothing is lost or told twice between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from tests.cast import Cast, measure
from tests.gevinst.api.asking import URL, about, ask

pytestmark = pytest.mark.django_db
AsProgram = Callable[..., Client]


def test_pages_hold_every_value_once_and_in_one_order(measured: Cast, as_program: AsProgram) -> None:
    client = as_program("kari")
    whole = ask(client)
    for limit in (1, 2, 3, 5):
        found: list[dict[str, Any]] = []
        following = f"{URL}?limit={limit}"
        while following:
            page = client.get(following).json()
            assert len(page["values"]) <= limit
            found += page["values"]
            following = page["next"]
        assert found == whole


def test_what_is_written_between_two_pages_moves_nothing(
    measured: Cast, as_program: AsProgram, catalogue: dict[str, Indicator]
) -> None:
    client = as_program("kari")
    whole = about(ask(client))
    first = client.get(f"{URL}?limit=3").json()
    measure(catalogue[whole[0][0]], measured.rauma, "2020-01", numerator=1)
    Measurement.objects.filter(period_start="2024-01-01", numerator=12).update(numerator=13)
    rest = client.get(first["next"].replace("limit=3", "limit=5000")).json()
    assert about(first["values"] + rest["values"]) == whole


def test_what_is_replaced_while_it_is_read_is_told_once(
    measured: Cast, monkeypatch: pytest.MonkeyPatch, as_program: AsProgram
) -> None:
    """Between the query of what stands and the one of what was replaced, rows move from one to the other."""
    client = as_program("kari")
    once = ask(client)
    both = [Measurement.objects.all(), Measurement.objects.all()]
    monkeypatch.setattr("indicators.measurements.exports.rows.sides", lambda moment: both)
    assert ask(client) == once
    assert len(ask(client, limit=3)) == 3
