"""Texts of a definition in templates, and what the open front page shows of the catalogue."""

from __future__ import annotations

from django import template

from gevinst.sheets import highlights
from gevinst.sheets.words import said
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement

register = template.Library()
register.filter(said)


@register.simple_tag
def open_highlights() -> list[Measurement]:
    return highlights.open_highlights()


@register.simple_tag
def published_count() -> int:
    return Indicator.objects.published().count()
