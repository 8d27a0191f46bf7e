"""The reviewed files become tables. Nothing else writes the catalogue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from indicators.catalogue.definition import (
    CatalogueError,
    Definition,
    Vocabulary,
    load_definitions,
    load_vocabulary,
)
from indicators.catalogue.models import Category, Indicator, IndicatorCode, IndicatorVersion, Term
from indicators.sync import Changes, agree

Terms = dict[tuple[str, str], Term]
Ids = dict[str, int]


@transaction.atomic
def sync_catalogue(
    *, definitions: Iterable[Definition] | None = None, vocabulary: Vocabulary | None = None
) -> dict[str, Changes]:
    """What was changed, by its Norwegian name.

    A definition that differs from the one stored under its version number, or has a lower number, is refused:
    CatalogueError with a sentence for each. An indicator without a file is kept for its values, unpublished.
    """
    vocabulary = vocabulary or load_vocabulary()
    reviewed = list(load_definitions(vocabulary=vocabulary) if definitions is None else definitions)
    if faults := list(_unversioned(reviewed)):
        raise CatalogueError(faults)
    terms, term_changes = _terms(vocabulary)
    category_changes = _categories(vocabulary)
    indicators, indicator_changes = _indicators(reviewed, terms)
    _codes(reviewed, indicators)
    _attach(reviewed, indicators, terms)
    return {
        "Ordforråd": term_changes + category_changes,
        "Indikatorer": indicator_changes,
        "Versjoner av indikatorer": _versions(reviewed, indicators),
    }


def digest(definition: Definition) -> str:
    """Of what the file says, so that a new key in the schema is not a new version of every indicator."""
    said = definition.model_dump(mode="json", exclude_unset=True)
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _unversioned(reviewed: list[Definition]) -> Iterator[str]:
    stored = {
        (slug, number): was
        for slug, number, was in IndicatorVersion.objects.values_list("indicator__slug", "number", "digest")
    }
    newest = dict(Indicator.objects.order_by().values_list("slug", Max("versions__number")))
    for definition in reviewed:
        file, version = f"{definition.slug}.toml", definition.version
        latest = newest.get(definition.slug) or 0
        if version < latest:
            yield f"{file}: version er {version}, men versjon {latest} er i bruk. Sett et høyere tall."
        elif stored.get((definition.slug, version), digest(definition)) != digest(definition):
            yield (
                f"{file} er endret, men version er fortsatt {version}."
                f" Sett version = {version + 1} og før endringen inn i change_log."
            )


def _terms(vocabulary: Vocabulary) -> tuple[Terms, Changes]:
    listed = (
        (Term.Kind.GOAL, [(entry, entry.level) for entry in vocabulary.goals]),
        (Term.Kind.SERVICE, [(entry, "") for entry in vocabulary.services]),
        (Term.Kind.DASHBOARD, [(entry, entry.kind) for entry in vocabulary.dashboards]),
        (Term.Kind.SOURCE, [(entry, "") for entry in vocabulary.sources]),
        (Term.Kind.LIST, [(entry, entry.prefix) for entry in vocabulary.lists]),
    )
    wanted = [
        Term(
            kind=kind.value,
            code=entry.key,
            group=group,
            order=order,
            name_nb=entry.name.nb,
            name_nn=entry.name.nn or "",
            description_nb=entry.description.nb,
            description_nn=entry.description.nn or "",
        )
        for kind, entries in listed
        for order, (entry, group) in enumerate(entries)
    ]
    changes = agree(Term.objects.all(), wanted, key=("kind", "code"), remove=True)
    return {(term.kind, term.code): term for term in wanted}, changes


def _categories(vocabulary: Vocabulary) -> Changes:
    """Never removed: measured values may be broken down by one that is no longer offered."""
    wanted = [
        Category(
            dimension=breakdown.key,
            code=category.key,
            order=order,
            name_nb=category.name.nb,
            name_nn=category.name.nn or "",
        )
        for breakdown in vocabulary.breakdowns
        for order, category in enumerate(breakdown.categories)
    ]
    return agree(Category.objects.all(), wanted, key=("dimension", "code"))


def _indicators(reviewed: list[Definition], terms: Terms) -> tuple[Ids, Changes]:
    wanted = [
        Indicator(
            slug=each.slug,
            version=each.version,
            published=each.published,
            kind=each.kind,
            direction=each.direction,
            decimals=each.decimals,
            factor=each.factor,
            additive=each.additive,
            over_time=each.over_time,
            open=each.open,
            population_band=each.per_population.band if each.per_population else "",
            population_factor=each.per_population.factor if each.per_population else 1000.0,
            title_nb=each.title.nb,
            title_nn=each.title.nn or "",
            unit_nb=each.unit.nb,
            unit_nn=each.unit.nn or "",
            search_text=_search_text(each, terms),
            definition=each.model_dump(mode="json"),
        )
        for each in reviewed
    ]
    changes = agree(Indicator.objects.all(), wanted, key=("slug",))
    orphans = Indicator.objects.published().exclude(slug__in=[each.slug for each in reviewed])
    changes += Changes(removed=orphans.update(published=False))
    return {indicator.slug: indicator.pk for indicator in wanted}, changes


def _terms_of(definition: Definition, terms: Terms) -> list[Term]:
    chosen = {
        Term.Kind.GOAL: definition.goals,
        Term.Kind.SERVICE: definition.services,
        Term.Kind.DASHBOARD: definition.dashboards,
        Term.Kind.SOURCE: definition.sources,
        Term.Kind.LIST: tuple(dict.fromkeys(code.list for code in definition.codes)),
    }
    return [terms[kind.value, key] for kind, keys in chosen.items() for key in keys]


def _search_text(definition: Definition, terms: Terms) -> str:
    """All a reader may remember of it, as written; the search decides what is alike."""
    texts = [definition.title, definition.description, definition.numerator, definition.denominator]
    parts = [code.code for code in definition.codes] + list(definition.synonyms)
    parts += [form for text in texts if text for form in (text.nb, text.nn) if form]
    parts += [form for term in _terms_of(definition, terms) for form in (term.name_nb, term.name_nn) if form]
    return "\n".join(dict.fromkeys(parts))


def _versions(reviewed: list[Definition], indicators: Ids) -> Changes:
    wanted = [
        IndicatorVersion(
            indicator_id=indicators[each.slug],
            number=each.version,
            valid_from=each.valid_from,
            digest=digest(each),
            definition=each.model_dump(mode="json"),
        )
        for each in reviewed
    ]
    return agree(IndicatorVersion.objects.all(), wanted, key=("indicator_id", "number"))


def _codes(reviewed: list[Definition], indicators: Ids) -> None:
    wanted = [
        IndicatorCode(indicator_id=indicators[each.slug], code=code.code, list_code=code.list, own=code.own)
        for each in reviewed
        for code in each.codes
    ]
    agree(IndicatorCode.objects.all(), wanted, key=("code",), remove=True)


def _attach(reviewed: list[Definition], indicators: Ids, terms: Terms) -> None:
    link = Indicator.terms.through
    wanted = [
        link(indicator_id=indicators[each.slug], term_id=term.pk)
        for each in reviewed
        for term in dict.fromkeys(_terms_of(each, terms))
    ]
    agree(link._default_manager.all(), wanted, key=("indicator_id", "term_id"), remove=True)
