"""Columns that keep messages as they were made, so that each reader has them in their own language."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from indicators import messages


class MessageField(models.TextField):  # type: ignore[type-arg]
    """A text or a Message. Words that were kept before there were messages are still read."""

    def get_prep_value(self, value: Any) -> Any:
        return messages.written(value) if isinstance(value, str) else value

    def from_db_value(self, value: str | None, *_about: object) -> str | None:
        return value if value is None else messages.read(value)


class Encoder(json.JSONEncoder):
    """For a JSONField that may hold messages."""

    def encode(self, o: Any) -> str:
        return super().encode(messages.as_data(o))


class Decoder(json.JSONDecoder):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(object_hook=messages.from_data, **kwargs)
