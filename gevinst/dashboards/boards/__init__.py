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
    each by its name in the address and in words. `files`: the place of these, where `route` names an actor,
    which they take as a parameter. `listed`: whether it is opened from the list of boards. `remembers`: its
    answers are of figures alone, and may be kept a minute by the API too (remembered.py).
    """

    code: str
    name: str
    question: str
    route: str
    view: str
    needs_login: bool = True
    answer: Reading | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    files: str = ""
    listed: bool = True
    remembers: bool = False

    @property
    def is_of_an_actor(self) -> bool:
        return "<str:kind>/<str:code>/" in self.route

    @property
    def files_route(self) -> str:
        return self.files or self.route


BOARDS = {
    "mine": "gevinst.dashboards.boards.mine.BOARD",
    "overview": "gevinst.dashboards.boards.overview.BOARD",
    "leader": "gevinst.dashboards.boards.leader.BOARD",
    "compare": "gevinst.dashboards.boards.compare.BOARD",
    "shared": "gevinst.dashboards.boards.shared.BOARD",
    "regional": "gevinst.dashboards.boards.regional.BOARD",
    "indicator": "gevinst.dashboards.boards.indicator.BOARD",
    "open": "gevinst.dashboards.boards.open_figures.BOARD",
}


@cache
def board_for(code: str) -> Board:
    """The board with this code; KeyError for one that is not registered."""
    module, _dot, attribute = BOARDS[code].rpartition(".")
    board: Board = getattr(import_module(module), attribute)
    return board
