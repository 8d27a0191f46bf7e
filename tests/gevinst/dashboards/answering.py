"""What every board that answers holds, whatever it is about."""

from __future__ import annotations

from collections.abc import Mapping

from gevinst.access.models import User
from gevinst.dashboards.boards import Board
from gevinst.dashboards.tables import Answer


def answered(board: Board, user: User, asked: Mapping[str, str]) -> Answer:
    assert board.answer is not None
    found = board.answer(user, asked)
    assert found is not None
    return found


def assert_it_answers_to_its_names(board: Board, user: User) -> None:
    """By the names it says it has, to all of them in order, and the same again when asked the same."""
    first = answered(board, user, {})
    assert [name for name, _value in first.asked] == [name for name, _words in board.parameters]
    again = answered(board, user, dict(first.asked))
    assert (again.rows, again.asked) == (first.rows, first.asked)
    assert all(len(row) == len(first.columns) for row in first.rows)
