"""Texts of a definition in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from indicators.catalogue.definition import Text

register = template.Library()


@register.filter
def said(text: Text) -> str:
    """In the reader's language; bokmål where there is no other."""
    return text.in_language(get_language() or "nb")
