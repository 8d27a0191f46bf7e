"""What may be wrong with a file as a whole: nine faults, nine texts, each saying what to do."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from indicators.messages import Message, ToldError
from indicators.messages import gettext_noop as _


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


class FileError(ToldError):
    """The whole file is refused. `fault` says which of the nine; the message is fit to show."""

    def __init__(self, fault: FileFault, message: str) -> None:
        self.fault = fault
        super().__init__(message)

    @classmethod
    def of(cls, fault: FileFault, name: str = "", **parts: object) -> Self:
        """The error with its text; `parts` fill the text's own gaps (known, size, limit, detail, place)."""
        return cls(fault, Message(_TEXTS[fault], parts={"name": name, **parts}))


class RecipeError(ToldError, ValueError):
    """A recipe that does not hold together, or that there is none of."""
