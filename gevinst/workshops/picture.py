"""The matrix of a workshop with its words: what the picture says, the marks, and the same in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.workshops import matrix
from gevinst.workshops.spread import Spread
from gevinst.workshops.summary import Scored
from indicators.statistics.rounding import format_number

NAMED = 3


@dataclass(frozen=True)
class Row:
    """A task in the table beside the picture."""

    scored: Scored
    quadrant: str
    supports: str
    shape: str

    @property
    def means(self) -> list[tuple[str, Spread, int | None]]:
        """(mean in words, spread, what the group said) of size, difficulty and strategy."""
        group = self.scored.group
        return [
            (_mean(self.scored.size), self.scored.size, group.size if group else None),
            (_mean(self.scored.difficulty), self.scored.difficulty, group.difficulty if group else None),
            (_mean(self.scored.strategy), self.scored.strategy, group.strategy if group else None),
        ]


@dataclass(frozen=True)
class Picture:
    """`finding`: what it says. `marks` and `lines` are drawn, `rows` stand in the table."""

    finding: str
    marks: list[matrix.Mark]
    rows: list[Row]
    unscored: int

    @property
    def lines(self) -> list[tuple[int, float, float]]:
        """Each score with its place across and down."""
        return [(score, matrix.across(score), matrix.down(score)) for score in range(1, 6)]


def picture_of(scored: Sequence[Scored]) -> Picture:
    placed, rows = [], []
    for each in scored:
        if each.place is None:
            rows.append(Row(each, "", "", ""))
            continue
        size, difficulty, strategy = each.place
        alone = each.group is not None
        placed.append(
            matrix.Placed(
                each.number,
                size,
                difficulty,
                strategy,
                None if alone else _ends(each.size),
                None if alone else _ends(each.difficulty),
            )
        )
        form = matrix.shape(strategy)
        rows.append(Row(each, quadrants()[matrix.quadrant(size, difficulty)], supports()[form], form))
    return Picture(_finding(scored), matrix.marks(placed), rows, len(scored) - len(placed))


def quadrants() -> dict[str, str]:
    return {
        "fruit": _("Lavthengende frukt"),
        "lift": _("Stort løft"),
        "small": _("Lite grep"),
        "wait": _("Kan vente"),
    }


def supports() -> dict[str, str]:
    return {"diamond": _("Støtter strategien"), "circle": _("Støtter delvis"), "square": _("Støtter ikke")}


def _finding(scored: Sequence[Scored]) -> str:
    placed = [(each, each.place) for each in scored]
    if not any(place for _each, place in placed):
        return _("Ingen oppgaver er vurdert ennå")
    fruits = [
        each.task.title for each, place in placed if place and matrix.quadrant(place[0], place[1]) == "fruit"
    ]
    if not fruits:
        return _("Ingen oppgave er både stor og lett å få til")
    said = ngettext(
        "%(n)s lavthengende frukt: %(names)s", "%(n)s lavthengende frukter: %(names)s", len(fruits)
    )
    names = "; ".join(fruits[:NAMED]) + (" …" if len(fruits) > NAMED else "")
    return said % {"n": len(fruits), "names": names}


def _ends(spread: Spread) -> tuple[int, int] | None:
    return (spread.low, spread.high) if spread.low is not None and spread.high is not None else None


def _mean(spread: Spread) -> str:
    return "–" if spread.mean is None else format_number(spread.mean, 1)
