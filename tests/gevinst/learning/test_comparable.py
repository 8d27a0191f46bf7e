from __future__ import annotations

import pytest

from gevinst.learning.board import band_words
from gevinst.learning.comparable import band_of, like


@pytest.mark.parametrize(
    ("inhabitants", "words"),
    [
        (1_999, "under 2 000 innbyggere"),
        (2_000, "2 000–4 999 innbyggere"),
        (7_100, "5 000–9 999 innbyggere"),
        (50_000, "50 000 innbyggere eller flere"),
    ],
)
def test_a_band_is_said_in_words(inhabitants: int, words: str) -> None:
    said = band_words(inhabitants)
    assert (
        " ".join(said.replace("\u2009", " ").replace("\u00a0", " ").replace("\u202f", " ").split()) == words
    )


def test_alike_are_the_others_in_the_band() -> None:
    inhabitants = {1: 7_100, 2: 9_999, 3: 10_000, 4: 5_000}
    assert like(1, inhabitants) == {2, 4}
    assert like(9, inhabitants) == frozenset()
    assert band_of(9_999) != band_of(10_000)
