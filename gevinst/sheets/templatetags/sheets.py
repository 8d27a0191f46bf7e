"""Texts of a definition in templates, and what the open front page shows of the catalogue."""

from __future__ import annotations

from typing import Any

from django import template

from gevinst.sheets import highlights
from gevinst.sheets.sheet import sheet_of
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


@register.inclusion_tag("sheets/_definition.html", takes_context=True)
def definition_of(context: dict[str, Any], slug: str) -> dict[str, Any]:
    """What the 1-sider says, on a page about the same indicator, which may have the sheet at hand."""
    sheet = context.get("sheet") or sheet_of(context["user"], slug)
    return {"sheet": sheet, "user": context["user"]}
