"""Who carries how much: worked out by hand in the comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gevinst.dashboards.boards.shared.gap import Gap, Member, gap_of

FIGURES = some.floats(min_value=0, max_value=1e6)


def gap(*members: tuple[str, float | None, float | None], sign: int = -1) -> Gap[str]:
    return gap_of([Member(key=key, value=value, expected=ought) for key, value, ought in members], sign=sign)


def amounts(found: Gap[str]) -> dict[str, float]:
    return {part.key: part.amount for part in found.parts}


def shares(found: Gap[str]) -> dict[str, float | None]:
    return {part.key: part.share for part in found.parts}


def test_the_one_with_most_left_stands_first_and_the_shares_make_a_hundred() -> None:
    """Trondheim 3 000 − 500 = 2 500, Malvik 200 − 100 = 100, Orkland 900 − 500 = 400; of 3 000."""
    found = gap(("Malvik", 200, 100), ("Trondheim", 3000, 500), ("Orkland", 900, 500))
    assert list(amounts(found).items()) == [("Trondheim", 2500), ("Orkland", 400), ("Malvik", 100)]
    assert found.largest is not None
    assert found.largest.key == "Trondheim"
    assert sum(share or 0 for share in shares(found).values()) == pytest.approx(100)
    assert shares(found)["Trondheim"] == pytest.approx(83.333, abs=0.001)


def test_one_ahead_of_its_own_way_has_no_share_and_takes_nothing_from_the_others_shares() -> None:
    found = gap(("Malvik", 50, 100), ("Trondheim", 800, 500), ("Orkland", 600, 500))
    assert amounts(found) == {"Trondheim": 300, "Orkland": 100, "Malvik": -50}
    assert shares(found) == {"Trondheim": 75, "Orkland": 25, "Malvik": None}
    assert (found.behind, found.ahead, found.net) == (400, -50, 350)


def test_a_missing_figure_hides_every_share_but_no_amount() -> None:
    found = gap(("Malvik", None, 100), ("Trondheim", 3000, 500), ("Rindal", 10, None))
    assert amounts(found) == {"Trondheim": 2500}
    assert shares(found) == {"Trondheim": None}
    assert found.missing == ("Malvik", "Rindal")
    assert not found.is_complete


def test_where_higher_is_better_what_lies_under_is_left() -> None:
    found = gap(("Malvik", 95, 90), ("Trondheim", 80, 90), sign=1)
    assert amounts(found) == {"Trondheim": 10, "Malvik": -5}


def test_of_a_share_the_parts_weigh_as_their_denominators_and_make_the_gap_of_the_whole() -> None:
    """Trondheim 70 % of 300 and Malvik 85 % of 100 are 295 of 400: 73,75 %. Expected 90 %: 16,25 points.
    Trondheim (90 − 70) · 300/400 = 15,0; Malvik (90 − 85) · 100/400 = 1,25."""
    members = [
        Member(key="Malvik", value=85.0, expected=90.0, weight=100.0),
        Member(key="Trondheim", value=70.0, expected=90.0, weight=300.0),
    ]
    found = gap_of(members, sign=1)
    assert amounts(found) == {"Trondheim": pytest.approx(15.0), "Malvik": pytest.approx(1.25)}
    assert found.net == pytest.approx(90 - 73.75)


def test_nobody_behind_is_nobody_s_share() -> None:
    found = gap(("Malvik", 50, 100), ("Trondheim", 400, 500))
    assert found.largest is None
    assert set(shares(found).values()) == {None}


def test_nobody_at_all_is_no_gap() -> None:
    assert gap().parts == ()
    assert gap().net == 0


@given(some.lists(some.tuples(FIGURES, FIGURES), min_size=1, max_size=60))
def test_the_parts_always_make_the_distance_of_the_whole(figures: list[tuple[float, float]]) -> None:
    found = gap(*[(str(place), value, ought) for place, (value, ought) in enumerate(figures)])
    distance = sum(value for value, _ in figures) - sum(ought for _, ought in figures)
    assert found.net == pytest.approx(distance, abs=1e-3)
    told = [part.share for part in found.parts if part.share is not None]
    assert not told or sum(told) == pytest.approx(100)
    turned = gap(*[(str(place), value, ought) for place, (value, ought) in enumerate(figures)], sign=1)
    assert sorted(-part.amount for part in turned.parts) == pytest.approx(
        sorted(part.amount for part in found.parts)
    )
