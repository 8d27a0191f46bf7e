"""Hours, ranges and spreads as they are shown."""

from __future__ import annotations

from typing import Any

from django import template

from gevinst.workshops.potential import Hours
from gevinst.workshops.spread import Spread
from gevinst.workshops.words import hours_words, range_words
from indicators.statistics.rounding import format_number

register = template.Library()
WIDTH = 100.0
TALLEST = 16.0


@register.filter
def in_hours(hours: float) -> str:
    return hours_words(hours)


@register.filter
def bare_hours(hours: float) -> str:
    return format_number(hours)


@register.filter
def spans(hours: Hours) -> str:
    """The range alone: `800–1 700`."""
    return range_words(hours.low, hours.high)


@register.filter
def plain(number: float) -> str:
    """Minutes and times as they were given: `7,5`."""
    return format_number(number, 0 if float(number).is_integer() else 1)


@register.inclusion_tag("workshops/_bar.html")
def hours_bar(hours: Hours, largest: float) -> dict[str, Any]:
    """A bar from low to high with a mark at the likely, all on the scale 0–100 of the largest."""
    scale = WIDTH / largest if largest > 0 else 0.0
    low, likely, high = (min(max(each * scale, 0.0), WIDTH) for each in (hours.low, hours.likely, hours.high))
    return {"low": low, "likely": min(likely, WIDTH - 1), "width": max(high - low, 1.0), "has": high > 0}


@register.inclusion_tag("workshops/_spread.html")
def spread_strip(spread: Spread) -> dict[str, Any]:
    """Five columns, one for each score, as tall as many gave it; and the same in words."""
    most = max(spread.counts) or 1
    bars = [
        {"x": place * 12, "y": TALLEST - count / most * TALLEST, "tall": count / most * TALLEST, "n": count}
        for place, count in enumerate(spread.counts)
    ]
    return {"bars": bars, "counts": list(enumerate(spread.counts, 1)), "spread": spread}
