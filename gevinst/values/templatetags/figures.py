"""Figures in templates, in Norwegian form and in the indicator's own way."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Figure
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.values import Reason, describe_reason, symbol
from indicators.statistics.rounding import format_number

register = template.Library()


@register.filter
def figure(value: float | None, indicator: Indicator) -> str:
    """A value with its unit: `21,7 %`, `1 094 døgn`, `9 d 07 t 40 min`; a dash where there is none."""
    if value is None:
        return "–"
    kind = kind_for(indicator.kind)
    return kind.format(value, indicator.decimals, kind.fixed_unit or indicator.unit)


@register.filter
def bare(value: float | None, indicator: Indicator) -> str:
    """The same without its unit, for tables whose heading carries the unit."""
    return "–" if value is None else kind_for(indicator.kind).format(value, indicator.decimals, "")


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    return "–" if value is None else format_number(value, decimals)


@register.simple_tag
def no_number(reason: str) -> SafeString:
    """The symbol statistics uses, with its words for the ear and on hover."""
    known = Reason(reason)
    return format_html('<abbr title="{}">{}</abbr>', describe_reason(known), symbol(known))


@register.filter
def plain(value: float | None) -> str:
    """A numerator or denominator as it was given: whole numbers whole, others with their decimals."""
    if value is None:
        return "–"
    decimals = 0 if value == int(value) else len(f"{value:.4f}".rstrip("0").partition(".")[2])
    return format_number(value, decimals)


@register.filter
def period(kind: str, start: date) -> str:
    return Period(PeriodKind(kind), start).label()


@register.simple_tag
def measured(row: Figure, indicator: Indicator | None = None) -> str:
    """The figure of a stored row - or, where there is no number, the sign for why."""
    known: Indicator = indicator or row.indicator  # type: ignore[attr-defined]
    kind = kind_for(known.kind)
    unit = kind.fixed_unit or known.unit
    if row.reason == Reason.BELOW and row.stated is not None:
        return f"<{kind.format(row.stated, 0, unit)}"
    if row.reason and row.reason != Reason.NIL:
        return no_number(row.reason)
    value = kind.derive(row.numerator, row.denominator, row.stated, known.factor)
    return figure(value, known)
