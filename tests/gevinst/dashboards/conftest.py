"""A county to compare in."""

from __future__ import annotations

import pytest

from indicators.catalogue.models import Indicator
from tests.cast import Cast, make_actor, make_structure, measure
from tests.gevinst.dashboards.comparing import PLACES, SHARE, UKP


@pytest.fixture
def county(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    """Six municipalities with Rauma (7 000 inhabitants, 70 døgn), each with a share too."""
    above = make_actor("county", "15", "Møre og Romsdal")
    others = [make_actor("municipality", code, name) for code, name, _people, _days in PLACES]
    make_structure(
        "fylke", ["county", "municipality"], False, [(above, one) for one in [cast.rauma, *others]]
    )
    rows = [
        (cast.rauma, 7_000, 70),
        *((one, row[2], row[3]) for one, row in zip(others, PLACES, strict=True)),
    ]
    for actor, people, days in rows:
        measure(catalogue["folkemengde"], actor, "2024", numerator=people)
        measure(catalogue[UKP], actor, "2024", numerator=days)
        measure(catalogue[SHARE], actor, "2024", numerator=days, denominator=people)
    return cast
