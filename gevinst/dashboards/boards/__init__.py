"""A board answers one question with figures. One file or folder and one line here each.

Loaded on first use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from gevinst.access.gate import Someone
from gevinst.dashboards.tables import Answer

# Who asks, and what they ask for; None when there is nothing to answer with.
Reading = Callable[[Someone, Mapping[str, str]], Answer | None]


@dataclass(frozen=True)
class Board:
    """`question` is what it answers, shown where boards are listed; `route` its place under the root.

    With an `answer` it can be downloaded and asked through the API; `parameters` are what may be asked for,
    each by its name in the address and in words.
    """

    code: str
    name: str
    question: str
    route: str
    view: str
    needs_login: bool = True
    answer: Reading | None = None
    parameters: tuple[tuple[str, str], ...] = ()


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
