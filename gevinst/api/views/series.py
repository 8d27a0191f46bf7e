"""Series for a chart, in one answer."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.api import questions, series, shapes
from gevinst.api.models import Scope
from gevinst.api.parameters import Asked


class Series(APIView):  # type: ignore[misc]
    scope = Scope.VALUES_READ

    @extend_schema(
        operation_id="series",
        summary=gettext_noop("Serier"),
        description=(
            "Hele serier på én tidsakse, klare til å tegnes: slik de er målt, eller summert fra måneder og "
            "fra aktørene under der tallene kan summeres. Serier du ikke har lov til å se, er ikke med. "
            f"Høyst {series.MOST} serier om gangen."
        ),
        parameters=[
            OpenApiParameter("indicator", description="Slug eller id i en liste.", many=True, required=True),
            OpenApiParameter("actor", description="slag:kode, som municipality:1539.", many=True),
            OpenApiParameter("group", str, description="Medlemmene i en gruppe, som country:NO."),
            OpenApiParameter(
                "members",
                description="Hva slags medlemmer; ellers kommuner.",
                enum=series.MEMBERS,
            ),
            OpenApiParameter(
                "period_kind", description="Hvor lange perioder.", enum=list(questions.KINDS), default="month"
            ),
            OpenApiParameter("from", str, description="Første periode, som 2025 eller 2025-03."),
            OpenApiParameter("to", str, description="Siste periode."),
            OpenApiParameter(
                "as_of", str, description="Slik tallene var kjent på en dag eller et tidspunkt."
            ),
        ],
        responses=OpenApiResponse(shapes.SERIES, "Seriene som er valgt, og som du har lov til å se."),
    )
    def get(self, request: Request) -> Response:
        asked = series.question(Asked(request.query_params, series.NAMES))
        return Response(series.charted(asked, request.user))
