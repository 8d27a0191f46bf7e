"""The schema of definitions/*.toml. An unknown key is an error, and so is a published indicator that has not
answered the three criteria: every key is there to be shown or used.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from indicators.catalogue.kinds import KINDS, kind_for
from indicators.catalogue.vocabulary import CategoryKey, Key, Vocabulary, load_vocabulary
from indicators.catalogue.vocabulary.strict import CatalogueError, Flowing, Strict, Text, read_toml

__all__ = ["CatalogueError", "Definition", "Text", "Vocabulary", "load_definitions", "load_vocabulary"]

FOLDER = Path(__file__).parent / "definitions"

Direction = Literal["up", "down", "hold", "neutral"]
Frequency = Literal["week", "month", "tertial", "quarter", "year"]
OverTime = Literal["sum", "last", "none"]


class Code(Strict):
    """An id in one list. `own`: given by this catalogue, not published by the list's owner."""

    code: Annotated[str, Field(pattern=r"^[A-Z]+[0-9]*[a-z]?$", max_length=20)]
    list: Key
    own: bool


class PerPopulation(Strict):
    """The figure may be told per `factor` inhabitants of `band`; for a rate, that is what it is."""

    band: CategoryKey
    factor: Annotated[float, Field(ge=1)]


class Criteria(Strict):
    """Why it may stand in the catalogue: has a baseline and an ambition, is reused, can be acted upon."""

    measurable: Text | None = None
    reusable: Text | None = None
    actionable: Text | None = None

    @property
    def unanswered(self) -> list[str]:
        return [f"criteria.{name}" for name in type(self).model_fields if getattr(self, name) is None]


class Change(Strict):
    version: Annotated[int, Field(ge=1)]
    date: date
    text: Text


class Definition(Strict):
    """One indicator as reviewed.

    `valid_from`: the first date the definition fits figures for. `additive`: parts may be summed from actor
    to parent. `over_time`: periods are summed, or the last one stands for the whole (a stock), or neither.
    `open`: safe on the open page without disclosure control. `checker`: the role that is to check the file.
    """

    slug: Key
    version: Annotated[int, Field(ge=1)]
    valid_from: date
    published: bool
    kind: str
    direction: Direction
    decimals: Annotated[int, Field(ge=0, le=4)]
    frequency: Annotated[tuple[Frequency, ...], Field(min_length=1)]
    additive: bool
    over_time: OverTime
    open: bool
    per_population: PerPopulation | None = None
    codes: Annotated[tuple[Code, ...], Field(min_length=1)]
    sources: Annotated[tuple[Key, ...], Field(min_length=1)]
    goals: tuple[Key, ...]
    services: tuple[Key, ...]
    dashboards: tuple[Key, ...]
    breakdowns: tuple[Key, ...]
    related: tuple[Key, ...]
    synonyms: tuple[Flowing, ...]
    author: Flowing
    checker: Flowing
    next_review: date
    unit: Text
    title: Text
    description: Text
    numerator: Text
    denominator: Text | None = None
    identity: Text | None = None
    functionality: Text
    potential: Text
    criteria: Criteria
    change_log: Annotated[tuple[Change, ...], Field(min_length=1)]

    @property
    def factor(self) -> float:
        """What the kind's `derive` is to be called with; 1 where the kind has no use for it."""
        asked = kind_for(self.kind).multiplier is None
        return self.per_population.factor if asked and self.per_population else 1.0

    @field_validator("kind")
    @classmethod
    def _kind_is_known(cls, kind: str) -> str:
        if kind not in KINDS:
            raise ValueError(f"er «{kind}», som ikke er en type. Bruk en av: {', '.join(KINDS)}")
        return kind

    @model_validator(mode="after")
    def _hangs_together(self) -> "Definition":
        if faults := list(self._faults()):
            raise ValueError(". ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        kind = kind_for(self.kind)
        if self.published and (missing := self.criteria.unanswered):
            yield f"published = true krever tre svar. Skriv {', '.join(missing)}, eller sett false"
        if kind.needs_denominator and self.denominator is None:
            yield f"denominator mangler: kind = «{self.kind}» har en nevner. Skriv hva den er"
        if self.denominator is not None and not kind.needs_denominator:
            yield f"denominator brukes ikke når kind = «{self.kind}». Fjern nøkkelen"
        if kind.population == "required" and self.per_population is None:
            yield f"per_population mangler: kind = «{self.kind}» krever en aldersgruppe. Skriv band og factor"
        if kind.population == "never" and self.per_population is not None:
            yield f"per_population brukes ikke når kind = «{self.kind}». Fjern nøkkelen"
        if kind.fixed_unit and self.unit.nb != kind.fixed_unit:
            yield f"unit er «{self.unit.nb}», men kind = «{self.kind}» vises i {kind.fixed_unit}. Rett den"
        if [change.version for change in self.change_log] != list(range(1, self.version + 1)):
            yield f"change_log skal ha én oppføring per versjon, fra 1 til {self.version}. Før inn endringene"
        if self.next_review <= self.change_log[-1].date:
            yield "next_review må være etter siste dato i change_log. Sett en senere dato"


def load_definitions(folder: Path = FOLDER, vocabulary: Vocabulary | None = None) -> list[Definition]:
    """All definitions by slug, checked against the vocabulary and each other.

    A CatalogueError holds the faults of all files.
    """
    vocabulary = vocabulary or load_vocabulary()
    definitions: list[Definition] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            definition = read_toml(path, Definition)
        except CatalogueError as error:
            faults += error.faults
            continue
        definitions.append(definition)
        faults += [f"{path.name}: {fault}." for fault in _unknown(definition, path.stem, vocabulary)]
    faults += _clashes(definitions)
    if folder == FOLDER:
        faults += _untied(definitions, vocabulary)
    if faults:
        raise CatalogueError(faults)
    return definitions


def _unknown(definition: Definition, stem: str, vocabulary: Vocabulary) -> Iterator[str]:
    if definition.slug != stem:
        yield f"«slug» er «{definition.slug}», men filen heter «{stem}». Gi dem samme navn"
    for name in ("sources", "goals", "services", "dashboards", "breakdowns"):
        known = [entry.key for entry in getattr(vocabulary, name)]
        for key in getattr(definition, name):
            if key not in known:
                yield f"«{name}» har «{key}», som ikke finnes i {name}.toml. Bruk en av: {', '.join(known)}"
    bands = [band.key for band in vocabulary.age_bands]
    if definition.per_population and definition.per_population.band not in bands:
        found = f"«per_population.band» er «{definition.per_population.band}», som ikke er en aldersgruppe"
        yield f"{found}. Bruk en av: {', '.join(bands)}"
    prefixes = {entry.key: entry.prefix for entry in vocabulary.lists}
    for code in definition.codes:
        prefix = prefixes.get(code.list)
        if prefix is None:
            found = f"«codes» har listen «{code.list}», som ikke finnes i lists.toml"
            yield f"{found}. Bruk en av: {', '.join(prefixes)}"
        elif not code.code.startswith(prefix):
            yield f"«codes» har «{code.code}», men i «{code.list}» begynner id-ene med {prefix}. Rett id-en"


def _untied(definitions: list[Definition], vocabulary: Vocabulary) -> Iterator[str]:
    slugs = {definition.slug for definition in definitions}
    for identity in vocabulary.identities:
        for slug in identity.indicators:
            if slug not in slugs:
                yield f"identities.toml: «{identity.key}» har «{slug}», som ikke er en indikator. Rett den."


def _clashes(definitions: list[Definition]) -> Iterator[str]:
    holder: dict[str, str] = {}
    slugs = {definition.slug for definition in definitions}
    for definition in definitions:
        file = f"{definition.slug}.toml"
        for code in definition.codes:
            if code.code in holder:
                yield f"{file}: «codes» har «{code.code}», som {holder[code.code]} alt har. Gi en ny id."
            holder.setdefault(code.code, file)
        for slug in definition.related:
            if slug not in slugs or slug == definition.slug:
                yield f"{file}: «related» har «{slug}», som ikke er en annen indikator. Rett eller fjern det."
