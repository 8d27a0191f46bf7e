"""How a file was read, in words - and what a person may say it should have been read as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from gevinst.values.models import RememberedMapping
from gevinst.values.remembering import RECALLED, by_column
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.imports.layouts.ages import age_groups
from indicators.imports.mapping import FIGURE_ROLES, ColumnUse, Mapping, Role
from indicators.imports.models import Upload
from indicators.imports.table import letter
from indicators.measurements.periods import PeriodError, parse_period

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
    Role.AGE: lazy("Alder i enkeltår, legges sammen til aldersgrupper"),
    Role.SUM: lazy("Radene legges sammen over denne kolonnen"),
    Role.IGNORE: lazy("Brukes ikke"),
}
COLUMNS_SHOWN = 60


@dataclass(frozen=True)
class ReadColumn:
    """A column of the file: what it was taken as, and its first cells."""

    letter: str
    header: str
    taken_as: str
    used: bool
    samples: tuple[str, ...] = ()
    period: str = ""

    @property
    def name(self) -> str:
        """As a person finds it in the spreadsheet."""
        return f"{self.letter} «{self.header}»" if self.header else self.letter


@dataclass(frozen=True)
class Reading:
    """What `read_upload` understood, or what a refused file looks like. Asks the database only for the names
    of what holds for the whole file, and for who taught us to read it so."""

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
    def mapping(self) -> Mapping | None:
        data = self.upload.understood.get("mapping")
        return Mapping.from_data(data) if data else None

    @cached_property
    def columns(self) -> list[ReadColumn]:
        """In the order of the file; a column used twice stands once."""
        uses = by_column(self.mapping.columns) if self.mapping else []
        return [self._column(found) for found in uses]

    @cached_property
    def summary(self) -> list[tuple[str, str]]:
        """Each column that is used, and as what. Several that hold a period each are told as one."""
        told: list[tuple[str, str]] = []
        run: list[ReadColumn] = []
        for column in [*(one for one in self.columns if one.used), None]:
            if column is not None and column.period:
                run.append(column)
                continue
            told += _told(run)
            run = []
            if column is not None:
                told.append((column.name, column.taken_as))
        return told

    @property
    def unused(self) -> list[str]:
        return [column.name for column in self.columns if not column.used]

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
        return constants + [(dimension_words(key), code) for key, code in self.mapping.categories.items()]

    @cached_property
    def matched_by_hand(self) -> list[tuple[str, str]]:
        """Names of the file that a person has said the meaning of: (as written, what it stands for)."""
        names = self.mapping.names if self.mapping else {}
        return [
            (text, _named(role, meant) if meant else _("tas ikke med"))
            for role, texts in names.items()
            for text, meant in texts.items()
        ]

    @cached_property
    def remembered(self) -> RememberedMapping | None:
        """What somebody has said of files like this one, where it was read so."""
        pk = self.upload.options.get(RECALLED)
        return RememberedMapping.objects.filter(pk=pk).select_related("sender").first() if pk else None

    def _column(self, uses: list[ColumnUse]) -> ReadColumn:
        place = letter(uses[0].column)
        return ReadColumn(
            letter=place,
            header=uses[0].header,
            taken_as=", ".join(dict.fromkeys(_taken_as(use) for use in uses)),
            used=any(use.role is not Role.IGNORE for use in uses),
            samples=tuple(self.upload.understood.get("samples", {}).get(place, ())),
            period=uses[0].period if len(uses) == 1 and uses[0].role in FIGURE_ROLES else "",
        )


def choices() -> list[tuple[str, str]]:
    """What a column may be said to be: (code, words), in the order they are offered."""
    dimensions = [
        (f"category:{each.key}", dimension_words(each.key)) for each in load_vocabulary().breakdowns
    ]
    ages = [
        (f"{Role.AGE.value}:{each.key}", str(ROLES[Role.AGE]))
        for each in load_vocabulary().breakdowns
        if age_groups(each.key)
    ]
    roles = [(role.value, str(words)) for role, words in ROLES.items() if role is not Role.AGE]
    return [*roles[:-1], *dimensions, *ages, roles[-1]]


def dimension_words(key: str) -> str:
    names = {each.key: each.name for each in load_vocabulary().breakdowns}
    if key not in names:
        return key
    name = names[key]
    return _("Inndeling: %(name)s") % {"name": ((get_language() == "nn" and name.nn) or name.nb).lower()}


def _told(run: list[ReadColumn]) -> Iterator[tuple[str, str]]:
    if len(run) < 3:
        yield from ((column.name, column.taken_as) for column in run)
        return
    first, last = run[0], run[-1]
    names = f"{first.letter}–{last.letter} «{first.header}» … «{last.header}»"
    yield names, _("Verdier, én periode i hver av %(n)s kolonner") % {"n": len(run)}


def _taken_as(use: ColumnUse) -> str:
    return ", ".join([_role(use), *_fixed(use)])


def _role(use: ColumnUse) -> str:
    if use.role is Role.CATEGORY:
        return dimension_words(use.dimension)
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


def _named(role: str, text: str) -> str:
    if role == Role.INDICATOR:
        found: Any = Indicator.objects.filter(slug=text).first()
        return found.title if found else text
    if role == Role.ACTOR and text.startswith("#"):
        actor = Actor.objects.filter(pk=text[1:]).first()
        return actor.name if actor else text
    if role == Role.PERIOD:
        try:
            return parse_period(text).label()
        except PeriodError:
            return text
    return text
