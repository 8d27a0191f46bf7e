"""Everything that goes wrong is told in one shape, as RFC 9457 has it; never a page, never a trace."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.views import set_rollback

from gevinst.outages.causes import disk_is_full

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 10
Fault = dict[str, str]


class Problem(exceptions.APIException):  # type: ignore[misc]
    """What a view refuses with: a status, a sentence, and what is wrong where."""

    def __init__(self, status: int, detail: str, errors: list[Fault] | None = None) -> None:
        super().__init__(detail)
        self.status_code = status
        self.errors = errors or []


def title_of(status: int) -> str:
    return {
        400: _("Forespørselen er ikke slik den skal være"),
        401: _("Du må logge inn, eller sende en gyldig tilgangsnøkkel"),
        403: _("Du har ikke lov til dette"),
        404: _("Dette finnes ikke"),
        405: _("Dette kan ikke gjøres her"),
        406: _("Vi har ikke svaret i den formen"),
        409: _("Dette kan ikke gjøres nå"),
        413: _("For stort"),
        415: _("Vi kan ikke lese den formen"),
        422: _("Dette kan ikke utføres"),
        429: _("For mange forespørsler"),
        500: _("Noe gikk galt hos oss"),
        503: _("Tjenesten er ikke tilgjengelig nå"),
        507: _("Det er ikke mer plass hos oss"),
    }.get(status, _("Dette gikk ikke"))


def handle(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """The exception handler of the framework's."""
    set_rollback()
    status, detail, errors, headers = _told(error)
    if status >= 500:
        logger.error("the API failed", exc_info=error)
    return answer(status, detail, errors, headers)


def answer(
    status: int, detail: str, errors: list[Fault] | None = None, headers: dict[str, str] | None = None
) -> HttpResponse:
    body = {
        "type": f"{reverse('api:about')}#feil-{status}",
        "title": title_of(status),
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }
    # What was sent may stand in an error, and need not be text that can be written.
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)


def _told(error: Exception) -> tuple[int, str, list[Fault], dict[str, str]]:
    headers: dict[str, str] = {}
    match error:
        case Problem():
            return error.status_code, str(error.detail), error.errors, headers
        case exceptions.ValidationError():
            errors = list(_faults(error.detail))
            return 400, _("Se hva som er galt i «errors»."), errors, headers
        case exceptions.AuthenticationFailed() | exceptions.NotAuthenticated():
            headers["WWW-Authenticate"] = 'Bearer realm="gevinst"'
            return 401, _("Uten gyldig innlogging får du ingen svar. Nøkkelen kan være utløpt."), [], headers
        case exceptions.Throttled():
            wait = int(error.wait or 1)
            headers["Retry-After"] = str(wait)
            return 429, _("Prøv igjen om %(wait)s sekunder.") % {"wait": wait}, [], headers
        case exceptions.MethodNotAllowed():
            return 405, _("Se hva som kan gjøres i overskriften Allow."), [], headers
        case exceptions.NotAcceptable():
            return 406, _("Be om en av formene i beskrivelsen."), [], headers
        case exceptions.UnsupportedMediaType():
            return 415, _("Send JSON eller en fil som multipart/form-data."), [], headers
        case exceptions.ParseError():
            return 400, str(error.detail), [], headers
        case exceptions.PermissionDenied():
            return 403, str(error.detail), [], headers
        case exceptions.NotFound() | Http404():
            return 404, _("Adressen er feil, eller det er ikke ditt."), [], headers
        case exceptions.APIException():
            return error.status_code, str(error.detail), [], headers
        case PermissionDenied():
            return 403, _("Rollen din gir ikke lov til det."), [], headers
        case RequestDataTooBig():
            return 413, _("Innholdet er for stort. Send tallene som en fil."), [], headers
        case SuspiciousOperation() | MultiPartParserError() | UnreadablePostError():
            return 400, _("Innholdet kan ikke leses."), [], headers
        case _ if disk_is_full(error):
            return 507, _("Ingenting er lagret. Vi må rydde før du kan prøve igjen."), [], headers
        case OperationalError() | InterfaceError():
            headers["Retry-After"] = str(RETRY_AFTER)
            return 503, _("Prøv igjen om litt. Ingenting er lagret."), [], headers
        case _:
            return 500, _("Prøv igjen om litt, eller meld fra til oss."), [], headers


def _faults(detail: Any, field: str = "") -> Iterator[Fault]:
    """The framework's nested lists and dictionaries as one list of field and sentence."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            within = "" if name == "non_field_errors" else str(name)
            yield from _faults(inner, ".".join(part for part in (field, within) if part))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _faults(inner, field)
    else:
        yield {"field": field, "detail": str(detail)}
