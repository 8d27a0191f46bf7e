"""Every name an actor has had is found, also after it got another."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.actors.matching import ActorError, ActorIndex
from indicators.actors.models import Succession
from tests.indicators.actors.conftest import Reference


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
        try:
            found = index.find(step.former_name, on=on).actor_id
        except ActorError as refused:
            assert "kan være" in str(refused), step  # two of that name: the number is asked for
        else:
            assert found == step.successor_id, step
