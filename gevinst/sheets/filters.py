"""The filters of the utvalgsliste. All of it lives in the URL; an unknown value is treated as not chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.sheets.words import TERM_GROUPS, short_name
from indicators.catalogue.kinds import KINDS, kind_for
from indicators.catalogue.models import Indicator, Term

WORDS = "sok"
TYPE = "type"
LONGEST = 100
TERM_FILTERS: tuple[tuple[str, Promise, Term.Kind], ...] = (
    ("tjeneste", gettext_lazy("Tjeneste"), Term.Kind.SERVICE),
    ("mal", gettext_lazy("Gevinstmål"), Term.Kind.GOAL),
    ("dashbord", gettext_lazy("Dashbord"), Term.Kind.DASHBOARD),
    ("kilde", gettext_lazy("Kilde"), Term.Kind.SOURCE),
)


@dataclass(frozen=True)
class Choice:
    """One value of a filter; `count` of those that would be shown with it, the other filters as they are."""

    value: str
    label: str
    group: str = ""
    count: int = 0


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    chosen: str
    choices: list[Choice]

    @property
    def chosen_label(self) -> str:
        return next((choice.label for choice in self.choices if choice.value == self.chosen), "")


@dataclass(frozen=True)
class _Property:
    """What a filter looks at: the values an indicator has, and all there are to choose from, in order."""

    name: str
    label: str
    values: Callable[[Indicator], set[str]]
    choices: list[Choice]


def words_from(query: QueryDict) -> str:
    return query.get(WORDS, "").strip()[:LONGEST]


def apply(
    query: QueryDict, everything: list[Indicator], found: list[Indicator]
) -> tuple[list[Filter], list[Indicator]]:
    """The filters as the query sets them, and those of `found` that pass. Choices come from `everything`."""
    properties = [*map(_of_terms(everything), TERM_FILTERS), _of_kind(everything)]
    chosen = {one.name: _known(query.get(one.name, ""), one.choices) for one in properties}
    # What each filter lets through by itself; a choice is counted among what all the others let through.
    passing = {
        one.name: {i.pk for i in found if not chosen[one.name] or chosen[one.name] in one.values(i)}
        for one in properties
    }
    filters = []
    for one in properties:
        others = set.intersection(
            {i.pk for i in found}, *(passing[name] for name in passing if name != one.name)
        )
        counts = Counter(value for i in found if i.pk in others for value in one.values(i))
        choices = [
            Choice(choice.value, choice.label, choice.group, counts[choice.value])
            for choice in one.choices
            if counts[choice.value] or choice.value == chosen[one.name]
        ]
        filters.append(Filter(one.name, one.label, chosen[one.name], choices))
    kept = set.intersection(*passing.values())
    return filters, [indicator for indicator in found if indicator.pk in kept]


def _known(value: str, choices: list[Choice]) -> str:
    return value if any(choice.value == value for choice in choices) else ""


def _of_terms(everything: list[Indicator]) -> Callable[[tuple[str, Promise, Term.Kind]], _Property]:
    used = {term.pk: term for indicator in everything for term in indicator.terms.all()}
    in_order = sorted(used.values(), key=lambda term: term.order)

    def property_of(row: tuple[str, Promise, Term.Kind]) -> _Property:
        name, label, kind = row
        choices = [
            Choice(term.code, short_name(term.name), str(TERM_GROUPS.get(term.group, "")))
            for term in in_order
            if term.kind == kind
        ]
        return _Property(name, str(label), lambda i: _codes(i.terms.all(), kind), choices)

    return property_of


def _codes(terms: Iterable[Term], kind: Term.Kind) -> set[str]:
    return {term.code for term in terms if term.kind == kind}


def _of_kind(everything: list[Indicator]) -> _Property:
    used = {indicator.kind for indicator in everything}
    choices = [Choice(code, _(kind_for(code).name)) for code in KINDS if code in used]
    return _Property(TYPE, _("Type"), lambda i: {i.kind}, choices)
