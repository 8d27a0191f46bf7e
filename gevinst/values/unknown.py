"""Names of a file that mean nothing here: gathered, so that each is matched once and not row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.values.reading import dimension_words
from gevinst.values.remembering import AS_READ, RECALLED, SAID_BY
from indicators.actors.models import Actor, Succession
from indicators.catalogue.models import Category, Indicator
from indicators.imports.headers import fold
from indicators.imports.mapping import Mapping, Role
from indicators.imports.match import actor_by_id
from indicators.imports.models import Upload
from indicators.imports.pipeline import faults_of

FAULTS_READ, NAMES_SHOWN, ALIKE = 5_000, 12, 4
FIELD, LEAVE_OUT = "navn-", "utelat"
Choice = tuple[str, str]


@dataclass(frozen=True)
class UnknownName:
    """A text no row with it could be used for. `likely` and `others`: what it may stand for, as (code,
    words); `key` names its field in the form."""

    key: str
    role: str
    what: str
    text: str
    rows: int
    message: str
    likely: list[Choice]
    others: list[Choice]


def unknown_names(upload: Upload, mapping: Mapping, actors: Collection[int]) -> list[UnknownName]:
    """Those of the first five thousand faults, the most frequent first. `actors`: whom the sender may
    register values for. A handful of queries, none when there are no such faults."""
    roles = _roles_by_column(mapping)
    counted: Counter[tuple[str, str]] = Counter()
    messages: dict[tuple[str, str], str] = {}
    for fault in islice(faults_of(upload), FAULTS_READ):
        role, text = roles.get(fault["column"], ""), fault["value"]
        if role and text:
            counted[role, text] += 1
            messages.setdefault((role, text), fault["message"])
    offers = _Offers(actors)
    found = []
    for (role, text), rows in counted.most_common():
        if offers.is_known(role, text):
            continue
        likely, others = offers.of(role, text)
        found.append(
            UnknownName(
                f"{FIELD}{role}:{text}", role, _what(role), text, rows, messages[role, text], likely, others
            )
        )
    return found[:NAMES_SHOWN]


def names_said(posted: Any, names: list[UnknownName]) -> dict[str, dict[str, str]]:
    """What the form says each name stands for, by role, as a Mapping keeps it; "" when left out."""
    said: dict[str, dict[str, str]] = {}
    for name in names:
        chosen = posted.get(name.key, "")
        if chosen == LEAVE_OUT and name.role == Role.ACTOR:
            said.setdefault(name.role, {})[name.text] = ""
        elif chosen in {code for code, _words in [*name.likely, *name.others]}:
            said.setdefault(name.role, {})[name.text] = chosen
    return said


def options_named(
    upload: Upload, mapping: Mapping, said: dict[str, dict[str, str]], by: User
) -> dict[str, Any]:
    """The options of the upload with these names, to be remembered as the person's own words."""
    names = {role: {**mapping.names.get(role, {}), **texts} for role, texts in said.items()}
    new = replace(mapping, names={**mapping.names, **names})
    kept = {key: value for key, value in upload.options.items() if key not in (RECALLED, AS_READ)}
    sheet = upload.understood.get("sheet")
    return kept | {"mapping": new.as_data(), SAID_BY: by.pk} | ({"sheet": sheet} if sheet else {})


def _roles_by_column(mapping: Mapping) -> dict[str, str]:
    """What names are of, by column name: actor, indicator, or a dimension."""
    found: dict[str, str] = {}
    for use in mapping.columns:
        match use.role:
            case Role.ACTOR | Role.ACTOR_CODE:
                found[use.name] = Role.ACTOR.value
            case Role.INDICATOR:
                found[use.name] = Role.INDICATOR.value
            case Role.CATEGORY:
                found[use.name] = use.dimension
    return found


def _what(role: str) -> str:
    if role == Role.ACTOR:
        return _("Aktør")
    return _("Måleindikator") if role == Role.INDICATOR else dimension_words(role)


class _Offers:
    """What a name may stand for. Each list is fetched once, when it is first asked for."""

    def __init__(self, actors: Collection[int]) -> None:
        self._allowed = actors
        self._lists: dict[str, list[tuple[str, str, set[str]]]] = {}

    def is_known(self, role: str, text: str) -> bool:
        """Not for the sender to match: an actor that is there, and somebody else's."""
        return role == Role.ACTOR and self._foreign().filter(Q(name__iexact=text) | Q(code=text)).exists()

    def of(self, role: str, text: str) -> tuple[list[Choice], list[Choice]]:
        """Those it looks like, what became of it first; and the others."""
        known = self._known(role)
        folded = fold(text)
        words = {word: code for code, _label, names in known for word in names}
        alike = [words[word] for word in get_close_matches(folded, words, n=ALIKE, cutoff=0.7)]
        within = [code for code, _label, names in known if any(_within(name, folded) for name in names)]
        became = self._became(text) if role == Role.ACTOR else []
        first = list(dict.fromkeys([*became, *alike, *within[:ALIKE]]))
        labels = {code: label for code, label, _names in known}
        likely = [(code, labels[code]) for code in first if code in labels]
        return likely, [(code, label) for code, label in labels.items() if code not in dict(likely)]

    def _became(self, text: str) -> list[str]:
        """The one that stands in its place; an actor that was divided has none."""
        after = Succession.objects.exclude(kind=Succession.Kind.RENAME).filter(predecessor__code=text.strip())
        successors = list(after.values_list("successor", flat=True))
        return [actor_by_id(successors[0])] if len(successors) == 1 else []

    def _foreign(self) -> QuerySet[Actor]:
        return Actor.objects.exclude(pk__in=self._allowed).filter(valid_to=None)

    def _known(self, role: str) -> list[tuple[str, str, set[str]]]:
        if role not in self._lists:
            self._lists[role] = list(self._load(role))
        return self._lists[role]

    def _load(self, role: str) -> Iterator[tuple[str, str, set[str]]]:
        if role == Role.ACTOR:
            for actor in Actor.objects.filter(pk__in=self._allowed, valid_to=None).order_by("name"):
                yield (
                    actor_by_id(actor.pk),
                    f"{actor.code} {actor.name}",
                    {fold(actor.name), fold(actor.code)},
                )
        elif role == Role.INDICATOR:
            for indicator in Indicator.objects.published().order_by("title_nb"):
                yield indicator.slug, indicator.title, {fold(indicator.title), fold(indicator.slug)}
        else:
            for category in Category.objects.filter(dimension=role):
                yield category.code, category.name, {fold(category.name), fold(category.code)}


def _within(name: str, text: str) -> bool:
    """«Rauma» is within «Rauma kommune øst»."""
    return len(name) > 3 and name in text
