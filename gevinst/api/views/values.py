"""Measured values, chosen by what they are about."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.api import questions, shapes
from gevinst.api.models import Scope
from gevinst.api.parameters import Asked, wrong
from gevinst.api.problems import Problem
from indicators.measurements.exports import jsonstat, long_csv
from indicators.measurements.exports.rows import Place, Row, Selection, dimensions, rows
from indicators.measurements.periods import PeriodKind

DEFAULT_LIMIT, MOST = 1_000, 5_000
PAGING = ("limit", "cursor")
LINES = 1_000
PAGE = shapes.listed("values", shapes.VALUE)
FOUND = "Verdiene som er valgt, og som du har lov til å se."


class Csv(JSONRenderer):  # type: ignore[misc]
    media_type, format = "text/csv", "csv"


class JsonStat(JSONRenderer):  # type: ignore[misc]
    media_type, format = "application/vnd.json-stat+json", "json-stat"


FORMS = {"json": JSONRenderer, "csv": Csv, "json-stat": JsonStat}


def _parameter(name: str, words: str, *, many: bool = False, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, description=words, many=many, **more)


class Values(APIView):  # type: ignore[misc]
    scope = Scope.VALUES_READ
    renderer_classes = tuple(FORMS.values())

    @extend_schema(
        operation_id="values",
        summary=gettext_noop("Verdier"),
        description=(
            "Verdiene du har lov til å se, i fast rekkefølge. JSON kommer i sider; CSV er hele utvalget i "
            "oppsettet importen leser, og JSON-stat 2.0 hele utvalget med koder, navn og status."
        ),
        parameters=[
            _parameter("indicator", "Slug eller id i en liste, som ukp-dogn eller H4.", many=True),
            _parameter("actor", "slag:kode, som municipality:1539. Tar med tidligere numre.", many=True),
            _parameter("from", "Første periode, som 2025 eller 2025-03.", type=str),
            _parameter("to", "Siste periode.", type=str),
            _parameter("period_kind", "Bare perioder av dette slaget.", enum=list(questions.KINDS)),
            _parameter("breakdown", "«alle», eller dimensjon:kode med komma mellom flere.", many=True),
            _parameter("status", "Hvor ferdig tallet er.", many=True, enum=questions.STATUSES),
            _parameter(
                "updated_since",
                "Skrevet, endret eller brakt tilbake fra dette tidspunktet. Fjernede verdier ses ikke.",
                type=str,
            ),
            _parameter(
                "as_of", "Slik tallene var kjent på en dag (2026-03-01) eller et tidspunkt.", type=str
            ),
            _parameter("format", "Går foran Accept.", enum=list(FORMS)),
            _parameter(
                "limit", f"Verdier per side, høyst {MOST}. Bare JSON.", type=int, default=DEFAULT_LIMIT
            ),
            _parameter("cursor", "Hvor siden begynner; står i «next». Bare JSON.", type=str),
        ],
        responses={
            (200, "application/json"): OpenApiResponse(PAGE, FOUND),
            (200, "text/csv"): OpenApiResponse({"type": "string"}, FOUND),
            (200, JsonStat.media_type): OpenApiResponse({"type": "object"}, FOUND),
        },
    )
    def get(self, request: Request) -> Response | StreamingHttpResponse:
        asked = Asked(request.query_params, (*questions.FILTERS, "format", *PAGING))
        form = asked.choice("format", list(FORMS)) or request.accepted_renderer.format
        chosen = questions.selection(asked, request.user)
        if form == "json":
            request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
            return Response(_page(request, asked, chosen))
        for name in PAGING:
            if value := asked.one(name):
                raise wrong(name, value, _("sider bare for JSON; de andre formene er hele utvalget"))
        if form == "csv":
            lines = long_csv.lines(rows(chosen), dimensions(chosen))
            response = StreamingHttpResponse(_together(lines), content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = 'attachment; filename="verdier.csv"'
            return response
        request.accepted_renderer, request.accepted_media_type = JsonStat(), JsonStat.media_type
        return Response(_dataset(chosen))


def _together(lines: Iterator[str]) -> Iterator[str]:
    """A thousand lines at a time: each one sent costs."""
    while some := list(islice(lines, LINES)):
        yield "".join(some)


def _page(request: Request, asked: Asked, chosen: Selection) -> dict[str, Any]:
    limit = asked.number("limit", default=DEFAULT_LIMIT, most=MOST)
    found = list(rows(chosen, after=_after(asked.one("cursor")), limit=limit + 1))
    following = None
    if len(found) > limit:
        query = request.query_params.copy()
        query["cursor"] = _cursor(found[limit - 1].place)
        following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return {"values": list(_told(islice(found, limit))), "next": following}


def _dataset(chosen: Selection) -> dict[str, Any]:
    try:
        return jsonstat.dataset(rows(chosen), dimensions(chosen), source="Gevinst")
    except jsonstat.TooManyError:
        text = _("Utvalget har mer enn %(most)s verdier. Velg færre, eller hent det som CSV.")
        raise Problem(422, text % {"most": jsonstat.MOST_VALUES}) from None


def _told(found: Iterator[Row]) -> Iterator[dict[str, Any]]:
    for row in found:
        yield {
            "indicator": row.indicator.slug,
            "actor": f"{row.actor_kind}:{row.actor_code}",
            "actor_name": row.actor_name,
            "period": row.period_code,
            "breakdown": row.categories(),
            "value": row.value,
            "numerator": row.numerator,
            "denominator": row.denominator,
            "reason": row.reason,
            "bound": row.bound,
            "status": row.status,
            "as_of": row.as_of,
            "source": row.source,
            "batch": row.batch,
            "written_at": row.written_at,
            "example": row.is_example,
        }


def _cursor(place: Place) -> str:
    text = json.dumps([*place[:3], place.period_start.isoformat(), place.breakdown])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _after(cursor: str) -> Place | None:
    if not cursor:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        indicator, actor, kind, start, breakdown = json.loads(text)
        ids = [int(one) for one in (indicator, actor, breakdown)]
        if any(not 0 <= one < 2**63 for one in ids):
            raise ValueError(cursor)
        return Place(ids[0], ids[1], PeriodKind(kind).value, date.fromisoformat(start), ids[2])
    except (ValueError, TypeError, binascii.Error, RecursionError, OverflowError):
        raise wrong("cursor", cursor, _("adressen i «next» slik den står")) from None
