"""The lenses of the indicator page, and where each leads."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.dashboards.boards.indicator.question import LENSES, Question
from gevinst.dashboards.tables import as_query


def tabs_of(question: Question, asked: Sequence[tuple[str, str]]) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is this one; all keep every choice, and nobody is led to a log-in."""
    names = {
        "oversikt": _("Oversikt"),
        "utvikling": _("Utvikling"),
        "sammenlign": _("Sammenlign"),
        "trakt": _("Trakt"),
        "tabell": _("Tabell"),
        "definisjon": _("Definisjon"),
        "last-ned": _("Last ned"),
    }
    led = {code: _address(code, question, asked) for code in names}
    return [(names[code], url, code == question.lens) for code, url in led.items() if url]


def _address(lens: str, question: Question, asked: Sequence[tuple[str, str]]) -> str:
    """Comparison and funnel are pages of the network's board; for the public the open figures compare."""
    about = ("indikator", question.indicator.slug)
    if lens in LENSES:
        return f"?{as_query([('visning', '' if lens == LENSES[0] else lens), *asked[1:]])}"
    if question.signed_in:
        kept = [about, ("visning", "soyler" if lens == "sammenlign" else lens), asked[-1]]
        return f"{reverse('dashboards:compare')}?{as_query(kept)}"
    if lens == "sammenlign" and question.indicator.open and question.actor:
        return f"{reverse('dashboards:open')}?{as_query([about])}"
    return ""
