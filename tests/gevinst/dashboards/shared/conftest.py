"""The health community of the documents with three of its members, its plan as the example loads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from gevinst.access.models import User
from gevinst.dashboards.boards.shared import Shared, shared
from gevinst.plans.examples import load_plans
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from tests.cast import make_actor, make_catalogue, make_structure, measure
from tests.gevinst.shared_plans.conftest import coordinator


@dataclass(frozen=True)
class Place:
    """Siri coordinates the community, Tone Trondheim; Rauma, where Rolf coordinates, stands outside."""

    community: Actor
    trondheim: Actor
    malvik: Actor
    orkland: Actor
    rauma: Actor
    hospital: Actor
    indicators: dict[str, Indicator]
    siri: User
    tone: User
    rolf: User

    def ask(self, user: User | None = None, **query: str) -> Shared:
        found = shared(user or self.siri, query)
        assert found is not None
        return found

    def months(self, actor: Actor, first: int, value: float, how_many: int = 12, year: int = 2025) -> None:
        """A monthly figure of UKP-døgn, the same each month."""
        for month in range(first, first + how_many):
            code = f"{year + (month - 1) // 12}-{(month - 1) % 12 + 1:02}"
            measure(self.indicators["ukp-dogn"], actor, code, numerator=value)


@pytest.fixture
def place(db: Any) -> Place:
    indicators = make_catalogue(None)
    community = make_actor("health_community", "hef-st-olav", "Helsefellesskapet St. Olav")
    trondheim, malvik, orkland, rauma = (
        make_actor("municipality", code, name)
        for code, name in (("5001", "Trondheim"), ("5031", "Malvik"), ("5059", "Orkland"), ("1539", "Rauma"))
    )
    hospital = make_actor("trust", "883974832", "St. Olavs hospital HF")
    members = [trondheim, malvik, orkland]
    make_structure(
        "samarbeid", ["health_community", "municipality"], True, [(community, one) for one in members]
    )
    make_structure("sykehus", ["trust", "municipality"], False, [(hospital, one) for one in members])
    load_plans()
    return Place(
        community=community,
        trondheim=trondheim,
        malvik=malvik,
        orkland=orkland,
        rauma=rauma,
        hospital=hospital,
        indicators=indicators,
        siri=coordinator("siri", community),
        tone=coordinator("tone", trondheim),
        rolf=coordinator("rolf", rauma),
    )
