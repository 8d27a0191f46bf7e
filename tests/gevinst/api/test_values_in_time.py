"""What has changed since, and what was known then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from indicators.catalogue.models import Indicator
from indicators.imports.undo import undo_batch
from tests.cast import Cast
from tests.gevinst.api.asking import URL, ask, saved

pytestmark = pytest.mark.django_db
AsProgram = Callable[..., Client]


def test_only_what_has_changed_since(
    cast: Cast, catalogue: dict[str, Indicator], as_program: AsProgram
) -> None:
    start = timezone.now().replace(microsecond=0) - timedelta(days=9)
    with time_machine.travel(start, tick=False):
        saved(cast, "1539;2024-01;12\n1539;2024-02;13\n")
    with time_machine.travel(start + timedelta(days=1), tick=False):
        batch = saved(cast, "1539;2024-02;14\n1539;2024-03;15\n")
    client = as_program("kari")

    def since(days: float) -> list[tuple[str, float]]:
        moment = (start + timedelta(days=days)).isoformat()
        return [(one["period"], one["value"]) for one in ask(client, updated_since=moment)]

    assert since(0) == [("2024-01", 12), ("2024-02", 14), ("2024-03", 15)]
    assert since(0.5) == [("2024-02", 14), ("2024-03", 15)]
    assert since(2) == []
    with time_machine.travel(start + timedelta(days=3), tick=False):
        undo_batch(batch, by=cast.kari)
    assert since(2) == [("2024-02", 13)], "what an undoing brought back has changed"


def test_values_are_told_as_they_were_known(
    cast: Cast, catalogue: dict[str, Indicator], as_program: AsProgram
) -> None:
    start = timezone.now().replace(microsecond=0) - timedelta(days=9)
    with time_machine.travel(start, tick=False):
        saved(cast, "1539;2024-01;12\n1539;2024-02;13\n")
    with time_machine.travel(start + timedelta(days=2), tick=False):
        saved(cast, "1539;2024-02;14\n1539;2024-03;15\n")
    client = as_program("kari")

    def known(days: int, **more: Any) -> list[float]:
        day = timezone.localdate(start + timedelta(days=days))
        return [one["value"] for one in ask(client, as_of=day.isoformat(), **more)]

    assert known(-1) == []
    assert known(0) == known(1) == [12, 13]
    assert known(2) == known(9) == [12, 14, 15]
    page = client.get(URL, {"as_of": timezone.localdate(start).isoformat(), "limit": 1}).json()
    assert [one["value"] for one in client.get(page["next"]).json()["values"]] == [13]
    moment = (start + timedelta(days=2, seconds=-1)).isoformat()
    assert [one["value"] for one in ask(client, as_of=moment)] == [12, 13]
