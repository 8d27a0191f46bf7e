"""The actors the reader may set beside the chosen one: the latest figure of each, and what it signals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gevinst.dashboards import figures
from gevinst.dashboards.boards.indicator.judged import Judged
from gevinst.dashboards.boards.indicator.question import Question
from gevinst.dashboards.figures import Spark
from gevinst.values.keys import key_of
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.measurements.behaviour import Signal

SPARK_POINTS = 24
ORDER = (Signal.CONCERN, Signal.IMPROVEMENT, Signal.CHANGE, Signal.COMMON, Signal.TOO_FEW)


@dataclass(frozen=True)
class Row:
    actor: Actor
    key: str
    text: str
    period: str
    signal: Signal
    since: str
    spark: Spark | None
    is_own: bool
    is_example: bool


def rows_of(question: Question, judged: Mapping[int, Judged]) -> list[Row]:
    """Own ones first, then those with something to look at; those without figures are left out."""
    mine = {actor.pk for actor in question.mine}
    found = [
        _row(actor, judged[actor.pk], question, actor.pk in mine)
        for actor in question.beside
        if actor.pk in judged and judged[actor.pk].now.values
    ]
    return sorted(found, key=lambda row: (not row.is_own, ORDER.index(row.signal)))


def _row(actor: Actor, judged: Judged, question: Question, is_own: bool) -> Row:
    now = judged.now
    latest, limits = now.points[-1], now.chart.limits if now.chart else None
    return Row(
        actor=actor,
        key=key_of(actor),
        text=written(now.values[-1], question.indicator),
        period=latest.label(),
        signal=now.signal,
        since=now.since.label() if now.since else "",
        spark=figures.spark(
            now.values[-SPARK_POINTS:], (limits.lower, limits.upper) if limits and not limits.trial else None
        ),
        is_own=is_own,
        is_example=any(point.is_example for point in now.points),
    )
