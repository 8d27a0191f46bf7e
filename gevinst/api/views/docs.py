"""The description of the API: in two minutes, as a reference to read, and as OpenAPI."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.api.bodies import MOST_JSON
from gevinst.api.parameters import Asked
from gevinst.api.problems import title_of
from gevinst.api.sent_rows import MOST_ROWS
from gevinst.api.views.values import MOST
from indicators.measurements.exports.jsonstat import MOST_VALUES

EXPLAINED = (400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 429, 503)
_MEGABYTE = 1024 * 1024


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "root": request.build_absolute_uri("/").rstrip("/"),
        "most": MOST,
        "most_rows": MOST_ROWS,
        "most_values": MOST_VALUES,
        "most_json": MOST_JSON // _MEGABYTE,
        "most_file": settings.IMPORT_MAX_BYTES // _MEGABYTE,
        "reads": settings.API_RATES["read"].split("/")[0],
        "writes": settings.API_RATES["write"].split("/")[0],
        "errors": [(status, title_of(status)) for status in EXPLAINED],
    }
    return render(request, "api/about.html", context)


@login_not_required
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    return render(request, "api/reference.html")


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
        return Response(SchemaGenerator().get_schema(request=None, public=True))


@method_decorator(login_not_required, name="dispatch")
class Unknown(APIView):  # type: ignore[misc]
    """Any other address under the API: told so in its own shape, whatever the method."""

    schema = None
    permission_classes = (AllowAny,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound
