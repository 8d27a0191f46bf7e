"""What periods are called, by the letter of their kind; translated by those who say it."""

from __future__ import annotations

from indicators.messages import gettext_noop

MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
# As Språkrådet abbreviates them: the short names stand whole.
SHORT_MONTHS = ("jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des.")
LONG_NAMES = {
    "W": gettext_noop("uke %(n)s"),
    "Q": gettext_noop("%(n)s. kvartal"),
    "T": gettext_noop("%(n)s. tertial"),
}
SHORT_NAMES = {
    "W": gettext_noop("U%(n)s"),
    "Q": gettext_noop("K%(n)s"),
    "T": gettext_noop("T%(n)s"),
}
NOT_SO_MANY = {
    "W": gettext_noop("%(found)s finnes ikke: %(year)s har uke 1 til %(last)s."),
    "M": gettext_noop("%(found)s finnes ikke: %(year)s har måned 1 til %(last)s."),
    "Q": gettext_noop("%(found)s finnes ikke: %(year)s har kvartal 1 til %(last)s."),
    "T": gettext_noop("%(found)s finnes ikke: %(year)s har tertial 1 til %(last)s."),
}

EXAMPLES = gettext_noop(
    "Skriv for eksempel 2024, 2024-03, mars 2024, 2024-W07, uke 7 2024, 2024-T1 eller 2024-K1."
)
