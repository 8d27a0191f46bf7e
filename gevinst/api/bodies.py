"""What is sent, read strictly: its size before its content, every field known, nothing but JSON or a form."""

from __future__ import annotations

import json
import re
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from gevinst.api.deliveries import Wishes
from gevinst.api.models import Delivery
from gevinst.api.parameters import wrong
from gevinst.api.problems import Problem
from gevinst.api.sent_rows import as_file
from indicators.catalogue.models import Indicator
from indicators.imports.errors import FileError, FileFault
from indicators.imports.layouts import LAYOUTS

MOST_JSON = 10 * 1024 * 1024
AROUND_A_FILE = 1024 * 1024
KEY = re.compile(r"[\x21-\x7e]{8,100}")
_MEGABYTE = 1024 * 1024


class Json(BaseParser):  # type: ignore[misc]
    """Says on which line and at which sign a body stops being JSON; NaN and depth without end are not."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str = "", parser_context: Any = None) -> Any:
        try:
            return json.loads(stream.read().decode(), parse_constant=_refuse)
        except UnicodeDecodeError as error:
            text = _("Innholdet er ikke UTF-8: byte %(place)s kan ikke leses.")
            raise ParseError(text % {"place": error.start + 1}) from None
        except json.JSONDecodeError as error:
            text = _("Innholdet er ikke JSON: linje %(line)s, tegn %(column)s kan ikke leses.")
            raise ParseError(text % {"line": error.lineno, "column": error.colno}) from None
        except (ValueError, RecursionError):
            raise ParseError(
                _("Innholdet er ikke JSON som kan brukes: for dypt, eller et tall uten ende.")
            ) from None


class Choice(serializers.ChoiceField):  # type: ignore[misc]
    """Says what may be chosen."""

    default_error_messages = {"invalid_choice": gettext_lazy("Ukjent verdi «{input}». Bruk {known}.")}

    def fail(self, key: str, **words: Any) -> None:
        given = str(words.get("input", ""))[:80]
        super().fail(key, input=given, known=", ".join(map(str, self.choices)))


class Fields(serializers.Serializer):  # type: ignore[misc]
    source = serializers.CharField(max_length=200, allow_blank=True, default="")
    indicator = serializers.CharField(max_length=80, allow_blank=True, default="")
    layout = Choice(list(LAYOUTS), allow_blank=True, default="")
    dry_run = serializers.BooleanField(default=False)
    strategy = Choice(Delivery.Strategy.values, default=Delivery.Strategy.ALL_OR_NOTHING.value)


def size_of(request: Request) -> int:
    """What the sender says it is, in bytes; no more than that is ever read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        raise Problem(400, _("Content-Length er ikke et tall."))
    return int(length[:18])


def refuse_what_is_too_large(request: Request) -> None:
    size = size_of(request)
    is_json = request.content_type.startswith("application/json")
    limit = MOST_JSON if is_json else settings.IMPORT_MAX_BYTES + AROUND_A_FILE
    if size > limit:
        words = {"size": size // _MEGABYTE, "limit": limit // _MEGABYTE}
        if is_json:
            raise Problem(
                413, _("%(size)s MB er for mye JSON; grensen er %(limit)s MB. Send en fil.") % words
            )
        raise Problem(413, _("%(size)s MB er for mye; grensen er %(limit)s MB. Del filen i flere.") % words)


def key_of(request: Request) -> str:
    key: str = request.headers.get("Idempotency-Key", "")
    if key and not KEY.fullmatch(key):
        raise ValidationError({"Idempotency-Key": _("8 til 100 tegn uten mellomrom, æ, ø og å.")})
    return key


def content_of(request: Request) -> tuple[File[bytes], Wishes]:
    """The file, or the rows as one, and what is said of it. Raises ValidationError and Problem."""
    data = request.data
    if not hasattr(data, "keys"):
        raise Problem(400, _("Innholdet skal være et objekt med «rows»."))
    is_json = request.content_type.startswith("application/json")
    sent = "rows" if is_json else "file"
    known = [sent, *Fields().fields]
    unknown = [name for name in data if name not in known]
    if unknown:
        text = _("Ukjent felt. Bruk %(known)s.") % {"known": ", ".join(known)}
        raise ValidationError({str(name)[:80]: text for name in unknown})
    fields = Fields(data=data)
    fields.is_valid(raise_exception=True)
    file = as_file(data.get("rows")) if is_json else _file(request)
    return file, _wishes(fields.validated_data)


def refusal(error: FileError) -> Problem:
    status = {FileFault.TOO_LARGE: 413, FileFault.WRONG_TYPE: 415}.get(error.fault, 400)
    return Problem(status, str(error), [{"field": "file", "detail": str(error)}])


def _file(request: Request) -> File[bytes]:
    files = request.FILES.getlist("file")
    if len(files) != 1:
        raise ValidationError({"file": _("Send én fil i feltet «file».")})
    file: File[bytes] = files[0]
    return file


def _wishes(said: dict[str, Any]) -> Wishes:
    return {
        "source": said["source"],
        "indicator": _indicator(said["indicator"]),
        "layout": said["layout"],
        "strategy": said["strategy"],
        "dry_run": said["dry_run"],
    }


def _indicator(name: str) -> Indicator | None:
    if not name:
        return None
    found = Indicator.objects.published().filter(slug=name).first()
    found = found or Indicator.objects.published().filter(codes__code=name).first()
    if found is None:
        raise wrong("indicator", name, _("en kode fra /api/v1/indicators"))
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(constant)
