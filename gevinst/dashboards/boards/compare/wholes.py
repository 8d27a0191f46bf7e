"""The group's own value, and what it was made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.compare.question import Question
from gevinst.dashboards.boards.compare.words import Row, compares, text_of, unit_of
from gevinst.values.words import added_up, divided, plain
from indicators.catalogue.kinds import kind_for
from indicators.measurements.series import Point


@dataclass(frozen=True, kw_only=True)
class Whole:
    """`parts`: numerator and denominator by actor id, those with a figure; no denominators where counts were
    added up. `factor` is what the quotient was multiplied by; `by_people`: the denominators are inhabitants.
    """

    value: float
    parts: Mapping[int, tuple[float, float | None]]
    factor: float = 1
    by_people: bool = False

    @property
    def top(self) -> float:
        return sum(top for top, _bottom in self.parts.values())

    @property
    def bottom(self) -> float | None:
        bottoms = [bottom for _top, bottom in self.parts.values() if bottom is not None]
        return sum(bottoms) if bottoms else None


def whole_of(
    found: Mapping[int, tuple[Point, float | None]], question: Question, *, by_people: bool
) -> Whole | None:
    """Σ numerators / Σ denominators of those with a figure, never a mean of their values (methods.md).

    `found`: by actor id, the points that hold a figure, with the inhabitants of each. None where a part is
    unknown, or may not be summed.
    """
    indicator, kind = question.indicator, kind_for(question.indicator.kind)
    tops = {pk: point.numerator for pk, (point, _people) in found.items() if point.numerator is not None}
    if not found or not indicator.additive or len(tops) < len(found):
        return None
    if not by_people and not kind.needs_denominator:
        return Whole(value=sum(tops.values()), parts={pk: (top, None) for pk, top in tops.items()})
    bottoms = {pk: people if by_people else point.denominator for pk, (point, people) in found.items()}
    parts = {pk: (tops[pk], bottom) for pk, bottom in bottoms.items() if bottom}
    if len(parts) < len(found):
        return None
    top, bottom = sum(tops.values()), sum(bottom for _top, bottom in parts.values())
    if by_people:
        factor = indicator.population_factor if question.as_rate else indicator.factor
        return Whole(value=top * factor / bottom, parts=parts, factor=factor, by_people=True)
    value = kind.derive(top, bottom, None, indicator.factor)
    factor = indicator.factor if kind.multiplier is None else kind.multiplier
    return None if value is None else Whole(value=value, parts=parts, factor=factor)


@dataclass(frozen=True)
class Told:
    """How the group's value was reached, as the page says it. `parts`: name, trail, numerator, denominator
    and value of each; none where only counts were added up, as they stand in the table already."""

    formula: str
    top_label: str
    bottom_label: str
    parts: list[tuple[str, str, str, str, str]]
    top: str
    bottom: str
    lacking: int
    compares: bool


def told(whole: Whole, rows: Sequence[Row], question: Question) -> Told:
    text, bottom = text_of(whole.value, question), whole.bottom
    if question.as_rate:
        text = f"{text}\u00a0{unit_of(question)}"
    counted = [(row, *whole.parts[row.actor.pk]) for row in rows if row.actor.pk in whole.parts]
    if bottom is None:
        formula = added_up([top for _row, top, _bottom in counted], question.indicator, text)
    else:
        formula = divided(whole.top, bottom, whole.factor, text)
    return Told(
        formula=formula,
        top_label=question.indicator.unit.capitalize() if whole.by_people else _("Teller"),
        bottom_label=_("Innbyggere") if whole.by_people else _("Nevner"),
        parts=[
            (row.actor.name, row.trail_url, plain(top), plain(under), row.text)
            for row, top, under in counted
            if under is not None
        ],
        top=plain(whole.top),
        bottom=plain(bottom),
        lacking=len(rows) - len(counted),
        compares=compares(question),
    )
