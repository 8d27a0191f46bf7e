"""Every name an actor has had is found, also after it got another."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Succession
from tests.indicators.actors.conftest import Reference

TWO_OF_THAT_NAME = "the number is asked for"


@pytest.fixture(autouse=True)
def _everybody(reference: Reference) -> None:
    pass


def test_a_former_name_still_means_the_actor_while_it_is_there() -> None:
    index = ActorIndex.load()
    renamed = Succession.objects.filter(kind=Succession.Kind.RENAME).select_related("successor")
    assert renamed.count() > 5
    for step in renamed:
        on = step.successor.valid_to or date(2024, 6, 1)
        with_number = index.find(f"{step.successor.code} {step.former_name}", on=on)
        assert (with_number.actor_id, with_number.warning) == (step.successor_id, ""), step
        assert _named(index, step.former_name, on) in (step.successor_id, TWO_OF_THAT_NAME), step


def _named(index: ActorIndex, name: str, on: date) -> int | str:
    try:
        return index.find(name, on=on).actor_id
    except ActorError as refused:
        return TWO_OF_THAT_NAME if "kan være" in str(refused) else str(refused)
