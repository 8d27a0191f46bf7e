"""What differs between two versions of a definition, side by side and in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gevinst.definitions.asking import Question
from gevinst.sheets.words import OVER_TIME
from indicators.catalogue.definition import load_vocabulary
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Term
from indicators.statistics.rounding import format_number

Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    label: str
    was: str
    now: str


def side_by_side(question: Question) -> list[Difference]:
    """One query."""
    was, now = question.was.definition, question.became.definition
    names = {term.code: term.name for term in Term.objects.filter(kind=Term.Kind.SOURCE)}
    return [
        Difference(_label(key), _shown(was, key, names), _shown(now, key, names))
        for key in question.differs_in
    ]


def changes_told(question: Question) -> list[str]:
    """What the change log says of each version after the benefit's own, oldest first."""
    log = question.became.definition.get("change_log", ())
    return [said(each["text"]) for each in log if each["version"] > question.was.number]


def said(text: object) -> str:
    """A text of a definition in the reader's language."""
    if not isinstance(text, Mapping):
        return str(text or "")
    own = text.get(get_language() or "nb")
    return str(own or text.get("nb") or "").strip()


def _label(key: str) -> str:
    return {
        "kind": _("Type"),
        "unit": _("Enhet"),
        "numerator": _("Teller"),
        "denominator": _("Nevner"),
        "per_population": _("Aldersgruppe"),
        "over_time": _("Summert over tid"),
        "sources": _("Kilder"),
        "valid_from": _("Gjelder tall fra"),
    }[key]


def _shown(definition: Definition, key: str, sources: Mapping[str, str]) -> str:
    value = definition.get(key)
    if not value:
        return "–"
    match key:
        case "kind":
            return _(kind_for(str(value)).name)
        case "valid_from":
            return f"{date.fromisoformat(str(value)):%d.%m.%Y}"
        case "sources":
            return ", ".join(sources.get(code, code) for code in value)
        case "over_time":
            return str(OVER_TIME[str(value)])
        case "per_population":
            language = get_language() or "nb"
            bands = {band.key: band.name.in_language(language) for band in load_vocabulary().age_bands}
            people = _("%(factor)s innbyggere") % {"factor": format_number(value["factor"], 0)}
            return f"{people}, {bands.get(value['band'], value['band'])}"
    return said(value)
