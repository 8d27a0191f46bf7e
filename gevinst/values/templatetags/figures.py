"""Figures in templates, in Norwegian form and in the indicator's own way."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gevinst.values import words
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.shapes import AnyFigure
from indicators.measurements.values import Reason, describe_reason, symbol
from indicators.statistics.rounding import format_number

register = template.Library()
register.filter("figure", words.written)
register.filter("plain", words.plain)


@register.filter
def bare(value: float | None, indicator: Indicator) -> str:
    """A value without its unit, for tables whose heading carries the unit."""
    return "–" if value is None else kind_for(indicator.kind).format(value, indicator.decimals, "")


@register.filter
def unit_in_words(unit: str) -> str:
    """A unit as a sentence begins with it: a sign by itself is none."""
    return _("Prosent") if unit == "%" else capfirst(unit)


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    return "–" if value is None else format_number(value, decimals)


@register.filter
def filesize(size: int) -> str:
    """«144 byte», «5,4 kB», «1,2 MB»."""
    if size < 1_000:
        return f"{size}\u00a0byte"
    unit, worth = ("kB", 1_000) if size < 1_000_000 else ("MB", 1_000_000)
    return f"{format_number(size / worth, 1)}\u00a0{unit}"


@register.simple_tag
def no_number(reason: str) -> SafeString:
    """The symbol statistics uses, with its words for the ear and on hover."""
    known = Reason(reason)
    return format_html('<abbr title="{}">{}</abbr>', describe_reason(known), symbol(known))


@register.filter
def period(kind: str, start: date) -> str:
    return Period(PeriodKind(kind), start).label()


@register.simple_tag
def measured(row: AnyFigure, indicator: Indicator | None = None) -> str:
    """The figure of a row - or, where there is no number, the sign for why."""
    known: Indicator = indicator or row.indicator  # type: ignore[attr-defined]
    if row.reason in (Reason.NONE, Reason.NIL, Reason.BELOW):
        return words.in_words(row, known)
    return no_number(row.reason)
