"""What the comparison says: figures, unit, notes, and the finding as a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.compare.question import Question
from gevinst.values.former_numbers import told
from gevinst.values.known import NAME as KNOWN
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import in_words, written
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.measurements.series import Point
from indicators.measurements.values import Reason
from indicators.statistics.intervals import Interval
from indicators.statistics.rounding import format_number

RATE_DECIMALS = 1


@dataclass(frozen=True)
class Row:
    """`difference`: from the group's own value, in percent; None where that says nothing.

    `mark`: where in the order it stands, of the few taken out of it.
    """

    actor: Actor
    value: float | None
    text: str
    note: str
    difference: float | None
    difference_text: str
    trail_url: str
    is_own: bool
    is_example: bool
    interval: Interval | None = None
    interval_text: str = ""
    mark: str = ""


def row_of(
    actor: Actor,
    value: float | None,
    point: Point | None,
    *,
    whole: float | None,
    question: Question,
    is_own: bool,
    interval: Interval | None = None,
) -> Row:
    relative = whole is not None and compares(question)
    difference = (value - whole) * 100 / whole if value is not None and whole and relative else None
    return Row(
        actor=actor,
        value=value,
        text=text_of(value, question),
        note=_note(value, point, actor, question),
        difference=difference,
        difference_text="" if difference is None else f"{format_number(difference, signed=True)}\u00a0%",
        trail_url=_trail(actor, point, question),
        is_own=is_own,
        is_example=point is not None and point.is_example,
        interval=interval,
        interval_text=span(interval, question),
    )


def compares(question: Question) -> bool:
    """Whether one actor's figure may be held against the group's: a share, mean or rate; never a count."""
    return question.as_rate or kind_for(question.indicator.kind).needs_denominator


def decimals_of(question: Question) -> int:
    return RATE_DECIMALS if question.as_rate else question.indicator.decimals


def text_of(value: float | None, question: Question) -> str:
    if value is None:
        return "–"
    return format_number(value, RATE_DECIMALS) if question.as_rate else written(value, question.indicator)


def span(interval: Interval | None, question: Question) -> str:
    """«7,8–12,6», with the unit of the figure where it is written with one."""
    if interval is None:
        return ""
    if question.as_rate:
        return f"{format_number(interval.low, RATE_DECIMALS)}–{format_number(interval.high, RATE_DECIMALS)}"
    low = kind_for(question.indicator.kind).format(interval.low, question.indicator.decimals)
    return f"{low}–{written(interval.high, question.indicator)}"


def unit_of(question: Question) -> str:
    indicator = question.indicator
    unit = kind_for(indicator.kind).fixed_unit or indicator.unit
    if not question.as_rate:
        return unit
    factor = format_number(indicator.population_factor)
    return _("%(unit)s per %(factor)s innbyggere") % {"unit": unit, "factor": factor}


def group_name(question: Question) -> str:
    if question.alike:
        return question.alike.name
    if question.picked_name:
        return question.picked_name
    return question.group.name if question.group else _("Utvalget samlet")


def group_in_words(question: Question) -> str:
    """As `group_name`, inside a sentence."""
    named = question.alike or question.group or question.picked_name
    return group_name(question) if named else _("utvalget samlet")


def how_summed(question: Question) -> str:
    if question.as_rate:
        return _("Summen delt på innbyggerne i alle kommunene, ikke snittet av kommunene")
    if compares(question):
        return _("Summen av tellere delt på summen av nevnere, ikke snittet av kommunene")
    return _("Summen av kommunene")


def _note(value: float | None, point: Point | None, actor: Actor, question: Question) -> str:
    if value is None:
        return _why_none(point, question)
    return told([point.under], actor.kind) if point else ""


def _why_none(point: Point | None, question: Question) -> str:
    if point is None:
        return _("Mangler tall for perioden")
    if point.reason not in (Reason.NONE, Reason.NIL):
        return in_words(point, question.indicator).capitalize()
    return _("Folketallet mangler") if question.as_rate else _("Kan ikke beregnes")


def _trail(actor: Actor, point: Point | None, question: Question) -> str:
    if point is None:
        return ""
    asked = [f"maneder={point.months}"] if point.months > 1 else []
    asked += ["per=innbygger"] if question.as_rate else []
    asked += [f"{KNOWN}={question.as_known_on}"] if question.as_known_on else []
    return trail_url(question.indicator.slug, actor, point.period.code, "&".join(asked))
