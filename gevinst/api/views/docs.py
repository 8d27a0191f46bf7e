"""The description of the API: in two minutes, as a reference to read, and as OpenAPI."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.api import questions
from gevinst.api.bodies import MOST_JSON
from gevinst.api.parameters import Asked
from gevinst.api.plan_edits import MOST_CELLS
from gevinst.api.problems import answer, title_of
from gevinst.api.reference import description, operations
from gevinst.api.sent_rows import MOST_ROWS
from gevinst.api.tokens import actors_for
from gevinst.api.views.values import MOST
from indicators.actors.models import ActorKind
from indicators.measurements.exports.jsonstat import MOST_VALUES
from indicators.statistics.rounding import format_number

EXPLAINED = (400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 503)
_MEGABYTE = 1024 * 1024


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "root": request.build_absolute_uri("/").rstrip("/"),
        "code": _code(request),
        "operations": operations(),
        "limits": _limits(),
        "errors": [(status, title_of(status)) for status in EXPLAINED],
        "example": _example(),
        "reference_url": reverse("api:reference"),
        "schema_url": reverse("api:schema"),
    }
    return render(request, "api/about.html", context)


def _code(request: HttpRequest) -> str:
    """A municipality for the examples: one's own, so that they work when pasted."""
    mine = [actor.code for actor in actors_for(request.user) if actor.kind == ActorKind.MUNICIPALITY]
    return mine[0] if mine else "1539"


def _limits() -> list[tuple[str, str]]:
    reads, writes = (settings.API_RATES[kind].split("/")[0] for kind in ("read", "write"))
    size = settings.IMPORT_MAX_BYTES // _MEGABYTE
    return [
        (_("Lese"), _("%(n)s forespørsler i minuttet per nøkkel") % {"n": reads}),
        (_("Sende"), _("%(n)s forespørsler i minuttet per nøkkel") % {"n": writes}),
        (_("En side JSON"), _("%(n)s verdier") % {"n": format_number(MOST)}),
        (_("JSON-stat"), _("%(n)s verdier; CSV har ingen grense") % {"n": format_number(MOST_VALUES)}),
        (
            _("Rader som JSON"),
            _("%(n)s rader og %(size)s MB") % {"n": format_number(MOST_ROWS), "size": MOST_JSON // _MEGABYTE},
        ),
        (_("En fil"), _("%(size)s MB") % {"size": size}),
        (_("Celler i en plan"), _("%(n)s om gangen") % {"n": MOST_CELLS}),
        (_("En nøkkel"), _("virker i høyst ett år")),
    ]


def _example() -> str:
    """What a misspelt parameter is answered with."""
    text = _("Ukjent parameter. Bruk %(known)s.") % {"known": ", ".join(questions.FILTERS[:3]) + " …"}
    told = answer(400, _("Se hva som er galt i «errors»."), [{"field": "indikator", "detail": text}])
    return json.dumps(json.loads(told.content), ensure_ascii=False, indent=2)


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    return render(request, "api/reference.html", {"operations": operations()})


class Schema(APIView):  # type: ignore[misc]
    """Open, since it holds no figure. Not itself a part of it."""

    schema = None
    permission_classes = (AllowAny,)
    renderer_classes = (OpenApiJsonRenderer, OpenApiYamlRenderer)

    def get(self, request: Request) -> Response:
        asked = Asked(request.query_params, ("format",))
        wanted = asked.choice("format", ["json", "yaml"])
        if wanted:
            chosen = OpenApiYamlRenderer if wanted == "yaml" else OpenApiJsonRenderer
            request.accepted_renderer, request.accepted_media_type = chosen(), chosen.media_type
        return Response(description())


class Unknown(APIView):  # type: ignore[misc]
    """Any other address under the API: told so in its own shape, whatever the method."""

    schema = None
    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound
