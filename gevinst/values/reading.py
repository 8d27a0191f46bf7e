"""How a file was read, in words - and what a person may say it should have been read as."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.imports.layouts import missing
from indicators.imports.mapping import ColumnUse, Role
from indicators.imports.mapping import Mapping as ColumnMapping
from indicators.imports.models import Upload
from indicators.imports.table import letter
from indicators.measurements.periods import parse_period

ROLES: dict[Role, str | Promise] = {
    Role.ACTOR_CODE: lazy("Nummer på kommune eller annen aktør"),
    Role.ACTOR: lazy("Navn på kommune eller annen aktør"),
    Role.INDICATOR: lazy("Måleindikator"),
    Role.PERIOD: lazy("Periode"),
    Role.YEAR: lazy("År"),
    Role.TERTIAL: lazy("Tertial"),
    Role.QUARTER: lazy("Kvartal"),
    Role.MONTH: lazy("Måned"),
    Role.WEEK: lazy("Uke"),
    Role.VALUE: lazy("Verdi"),
    Role.NUMERATOR: lazy("Teller"),
    Role.DENOMINATOR: lazy("Nevner"),
    Role.STATUS: lazy("Status"),
    Role.AS_OF: lazy("Siste dag tallet gjelder for"),
    Role.IGNORE: lazy("Brukes ikke"),
}
LACKING: dict[Role, str | Promise] = {
    Role.ACTOR: lazy("Velg hvilken kolonne som sier hvem tallet gjelder."),
    Role.INDICATOR: lazy("Velg hvilken kolonne som sier hvilken måleindikator tallet gjelder."),
    Role.PERIOD: lazy("Velg hvilken kolonne som sier hvilken periode tallet gjelder."),
    Role.VALUE: lazy("Velg hvilken kolonne som har tallene."),
}
AS_READ = ""


@dataclass(frozen=True)
class ReadColumn:
    """A column of the file, and what it was taken as."""

    letter: str
    header: str
    taken_as: str
    used: bool


@dataclass(frozen=True)
class Reading:
    """What `read_upload` understood. Asks the database only for the names of what holds for the whole
    file."""

    upload: Upload

    @property
    def sheet(self) -> str:
        return str(self.upload.understood.get("sheet", ""))

    @property
    def sheets(self) -> list[str]:
        return list(self.upload.understood.get("sheets", []))

    @property
    def notes(self) -> list[str]:
        return list(self.upload.understood.get("notes", []))

    @cached_property
    def mapping(self) -> ColumnMapping | None:
        data = self.upload.understood.get("mapping")
        return ColumnMapping.from_data(data) if data else None

    @cached_property
    def columns(self) -> list[ReadColumn]:
        """In the order of the file; a column used twice stands once."""
        uses: dict[int, list[ColumnUse]] = {}
        for use in self.mapping.columns if self.mapping else ():
            uses.setdefault(use.column, []).append(use)
        return [
            ReadColumn(
                letter(column),
                found[0].header,
                ", ".join(dict.fromkeys(_taken_as(use) for use in found)),
                any(use.role is not Role.IGNORE for use in found),
            )
            for column, found in sorted(uses.items())
        ]

    @property
    def unused(self) -> list[str]:
        return [f"{column.letter} «{column.header}»" for column in self.columns if not column.used]

    @cached_property
    def for_all(self) -> list[tuple[str, str]]:
        """What no column says, but holds for every row: (what, its name)."""
        if self.mapping is None:
            return []
        constants = [
            (
                str(ROLES[Role(role)]) if role != Role.ACTOR else _("Aktør der filen ikke sier noe"),
                _named(role, text),
            )
            for role, text in self.mapping.constants.items()
        ]
        return constants + [(_dimension(key), code) for key, code in self.mapping.categories.items()]


def choices() -> list[tuple[str, str]]:
    """What a column may be said to be: (code, words), in the order they are offered."""
    dimensions = [(f"category:{each.key}", _dimension(each.key)) for each in load_vocabulary().breakdowns]
    roles = [(role.value, str(words)) for role, words in ROLES.items()]
    return [*roles[:-1], *dimensions, roles[-1]]


def corrected(mapping: ColumnMapping, said: Mapping[str, str]) -> tuple[ColumnMapping, list[str]]:
    """The mapping with columns (by letter) taken as said; and, in words, what is then still lacking."""
    known = {code for code, _words in choices()}
    columns: list[ColumnUse] = []
    for use in mapping.columns:
        wanted = said.get(letter(use.column), AS_READ)
        if wanted not in known:
            columns.append(use)
        elif all(other.column != use.column for other in columns):
            role, _sign, dimension = wanted.partition(":")
            columns.append(
                ColumnUse(column=use.column, header=use.header, role=Role(role), dimension=dimension)
            )
    new = replace(mapping, columns=tuple(columns))
    return new, [str(LACKING[role]) for role in missing(new)]


def _taken_as(use: ColumnUse) -> str:
    return ", ".join([_role(use), *_fixed(use)])


def _role(use: ColumnUse) -> str:
    if use.role is Role.CATEGORY:
        return _dimension(use.dimension)
    if use.role is Role.ACTOR and use.kind:
        return _("Navn på %(kind)s") % {"kind": Actor(kind=use.kind).get_kind_display()}
    return str(ROLES[use.role])


def _fixed(use: ColumnUse) -> Iterator[str]:
    """What the column itself says about all its figures."""
    if use.period:
        yield _("for %(period)s") % {"period": parse_period(use.period).label()}
    if use.indicator:
        yield f"«{use.indicator}»"
    yield from use.categories.values()


def _dimension(key: str) -> str:
    names = {each.key: each.name for each in load_vocabulary().breakdowns}
    if key not in names:
        return key
    name = names[key]
    return _("Inndeling: %(name)s") % {"name": ((get_language() == "nn" and name.nn) or name.nb).lower()}


def _named(role: str, text: str) -> str:
    if role == Role.INDICATOR:
        found: Any = Indicator.objects.filter(slug=text).first()
        return found.title if found else text
    if role == Role.ACTOR and text.startswith("#"):
        actor = Actor.objects.filter(pk=text[1:]).first()
        return actor.name if actor else text
    return parse_period(text).label() if role == Role.PERIOD else text
