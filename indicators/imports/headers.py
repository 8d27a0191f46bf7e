"""Recognises a heading whatever its case, spaces and signs, and however æ, ø and å were spelt."""

from __future__ import annotations

import re
from functools import cache

from indicators.actors.models import ActorKind
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.imports.mapping import ColumnUse, Role
from indicators.imports.table import Cell, text_of
from indicators.measurements.periods import Period, PeriodError, parse_period

_SPELLINGS = (
    ("ae", "a"),
    ("oe", "o"),
    ("aa", "a"),
    ("æ", "a"),
    ("ø", "o"),
    ("å", "a"),
    ("ö", "o"),
    ("ä", "a"),
)

_ROLES = {
    Role.ACTOR_CODE: "kommunenr kommunenummer kommunekode knr bydelsnr bydelsnummer aktørkode aktørnr "
    "regionkode områdekode orgnr organisasjonsnummer kode code geo ltla_code la_code area_code",
    Role.ACTOR: "aktør navn sted område geografi region aktørnavn",
    Role.INDICATOR: "indikator måleindikator måltall kpi indikatorkode indikatorid indikatornavn indicator",
    Role.PERIOD: "periode tid tidspunkt dato period tidsperiode time date",
    Role.YEAR: "år årstall year",
    Role.TERTIAL: "tertial",
    Role.QUARTER: "kvartal",
    Role.MONTH: "måned mnd måned_nr month",
    Role.WEEK: "uke ukenr ukenummer week",
    Role.VALUE: "verdi antall tall value resultat målt måling andel prosent prosentandel rate gjennomsnitt",
    Role.NUMERATOR: "teller numerator",
    Role.DENOMINATOR: "nevner denominator",
    Role.STATUS: "status",
    Role.AS_OF: "per_dato per tilogmed til_og_med oppdatert_til gjelder_til",
}
_ACTOR_KINDS = {
    ActorKind.DEPARTMENT: "avdeling",
    ActorKind.DISTRICT: "bydel bydelsnavn",
    ActorKind.MUNICIPALITY: "kommune kommunenavn kommuner",
    ActorKind.NETWORK: "nettverk",
    ActorKind.COOPERATION_AREA: "samarbeidsområde helseregion",
    ActorKind.HOSPITAL_AREA: "lokalsykehusområde lokalsykehus lo opptaksområde",
    ActorKind.TRUST: "helseforetak hf foretak",
    ActorKind.HEALTH_COMMUNITY: "helsefellesskap helsefelleskap",
    ActorKind.COUNTY: "fylke fylkesnavn",
}
_DIMENSIONS = {"age": "alder", "aldersgruppe": "alder", "diagnosis": "diagnosegruppe"}
_REMARKS = "kilde merknad merknader kommentar fotnote note source"


def fold(text: str) -> str:
    """`Kommune-Nr.` and `kommunenr` are the same; so are `måned`, `maaned` and `MANED`."""
    folded = text.casefold()
    for spelt, plain in _SPELLINGS:
        folded = folded.replace(spelt, plain)
    return re.sub(r"[^a-z0-9+<>]", "", folded)


def recognise(column: int, cell: Cell) -> ColumnUse | None:
    """What a column with this heading is for; None when the heading says nothing we know."""
    header = text_of(cell)
    if not header:
        return None
    if use := _known().get(fold(header)):
        role, kind, dimension = use
        return ColumnUse(column=column, header=header, role=role, kind=kind, dimension=dimension)
    if period := period_of(cell):
        return ColumnUse(column=column, header=header, role=Role.VALUE, period=period.code)
    return None


def period_of(cell: Cell) -> Period | None:
    """The period a heading names, if it does."""
    try:
        return parse_period(cell)
    except PeriodError:
        return None


@cache
def _known() -> dict[str, tuple[Role, str, str]]:
    known: dict[str, tuple[Role, str, str]] = {
        fold(word): (Role.CATEGORY, "", dimension) for word, dimension in _DIMENSIONS.items()
    }
    for dimension in load_vocabulary().breakdowns:
        for name in (dimension.key, dimension.name.nb, dimension.name.nn or dimension.key):
            known[fold(name)] = (Role.CATEGORY, "", dimension.key)
    for kind, words in _ACTOR_KINDS.items():
        known |= {fold(word): (Role.ACTOR, kind.value, "") for word in words.split()}
    for role, words in _ROLES.items():
        known |= {fold(word): (role, "", "") for word in words.split()}
    return known | {fold(word): (Role.IGNORE, "", "") for word in _REMARKS.split()}
