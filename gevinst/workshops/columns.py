"""The columns of a workshop's spreadsheet, out and in, by the field of a task they hold."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.words import normalise

COLUMNS: dict[str, str | Promise] = {
    "service": _("Tjeneste"),
    "title": _("Arbeidsoppgave"),
    "who": _("Hvem gjør den"),
    "people": _("Antall som gjør den"),
    "times": _("Ganger i uken"),
    "minutes_now": _("Minutter i dag"),
    "minutes_low": _("Minutter etterpå, lavest"),
    "minutes_likely": _("Minutter etterpå, sannsynlig"),
    "minutes_high": _("Minutter etterpå, høyest"),
    "change": _("Hva må endres"),
}
NEEDED = ("service", "title", "times", "minutes_now", "minutes_likely")
NUMBERS = frozenset({"people", "times", "minutes_now", "minutes_low", "minutes_likely", "minutes_high"})


def field_of_heading() -> dict[str, str]:
    """The field by its heading, in any of our languages, as `plain` writes it."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {plain(str(label)): field for field, label in COLUMNS.items()}
    return found


def plain(heading: str) -> str:
    return " ".join(normalise(heading).replace(",", " ").split())
