"""Figures in templates, in Norwegian form and in the indicator's own way."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
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
