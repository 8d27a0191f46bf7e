"""The table lens: each period with its figure, what it is of, what it says, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from gevinst.dashboards.boards.indicator import IndicatorPage
from gevinst.dashboards.boards.indicator.lengths import LAST_YEAR
from gevinst.dashboards.boards.indicator.table import judgement, note
from gevinst.dashboards.boards.indicator.trend import trail_of
from gevinst.values.words import plain, written
from indicators.catalogue.kinds import kind_for
from indicators.measurements.series import Point


@dataclass(frozen=True)
class PeriodRow:
    label: str
    text: str
    top: str
    bottom: str
    judgement: str
    note: str
    trail_url: str


def period_rows(board: IndicatorPage) -> list[PeriodRow]:
    """The newest first."""
    verdicts = board.judged.verdicts if board.length != LAST_YEAR else {}
    return [
        _row(point, board, judgement(verdicts.get(point.period.start))) for point in reversed(board.shown)
    ]


def has_parts(board: IndicatorPage) -> bool:
    """Whether the figures are of a numerator and a denominator."""
    return kind_for(board.indicator.kind).needs_denominator


def _row(point: Point, board: IndicatorPage, said: str) -> PeriodRow:
    return PeriodRow(
        label=point.label(),
        text=written(point.value(board.indicator), board.indicator),
        top=plain(point.numerator),
        bottom=plain(point.denominator),
        judgement=said,
        note=note(point, board.question),
        trail_url=trail_of(point, board.question),
    )
