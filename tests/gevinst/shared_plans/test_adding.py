"""Nobody's effort counts twice, whoever overlaps."""

from __future__ import annotations

import pytest

from gevinst.shared_plans.adding import added

HEF, RAUMA, MOLDE, AUKRA, EAST, WEST, HOME_CARE = range(7)
ALONE = {who: frozenset({who}) for who in (RAUMA, MOLDE, AUKRA, HOME_CARE)}
PARTS = ALONE | {
    HEF: frozenset({HEF, RAUMA, MOLDE, AUKRA, HOME_CARE}),
    RAUMA: frozenset({RAUMA, HOME_CARE}),
    # Two networks that share Molde; neither is a part of the other.
    EAST: frozenset({EAST, RAUMA, MOLDE, HOME_CARE}),
    WEST: frozenset({WEST, MOLDE, AUKRA}),
}


def test_members_are_added_and_the_whole_they_are_parts_of_is_left_out() -> None:
    found = added({HEF: 1000, RAUMA: 200, MOLDE: 300, AUKRA: None}, PARTS)
    assert (found.total, found.left_out) == (500, (HEF,))
    assert (found.missing, found.expected) == ((AUKRA,), 3)


def test_the_whole_counts_where_nobody_under_it_has_stated_anything() -> None:
    found = added({HEF: 1000, RAUMA: None, MOLDE: None}, PARTS)
    assert (found.total, found.left_out) == (1000, ())
    assert (len(found.missing), found.expected) == (2, 2)


def test_a_unit_counts_before_its_municipality_and_both_never() -> None:
    found = added({HEF: None, RAUMA: 200, HOME_CARE: 150, MOLDE: 300}, PARTS)
    assert (found.total, found.left_out) == (450, (RAUMA,))


def test_of_two_that_overlap_without_either_being_under_the_other_the_narrower_counts() -> None:
    found = added({EAST: 400, WEST: 250}, PARTS)
    assert (found.total, found.counted, found.left_out) == (250, (WEST,), (EAST,))
    found = added({EAST: 400, WEST: 250, MOLDE: 90}, PARTS)
    assert (found.total, found.left_out) == (90, (WEST, EAST))


def test_nothing_stated_is_no_zero_and_a_stated_zero_is() -> None:
    assert added({RAUMA: None, MOLDE: None}, PARTS).total is None
    assert added({RAUMA: 0, MOLDE: None}, PARTS).total == 0
    assert added({}, PARTS).total is None


def test_a_share_of_the_sum_is_told_only_when_all_have_stated_theirs() -> None:
    stated = {RAUMA: 200.0, MOLDE: 300.0, AUKRA: None}
    assert added(stated, PARTS).share_of(RAUMA, stated) is None
    stated[AUKRA] = 0.0
    assert added(stated, PARTS).share_of(RAUMA, stated) == pytest.approx(40)
    assert added(stated, PARTS).share_of(AUKRA, stated) == 0
    nothing = {RAUMA: 0.0, MOLDE: 0.0}
    assert added(nothing, PARTS).share_of(RAUMA, nothing) is None
