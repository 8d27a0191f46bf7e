"""A figure as a share of another area's, as the open table tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gevinst.values.asked import Asked
from gevinst.values.bases import basis_of
from gevinst.values.words import divided, in_words, number_of
from indicators.actors.models import Actor
from indicators.measurements.shapes import AnyFigure
from indicators.statistics.rounding import NO_BREAK_SPACE, format_number


@dataclass(frozen=True)
class Share:
    """`text`: the share; `whole`: what it is a share of, with the figure of that and its trail."""

    text: str
    formula: str
    whole: Actor
    whole_text: str
    whole_url: str


def share_of(asked: Asked, figure: AnyFigure) -> Share | None:
    """None where it is asked of none, or either figure is unknown."""
    if asked.share_of is None:
        return None
    basis = basis_of(replace(asked, actor=asked.share_of, share_of=None))
    part = number_of(figure, asked.indicator)
    whole = number_of(basis.figure, asked.indicator) if basis else None
    if basis is None or part is None or not whole:
        return None
    text = f"{format_number(part * 100 / whole, 1)}{NO_BREAK_SPACE}%"
    return Share(
        text=text,
        formula=divided(part, whole, 100, text),
        whole=asked.share_of,
        whole_text=in_words(basis.figure, asked.indicator),
        whole_url=asked.url(asked.share_of, asked.period, months=asked.months),
    )
