"""What is said of how long it takes is said only when it is known."""

from __future__ import annotations

import pytest

from gevinst.values.pace import in_words, remaining


def test_nothing_is_known_before_enough_has_been_seen() -> None:
    assert remaining(10, 1.0, 90) is None, "one second"
    assert remaining(0, 60.0, 90) is None, "nothing done"
    assert remaining(1, 60.0, 99) is None, "one of a hundred"


def test_the_pace_so_far_gives_what_is_left() -> None:
    assert remaining(25, 10.0, 75) == 30.0


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "Straks ferdig"),
        (30, "Under ett minutt igjen"),
        (70, "Omtrent 1 minutt igjen"),
        (130, "Omtrent 2 minutter igjen"),
        (600, "Omtrent 10 minutter igjen"),
    ],
)
def test_it_is_told_in_round_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
