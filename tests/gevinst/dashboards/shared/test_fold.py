"""Samhandling of many municipalities: one's own and the whole are in sight, the others in a fold."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from gevinst.dashboards.boards.shared.rows import Side, others_words
from tests.gevinst.dashboards.shared.conftest import Place
from tests.gevinst.dashboards.shared.test_board import add, client

FEW, MANY = 5, 60


@pytest.fixture
def counted(place: Place) -> Place:
    """Trondheim, Malvik and Orkland are counted in 2022 and 2025, and so the community is."""
    for actor in (place.trondheim, place.malvik, place.orkland):
        place.months(actor, 1, 100, year=2022)
        place.months(actor, 1, 90)
    return place


def halves(place: Place, who: str, **query: str) -> tuple[str, str, bool]:
    """The table in sight, what is in the fold under it, and whether the fold is open."""
    html = client(place, who).get(reverse("dashboards:shared"), query).content.decode()
    found = re.search(
        r'<h3 id="standings">(.*?)<details class="disclosure"( open)?>(.*?)</details>', html, re.S
    )
    assert found is not None
    return found[1], found[3], bool(found[2])


@pytest.mark.parametrize(("how_many", "is_open"), [(FEW, True), (MANY, False)])
def test_many_are_folded_and_few_are_not(counted: Place, how_many: int, is_open: bool) -> None:
    add(counted, how_many)
    seen, folded, stands_open = halves(counted, "tone")
    assert stands_open is is_open
    assert folded.count("<tr>") == how_many, "a head and all but Trondheim"
    assert (">Trondheim<" in seen, ">Trondheim<" in folded) == (True, False)
    assert "Helsefellesskapet St. Olav" in seen


def test_the_one_that_was_chosen_stands_with_one_s_own(counted: Place) -> None:
    add(counted, MANY)
    seen, folded, _open = halves(counted, "tone", kommune="5031")
    assert [name for name in ("Trondheim", "Malvik", "Orkland") if f">{name}<" in seen] == [
        "Trondheim", "Malvik",
    ]  # fmt: skip
    assert ">Orkland<" in folded


def test_somebody_without_a_municipality_sees_the_whole_and_finds_each_in_the_fold(counted: Place) -> None:
    seen, folded, _open = halves(counted, "siri")
    assert "kommune=" not in seen
    assert folded.count("kommune=") == 3


def test_the_fold_says_what_is_inside() -> None:
    sides = [Side.BEHIND, Side.BEHIND, Side.AHEAD, Side.UNKNOWN]
    assert others_words(sides) == "De 4 andre kommunene: 2 bak, 1 i rute eller foran, 1 uten nok tall"
    assert others_words([Side.AHEAD]) == "Den andre kommunen: 1 i rute eller foran"
    assert others_words([Side.UNKNOWN] * 2) == "De 2 andre kommunene"
