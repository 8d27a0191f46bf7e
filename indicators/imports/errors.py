"""What may be wrong with a file as a whole: nine faults, nine texts, each saying what to do."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Self

from django.utils.translation import gettext


def _(text: str) -> str:
    """Marks a text for translation. Django's own asks for settings, and the process that parses has none."""
    return text


class FileFault(StrEnum):
    NONE_CHOSEN = "none_chosen"
    WRONG_TYPE = "wrong_type"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    PASSWORD = "password"  # noqa: S105
    BROKEN = "broken"
    TOO_MANY = "too_many"
    NOT_THE_TEMPLATE = "not_the_template"
    PERSONAL_IDS = "personal_ids"


_TEXTS = {
    FileFault.NONE_CHOSEN: _("Du har ikke valgt noen fil. Velg en CSV-fil eller et Excel-ark."),
    FileFault.WRONG_TYPE: _("«{name}» er ikke en filtype vi kan lese. Lagre den som {known} og prøv igjen."),
    FileFault.TOO_LARGE: _("«{name}» er {size} MB. Grensen er {limit} MB. Del filen i flere."),
    FileFault.EMPTY: _("«{name}» har ingen rader med innhold. Kontroller at du valgte riktig fil og ark."),
    FileFault.PASSWORD: _("«{name}» er beskyttet med passord. Fjern passordet i Excel, lagre og prøv igjen."),
    FileFault.BROKEN: _(
        "«{name}» er skadet eller ufullstendig: {detail}. Åpne den der den kom fra, og lagre den på nytt."
    ),
    FileFault.TOO_MANY: _("«{name}» har for mye innhold: {detail}. Del filen i flere."),
    FileFault.NOT_THE_TEMPLATE: _("Vi fant ikke det vi trenger i «{name}»: {detail}"),
    FileFault.PERSONAL_IDS: _(
        "«{name}» inneholder noe som er et gyldig fødselsnummer eller D-nummer, {place}. Ingenting er "
        "lagret, og filen er slettet her. Fjern alle personopplysninger og prøv igjen."
    ),
}
_GAP = re.compile(r"\\{(\w+)\\}")
# Where in the file, and what about it: words of ours. The other parts are names and numbers.
_OURS = ("detail", "place", "known")


class FileError(Exception):
    """The whole file is refused. `fault` says which of the nine; the message is Norwegian and fit to show."""

    def __init__(self, fault: FileFault, message: str) -> None:
        self.fault = fault
        super().__init__(message)

    @classmethod
    def of(cls, fault: FileFault, name: str = "", **parts: object) -> Self:
        """The error with its text; `parts` fill the text's own gaps (known, size, limit, detail, place)."""
        return cls(fault, _TEXTS[fault].format(name=name, **parts))


def in_readers_language(text: str) -> str:
    """The message of a FileError that was kept in Norwegian when the file was read, worded for the reader of
    now; any other text as it is."""
    for fault, template in _TEXTS.items():
        if found := _pattern(fault).fullmatch(text):
            parts = found.groupdict()
            parts |= {key: gettext(said) for key, said in parts.items() if key in _OURS and said}
            return gettext(template).format(**parts)
    return text


@cache
def _pattern(fault: FileFault) -> re.Pattern[str]:
    return re.compile(_GAP.sub(r"(?P<\1>.+)", re.escape(_TEXTS[fault])), re.DOTALL)


class RecipeError(ValueError):
    """A recipe that does not hold together, or that there is none of. The message is Norwegian."""
