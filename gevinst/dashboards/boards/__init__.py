"""A board answers one question with figures. One file and one line here each; loaded on first use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module


@dataclass(frozen=True)
class Board:
    """`question` is what the board answers, shown where boards are listed. `route` is its place under the root."""

    code: str
    name: str
    question: str
    route: str
    view: str
    needs_login: bool = True


BOARDS = {
    "overview": "gevinst.dashboards.boards.overview.BOARD",
    "compare": "gevinst.dashboards.boards.compare.BOARD",
    "open": "gevinst.dashboards.boards.open_figures.BOARD",
}


@cache
def board_for(code: str) -> Board:
    """The board with this code; KeyError for one that is not registered."""
    module, _dot, attribute = BOARDS[code].rpartition(".")
    board: Board = getattr(import_module(module), attribute)
    return board
