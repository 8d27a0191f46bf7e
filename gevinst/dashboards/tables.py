"""What a board answers, as a table: the one form that pages, files and the API share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from indicators.statistics.rounding import round_half_up

Cell = str | float | None


@dataclass(frozen=True)
class Column:
    """`key` names it in the API; `decimals` are those of its numbers, None for a column of text.

    `role` of a column of text: `geo` holds actors' numbers, `time` codes of periods, `name` what rows are of.
    """

    key: str
    label: str
    decimals: int | None = None
    role: str = ""


@dataclass(frozen=True)
class Answer:
    """Rows under columns. `facts`: what they are about; `asked`: the question as the address has it. `page`
    is where it is shown, where the board's own route names an actor.

    A cell without a number is None, and a column of text says why. Numbers are rounded as they are shown.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]]
    asked: Sequence[tuple[str, str]]
    page: str = ""

    @property
    def query(self) -> str:
        """The question as the end of an address: the same answer every time it is opened."""
        return as_query(self.asked)


def as_query(asked: Sequence[tuple[str, str]]) -> str:
    """The end of an address, without what was not asked."""
    return urlencode([(name, value) for name, value in asked if value])


def rounded(value: float | None, decimals: int) -> float | None:
    """As it is shown; numbers in files and on the page are then the same."""
    return None if value is None else float(round_half_up(value, decimals))
