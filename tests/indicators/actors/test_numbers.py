"""One place under several numbers, by what the reference tables say."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.actors.models import Actor
from indicators.actors.numbers import Numbers
from tests.indicators.actors.conftest import Reference

DAY = date(2024, 1, 1)


def codes(numbers: Numbers, code: str) -> list[str]:
    actor = Actor.objects.get(code=code)
    return [Actor.objects.get(pk=pk).code for pk in numbers.shared_by(actor.pk)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("3201", ["0219", "3024", "3201"]),
        ("0219", ["0219", "3024", "3201"]),
        ("1539", ["1539"]),
        # Trondheim got its number in 2018, and keeps it when Klæbu joins in 2020.
        ("5001", ["1601", "5001"]),
        # Ålesund was divided in 2024 and came of several in 2020; Heim came of a division.
        ("1508", ["1508"]),
        ("5055", ["5055"]),
    ],
)
def test_only_a_new_number_makes_one_place(reference: Reference, code: str, expected: list[str]) -> None:
    assert codes(Numbers.load(), code) == expected


def test_a_place_is_never_under_two_numbers_at_once(reference: Reference) -> None:
    actors = Actor.objects.in_bulk()
    for line in Numbers.load().lines.values():
        spans = [(actors[number.actor].valid_from, actors[number.actor].valid_to) for number in line]
        for (_from, last), (first, _to), number in zip(spans, spans[1:], line, strict=False):
            assert last is not None
            assert last < first == number.until


def test_a_merger_on_the_same_day_is_no_new_number() -> None:
    steps = [(1, 9, DAY, "renumber", "01", "09"), (2, 9, DAY, "merge", "02", "09")]
    assert Numbers.of(steps).shared_by(9) == (9,)
    assert Numbers.of(steps[:1]).shared_by(9) == (1, 9)


def test_the_number_in_force_goes_before_and_else_the_later_one() -> None:
    numbers = Numbers.of([(1, 2, DAY, "renumber", "01", "02")])
    before, after = date(2023, 12, 31), DAY
    assert [numbers.goes_before(1, 2, day) for day in (before, after)] == [True, False]
    assert [numbers.goes_before(2, 1, day) for day in (before, after)] == [False, True]


def test_a_place_listed_twice_stands_under_the_number_of_the_day() -> None:
    numbers = Numbers.of([(1, 2, DAY, "renumber", "01", "02")])
    assert numbers.one_among(1, {1, 2}, DAY) == 2
    assert numbers.one_among(2, {1, 2}, date(2023, 12, 31)) == 1
    assert numbers.one_among(2, {1}, DAY) == 1
    assert numbers.one_among(2, {3}, DAY) is None
