"""The filters of the utvalgsliste. All of it lives in the URL."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.kinds import KINDS, kind_for
from indicators.catalogue.models import Indicator, Term
from indicators.catalogue.search import search


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    chosen: str
    choices: list[Choice] = field(default_factory=list)

    @property
    def chosen_label(self) -> str:
        return next((choice.label for choice in self.choices if choice.value == self.chosen), "")


TERM_FILTERS = (
    ("tjeneste", _("Tjeneste"), Term.Kind.SERVICE),
    ("mal", _("Gevinstmål"), Term.Kind.GOAL),
    ("dashbord", _("Dashbord"), Term.Kind.DASHBOARD),
    ("kilde", _("Kilde"), Term.Kind.SOURCE),
)


def filters_from(query: QueryDict, terms: list[Term]) -> list[Filter]:
    """Unknown values are treated as not chosen."""
    found = []
    for name, label, kind in TERM_FILTERS:
        choices = [Choice(term.code, term.name) for term in terms if term.kind == kind]
        found.append(_filter(query, name, str(label), choices))
    kinds = [Choice(code, str(_(kind_for(code).name))) for code in KINDS]
    found.append(_filter(query, "type", str(_("Type tall")), kinds))
    return found


def _filter(query: QueryDict, name: str, label: str, choices: list[Choice]) -> Filter:
    chosen = query.get(name, "")
    known = any(choice.value == chosen for choice in choices)
    return Filter(name, label, chosen if known else "", choices)


def apply(filters: list[Filter], words: str, indicators: list[Indicator]) -> list[Indicator]:
    kinds = dict((name, kind) for name, _label, kind in TERM_FILTERS)
    kept = indicators
    for one in filters:
        if not one.chosen:
            continue
        if one.name == "type":
            kept = [indicator for indicator in kept if indicator.kind == one.chosen]
        else:
            kept = [
                indicator
                for indicator in kept
                if any(term.code == one.chosen and term.kind == kinds[one.name] for term in indicator.terms.all())
            ]
    return search(words, kept)
