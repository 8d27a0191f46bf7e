"""Figures as they were known on an earlier day: how an address asks for it, and how a page says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

NAME = "kjent"
FORMS = ("%Y-%m-%d", "%d.%m.%Y")
MEANING = "En dato, som 2024-05-01, for tallene slik de var kjent da."


def known_day(query: Mapping[str, str]) -> date | None:
    """The day asked for, as 2024-05-01 or 01.05.2024; None for none, and for one that has not been."""
    said = query.get(NAME, "").strip()
    for form in FORMS:
        try:
            day = datetime.strptime(said, form).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
        return day if day <= timezone.localdate() else None
    return None


def asked_for(day: date | None) -> tuple[str, str]:
    """As a pair of an address."""
    return NAME, day.isoformat() if day else ""


def without(asked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same question, of the figures of now."""
    return [(name, value) for name, value in asked if name != NAME]


def facts(day: date | None) -> list[tuple[str, str]]:
    """What a file says of it."""
    return [(_("Slik tallene var kjent"), date_format(day, "j. F Y"))] if day else []
