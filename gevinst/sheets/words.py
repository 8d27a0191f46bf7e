"""What the codes of a definition are called on screen."""

from __future__ import annotations

import re

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.definition import Text

DIRECTIONS = {
    "up": _("Høyere er bedre"),
    "down": _("Lavere er bedre"),
    "hold": _("Skal holdes uendret"),
    "neutral": _("Ingen fast retning"),
}
FREQUENCIES = {
    "week": _("uke"),
    "month": _("måned"),
    "tertial": _("tertial"),
    "quarter": _("kvartal"),
    "year": _("år"),
}
ACROSS = {
    True: _("Aktører kan legges sammen"),
    False: _("Aktører kan ikke legges sammen"),
}
OVER_TIME = {
    "sum": _("Måneder summeres til år"),
    "last": _("Siste tall gjelder for hele året"),
    "none": _("Måneder kan ikke legges sammen til år"),
}
TERM_GROUPS = {
    "kommune": _("Kommunehelsetjenesten"),
    "spesialist": _("Spesialisthelsetjenesten"),
    "service": _("For én tjeneste"),
    "cross": _("På tvers av tjenester"),
}
# The kinds speak bokmål and know nothing of translation: this is where their words are collected for it.
KIND_WORDS = (
    gettext_noop("Antall"),
    gettext_noop("Andel"),
    gettext_noop("Gjennomsnitt"),
    gettext_noop("Rate"),
    gettext_noop("Varighet"),
    gettext_noop("teller"),
    gettext_noop("teller / nevner"),
    gettext_noop("teller / nevner · 100"),
    gettext_noop("teller / nevner · faktor"),
    gettext_noop("sum av minutter, vist i dager à 24 timer, timer og minutter"),
)
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«])")


def said(text: Text) -> str:
    """In the reader's language; bokmål where there is no other."""
    return text.in_language(get_language() or "nb")


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a text, and what comes after it."""
    first, *rest = _END_OF_SENTENCE.split(text, maxsplit=1)
    return first, "".join(rest)


def short_name(name: str) -> str:
    """`NPR` of «NPR – Norsk pasientregister»."""
    return name.partition(" – ")[0]
