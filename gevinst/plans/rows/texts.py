"""Every cell as text: kept in the history and in versions, compared, and written to a spreadsheet.

The text of a choice is its code, for its words are another in each language; all its words are read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

# Of what can be chosen, so many are named to whoever chose something else.
MOST_NAMED = 10


def text_of(field: forms.Field, value: Any) -> str:
    """The value as it is kept: `read` of it is the value again."""
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return _code_of(field, value)
    if isinstance(field, forms.ChoiceField):
        return str(value)
    return str(field.prepare_value(value))


def shown(field: forms.Field, text: str) -> str:
    """The text as a person reads it: a choice in words, and nothing where nothing is chosen."""
    if not text:
        return ""
    return dict(choices_of(field)).get(text, text) if isinstance(field, forms.ChoiceField) else text


def blank_text(field: forms.Field) -> str:
    """The text of a cell nobody has written in: most often none."""
    return text_of(field, field.clean("")) if not field.required else ""


def read(field: forms.Field, text: str) -> Any:
    """The value a text means. Raises ValidationError; a choice is named by its code or its words."""
    text = text.strip()
    if not text and not field.required:
        return field.clean("")
    if isinstance(field, forms.ModelChoiceField):
        code = _code(field, text)
        return next((row for row in field.queryset or [] if _code_of(field, row) == code), None)
    if isinstance(field, forms.ChoiceField):
        return field.clean(_code(field, text))
    return field.clean(text.replace("\r\n", "\n"))


def choices_of(field: forms.ChoiceField) -> list[tuple[str, str]]:
    """Code and words of each, in the reader's language. One query where they are rows."""
    if isinstance(field, forms.ModelChoiceField):
        rows: Iterable[Any] = field.queryset or []
        return [("", str(field.empty_label or "")), *((_code_of(field, row), str(row)) for row in rows)]
    choices = cast("Iterable[tuple[Any, Any]]", field.choices)
    return [(str(code), str(label)) for code, label in choices]


def _code_of(field: forms.ModelChoiceField[Any], row: Any) -> str:
    return str(getattr(row, field.to_field_name or "code"))


def _code(field: forms.ChoiceField, text: str) -> str:
    choices = choices_of(field)
    if any(text == code for code, _label in choices):
        return text
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for code, label in choices_of(field):
                if label.casefold() == text.casefold():
                    return code
    labels = [label for code, label in choices if code]
    known = ", ".join(labels[:MOST_NAMED]) + (" …" if len(labels) > MOST_NAMED else "")
    told = _("«%(text)s» finnes ikke. Velg en av: %(known)s.")
    raise ValidationError(told % {"text": text, "known": known})
