"""Spread of scores, the matrix, and likeness of titles: plain functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gevinst.workshops import matrix
from gevinst.workshops.likeness import alike, groups
from gevinst.workshops.matrix import Placed
from gevinst.workshops.spread import Spread


def test_a_spread_says_how_many_gave_each_score():
    spread = Spread.of([1, 1, 5, 4])
    assert spread.counts == (2, 0, 0, 1, 1)
    assert (spread.mean, spread.low, spread.high, spread.n) == (2.75, 1, 5, 4)
    assert spread.is_wide
    assert not Spread.of([2, 3, 4]).is_wide


def test_no_scores_have_no_mean():
    none = Spread.of([])
    assert (none.mean, none.low, none.high, none.is_wide) == (None, None, None, False)


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_outside_one_to_five_is_refused(score):
    with pytest.raises(ValueError, match="is not a score"):
        Spread.of([score])


@given(st.lists(st.integers(1, 5), min_size=1))
def test_the_mean_lies_between_the_ends(scores):
    spread = Spread.of(scores)
    assert spread.low <= spread.mean <= spread.high
    assert spread.n == len(scores)
    assert sorted(spread.scores) == sorted(scores)


@pytest.mark.parametrize(
    ("size", "difficulty", "place"),
    [(5, 1, "fruit"), (3.1, 3, "fruit"), (5, 4, "lift"), (3, 1, "small"), (2, 5, "wait")],
)
def test_large_and_easy_is_a_low_hanging_fruit(size, difficulty, place):
    assert matrix.quadrant(size, difficulty) == place


@pytest.mark.parametrize(
    ("strategy", "shape"), [(5, "diamond"), (3.5, "diamond"), (3, "circle"), (2.5, "circle"), (1, "square")]
)
def test_the_strategy_is_the_shape(strategy, shape):
    assert matrix.shape(strategy) == shape


def test_larger_is_higher_and_harder_is_further_right():
    easy, hard = matrix.marks(
        [Placed(1, size=5, difficulty=1, strategy=5), Placed(2, size=1, difficulty=5, strategy=1)]
    )
    assert easy.x < hard.x
    assert easy.y < hard.y


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=8))
def test_every_mark_stands_inside_and_no_two_on_the_same_spot(scores):
    placed = [Placed(n, size=s, difficulty=d, strategy=t) for n, (s, d, t) in enumerate(scores, 1)]
    found = matrix.marks(placed)
    assert [mark.number for mark in found] == [one.number for one in placed]
    assert all(
        matrix.LEFT <= mark.x <= matrix.RIGHT and matrix.TOP <= mark.y <= matrix.BOTTOM for mark in found
    )
    assert len({(round(mark.x), round(mark.y)) for mark in found}) == len(found)


def test_bars_go_from_the_lowest_to_the_highest_score():
    (mark,) = matrix.marks([Placed(1, 3, 3, 3, sizes=(2, 5), difficulties=(3, 3))])
    ((x1, y1, x2, y2),) = mark.bars
    assert x1 == x2 == mark.x
    assert (y1, y2) == (matrix.down(2), matrix.down(5))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Skrive medisinliste for hånd", "skriver medisinlister for hand"),
        ("Ringe legekontoret", "Ringe legekontor"),
        ("Dobbeltføring av blodtrykk", "Dobeltføring av blodtrykk"),
        ("Dokumentere i to systemer", "Dokumentere i to system"),
    ],
)
def test_the_same_task_in_other_inflections_or_with_a_slip_is_alike(one, other):
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ringe legekontoret", "Ringe pårørende"),
        ("Skrive medisinliste", "Bestille medisiner"),
        ("Kjøre mat", "Lage mat"),
    ],
)
def test_different_tasks_are_not(one, other):
    assert not alike(one, other)


def test_one_alike_two_others_joins_them():
    titles = [
        (1, "Ringe legekontoret"),
        (2, "Kjøre mat"),
        (3, "Ringe legekontor"),
        (4, "Ringer legekontorene"),
    ]
    assert groups(titles) == [[1, 3, 4]]
