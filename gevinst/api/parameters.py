"""The question of an address, read strictly: an unknown name or value is an error that says what is known."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

LONGEST = 200
MOST = 400


class Asked:
    """The parameters of one request; `known` are those that may stand there. Raises ValidationError."""

    def __init__(self, query: QueryDict, known: Sequence[str]) -> None:
        self._query = query
        unknown = [name for name in query if name not in known]
        if unknown:
            text = _("Ukjent parameter. Bruk %(known)s.") if known else _("Her er det ingen parametere.")
            raise ValidationError({name[:LONGEST]: text % {"known": ", ".join(known)} for name in unknown})

    def all(self, name: str) -> list[str]:
        """Every value under the name, each once and in order."""
        values = [value for value in self._query.getlist(name) if value]
        if len(values) > MOST:
            raise ValidationError({name: _("Oppgi høyst %(most)s verdier om gangen.") % {"most": MOST}})
        for value in values:
            if len(value) > LONGEST or not value.isprintable():
                raise wrong(name, value)
        return list(dict.fromkeys(values))

    def one(self, name: str) -> str:
        values = self.all(name)
        if len(values) > 1:
            raise ValidationError({name: _("Oppgi bare én verdi.")})
        return values[0] if values else ""

    def choice(self, name: str, choices: Sequence[str]) -> str:
        value = self.one(name)
        if value and value not in choices:
            raise wrong(name, value, ", ".join(choices))
        return value

    def choices(self, name: str, choices: Sequence[str]) -> list[str]:
        values = self.all(name)
        for value in values:
            if value not in choices:
                raise wrong(name, value, ", ".join(choices))
        return values

    def number(self, name: str, *, default: int, most: int) -> int:
        text = self.one(name)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= most and len(text) <= 12):
            raise wrong(name, text, _("et helt tall fra 1 til %(most)s") % {"most": most})
        return int(text)


def wrong(name: str, value: str, wanted: str = "") -> ValidationError:
    shown = "".join(sign for sign in value[:80] if sign.isprintable())
    if not wanted:
        return ValidationError({name: _("Ukjent verdi «%(value)s».") % {"value": shown}})
    text = _("Ukjent verdi «%(value)s». Bruk %(wanted)s.")
    return ValidationError({name: text % {"value": shown, "wanted": wanted}})
