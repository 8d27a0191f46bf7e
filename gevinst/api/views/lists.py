"""The codes a program needs before it can ask or send: indicators and actors."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.api import shapes
from gevinst.api.models import Scope
from gevinst.api.parameters import Asked, wrong
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator

DEFAULT_LIMIT, MOST = 1_000, 5_000
KINDS = [kind.value for kind in ActorKind]


class Indicators(APIView):  # type: ignore[misc]
    scope = Scope.VALUES_READ

    @extend_schema(
        operation_id="indicators",
        summary=gettext_noop("Måleindikatorer"),
        description="Alle måleindikatorene i utvalgslisten.",
        responses=OpenApiResponse(shapes.listed("indicators", shapes.INDICATOR), "Alle på én side."),
    )
    def get(self, request: Request) -> Response:
        Asked(request.query_params, ())
        found = Indicator.objects.published().prefetch_related("codes").order_by("slug")
        return Response({"indicators": [_indicator(one) for one in found], "next": None})


class Actors(APIView):  # type: ignore[misc]
    scope = Scope.VALUES_READ

    @extend_schema(
        operation_id="actors",
        summary=gettext_noop("Aktører"),
        description="De som kan måles. Hvem som finnes, er ingen hemmelighet; tallene deres kan være det.",
        parameters=[
            OpenApiParameter("kind", description="Bare aktører av dette slaget.", enum=KINDS, many=True),
            OpenApiParameter("on", str, description="De som fantes denne dagen; ellers i dag."),
            OpenApiParameter("limit", int, description=f"Per side, høyst {MOST}.", default=DEFAULT_LIMIT),
            OpenApiParameter("cursor", int, description="Hvor siden begynner; står i «next»."),
        ],
        responses=OpenApiResponse(shapes.listed("actors", shapes.ACTOR), "En side aktører."),
    )
    def get(self, request: Request) -> Response:
        asked = Asked(request.query_params, ("kind", "on", "limit", "cursor"))
        found = Actor.objects.valid_on(_day(asked)).order_by("pk")
        if kinds := asked.choices("kind", KINDS):
            found = found.of_kind(*kinds)
        limit = asked.number("limit", default=DEFAULT_LIMIT, most=MOST)
        if after := asked.number("cursor", default=0, most=10**11):
            found = found.filter(pk__gt=after)
        listed = list(found[: limit + 1])
        following = None
        if len(listed) > limit:
            query = request.query_params.copy()
            query["cursor"] = str(listed[limit - 1].pk)
            following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        return Response({"actors": [_actor(one) for one in listed[:limit]], "next": following})


def _day(asked: Asked) -> Any:
    text = asked.one("on")
    if not text:
        return timezone.localdate()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise wrong("on", text, _("en dag som 2026-03-31"))
    return day


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "slug": indicator.slug,
        "codes": [code.code for code in indicator.codes.all()],
        "title": indicator.title,
        "unit": indicator.unit,
        "kind": indicator.kind,
        "factor": indicator.factor,
        "decimals": indicator.decimals,
        "direction": indicator.direction,
        "open": indicator.open,
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "id": f"{actor.kind}:{actor.code}",
        "kind": actor.kind,
        "code": actor.code,
        "name": actor.name,
        "valid_from": actor.valid_from,
        "valid_to": actor.valid_to,
    }
