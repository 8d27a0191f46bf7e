"""A lens shows the same question in one way: one file and one line here each, in the order of the tabs.

Loaded on first use. A lens reads no address and knows no other lens; what it shows is a `Seen`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gevinst.dashboards.tables import Cell, Column
from indicators.statistics.rounding import format_number

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from gevinst.dashboards.boards.compare.scene import Scene
    from gevinst.dashboards.boards.compare.words import Row
    from gevinst.dashboards.charts import Chart

FIRST = "soyler"


@dataclass(frozen=True)
class Seen:
    """`title` is the finding; `reading` how to read it. Drawn as a `chart`, or by a `template` given `drawn`.

    `why`: in words, where there is nothing to draw. With `columns` the lens answers with rows of its own,
    else with those of the table. `has_table`: the table of municipalities stands under it, folded under
    `landmarks` where there are any.
    """

    title: str = ""
    reading: str = ""
    chart: Chart | None = None
    template: str = ""
    drawn: Any = None
    why: str = ""
    columns: Sequence[Column] = ()
    lines: Sequence[Sequence[Cell]] = ()
    facts: Sequence[tuple[str, str]] = ()
    has_table: bool = False
    landmarks: Sequence[Row] = ()

    @property
    def table(self) -> dict[str, Any] | None:
        """Its own rows, written as they are read; None where it has none."""
        if not self.columns:
            return None
        return {
            "caption": self.title,
            "head": [column.label for column in self.columns],
            "rows": [
                [_written(cell, column) for cell, column in zip(line, self.columns, strict=True)]
                for line in self.lines
            ],
        }


def _written(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else format_number(cell, column.decimals or 0)


@dataclass(frozen=True)
class Lens:
    """`code` as in the address. `over_time`: it needs every period there are figures for; `many`: it
    reads many indicators by itself, and no figures of the one."""

    code: str
    name: str | Promise
    look: Callable[[Scene], Seen]
    over_time: bool = False
    many: bool = False


LENSES = {
    "soyler": "gevinst.dashboards.boards.compare.lenses.bars.LENS",
    "trakt": "gevinst.dashboards.boards.compare.lenses.funnel.LENS",
    "utvikling": "gevinst.dashboards.boards.compare.lenses.multiples.LENS",
    "fordeling": "gevinst.dashboards.boards.compare.lenses.distribution.LENS",
    "kart": "gevinst.dashboards.boards.compare.lenses.tiles.LENS",
    "varmekart": "gevinst.dashboards.boards.compare.lenses.heat.LENS",
    "tabell": "gevinst.dashboards.boards.compare.lenses.table.LENS",
}


@cache
def lens_for(code: str) -> Lens:
    """The lens with this code; KeyError for one that is not registered."""
    module, _dot, attribute = LENSES[code].rpartition(".")
    lens: Lens = getattr(import_module(module), attribute)
    return lens
