"""Figures as they were known on an earlier day: how an address asks for it, and how a page says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NAME = "kjent"
MEANING = "En dato, som 2024-05-01, for tallene slik de var kjent da."


def known_day(query: Mapping[str, str]) -> date | None:
    """The day asked for; None when none is, or when it is no day that has been."""
    try:
        day = date.fromisoformat(query.get(NAME, ""))
    except ValueError:
        return None
    return day if day <= timezone.localdate() else None


def asked_for(day: date | None) -> tuple[str, str]:
    """As a pair of an address."""
    return NAME, day.isoformat() if day else ""


def in_words(day: date) -> str:
    return _("Slik tallene var kjent %(day)s") % {"day": date_format(day, "j. F Y")}
