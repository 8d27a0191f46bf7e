"""What the tests of the comparison ask with."""

from __future__ import annotations

from gevinst.dashboards.boards.compare import Comparison, compare
from tests.cast import Cast

UKP, SHARE, CARERS = "ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten"
GROUP = "county:15"
# Code, name, inhabitants, døgn in 2024: Fjord stands clearly above, Skog clearly below.
PLACES = (
    ("1511", "Vanylven", 3_000, 30),
    ("1514", "Sande", 2_500, 26),
    ("1515", "Herøy", 9_000, 88),
    ("1517", "Fjord", 8_000, 200),
    ("1520", "Skog", 10_000, 40),
)


def look(cast: Cast, lens: str, **query: str) -> Comparison:
    found = compare(cast.kari, {"visning": lens, "indikator": UKP, "gruppe": GROUP, **query})
    assert found is not None
    return found
