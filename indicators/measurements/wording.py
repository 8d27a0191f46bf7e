"""The reader's language for texts of plain modules, which also run where Django is not set up."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation


def gettext(text: str) -> str:
    """The text in the reader's language; as it stands in a process without settings."""
    return translation.gettext(text) if settings.configured else text


def gettext_noop(text: str) -> str:
    """Marks a text that is translated only when it is needed."""
    return text
