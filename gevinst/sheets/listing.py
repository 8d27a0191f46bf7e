"""The utvalgsliste as a reader asked for it: what was found, in groups or in order of relevance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from gevinst.plans.queries import usage_counts
from gevinst.sheets.filters import WORDS, Filter, apply, words_from
from gevinst.sheets.words import DIRECTIONS, first_sentence, said, short_name
from indicators.catalogue.definition import Text
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator, Term
from indicators.catalogue.search import search

_PARTS = re.compile(r"\d+|\D+")


@dataclass(frozen=True)
class Row:
    indicator: Indicator
    users: int

    @property
    def codes(self) -> list[dict[str, Any]]:
        """As the definition has them: {code, list, own}, the list it belongs to first."""
        codes: list[dict[str, Any]] = self.indicator.definition["codes"]
        return codes

    @property
    def summary(self) -> str:
        return first_sentence(said(Text(**self.indicator.definition["description"])))[0]

    @property
    def kind(self) -> str:
        return _(kind_for(self.indicator.kind).name)

    @property
    def direction(self) -> Promise:
        return DIRECTIONS[self.indicator.direction]

    @property
    def sources(self) -> list[Term]:
        return [term for term in self.indicator.terms.all() if term.kind == Term.Kind.SOURCE]

    @property
    def source_names(self) -> str:
        return ", ".join(short_name(term.name) for term in self.sources)


@dataclass(frozen=True)
class Group:
    """`name` is empty where rows stand in order of relevance."""

    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Listing:
    """`whole`: those shown have every word of the search. `near`: one of them only as a word like it."""

    words: str
    filters: list[Filter]
    groups: list[Group]
    shown: int
    total: int
    whole: bool
    near: bool
    address: str

    @property
    def has_chosen(self) -> bool:
        return any(one.chosen for one in self.filters)

    @property
    def is_filtered(self) -> bool:
        return bool(self.words) or self.has_chosen

    @property
    def applied(self) -> list[dict[str, str]]:
        """What narrows the list, each with the address of the page without it."""
        chosen = [(one.name, f"{one.label}: {one.chosen_label}") for one in self.filters if one.chosen]
        if self.words:
            chosen.insert(0, (WORDS, _("Søk: %(words)s") % {"words": self.words}))
        return [{"label": label, "remove_url": self._without(name)} for name, label in chosen]

    @property
    def parameters(self) -> QueryDict:
        """Only what narrows the list, so that the address is short and the same for the same page."""
        query = QueryDict(mutable=True)
        if self.words:
            query[WORDS] = self.words
        for one in self.filters:
            if one.chosen:
                query[one.name] = one.chosen
        return query

    @property
    def url(self) -> str:
        return _url(self.address, self.parameters)

    def _without(self, name: str) -> str:
        query = self.parameters
        del query[name]
        return _url(self.address, query)


def listing(query: QueryDict, *, address: str) -> Listing:
    """Three queries, however many are shown."""
    everything = sorted(Indicator.objects.published().with_sheet(), key=_place)
    words = words_from(query)
    found = search(words, everything)
    filters, shown = apply(query, everything, found.indicators)
    rows = rows_of(shown)
    return Listing(
        words=words,
        filters=filters,
        groups=[Group("", rows)] if words else _by_list(rows),
        shown=len(shown),
        total=len(everything),
        whole=found.whole,
        near=found.near,
        address=address,
    )


def rows_of(indicators: list[Indicator]) -> list[Row]:
    users = usage_counts()
    return [Row(indicator, users.get(indicator.pk, 0)) for indicator in indicators]


def _by_list(rows: list[Row]) -> list[Group]:
    return [
        Group(name, list(group)) for name, group in groupby(rows, lambda row: _list_of(row.indicator).name)
    ]


def _list_of(indicator: Indicator) -> Term:
    """The service list its first id belongs to; it stands in the others too, but is shown once."""
    first = indicator.definition["codes"][0]["list"]
    return next(term for term in indicator.terms.all() if term.kind == Term.Kind.LIST and term.code == first)


def _place(indicator: Indicator) -> tuple[int, list[tuple[int, str]]]:
    """By list, then by id as people count: LA2 before LA10."""
    code = indicator.definition["codes"][0]["code"]
    parts = [(int(part), "") if part.isdigit() else (-1, part) for part in _PARTS.findall(code)]
    return _list_of(indicator).order, parts


def _url(address: str, query: QueryDict) -> str:
    return f"{address}?{query.urlencode()}" if query else address
