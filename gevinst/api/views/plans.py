"""Plans read and edited by a program, by the rules of the pages: nobody's text is lost or overwritten."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.api import plan_shapes, shapes
from gevinst.api.models import Scope
from gevinst.api.parameters import Asked
from gevinst.api.plan_edits import MOST_CELLS, add_row, throw_away, told_edits, write_cells
from gevinst.api.plans import briefly, in_full, told_row
from gevinst.plans.cells import Cells
from gevinst.plans.models import Plan
from gevinst.plans.rows import row_kind

DEFAULT_LIMIT, MOST = 100, 1_000
PK = OpenApiParameter("id", int, OpenApiParameter.PATH, description="Planen, som listen sier.")
ROW = OpenApiParameter("row", str, OpenApiParameter.PATH, description="Raden, som tiltak-12.")


class Plans(APIView):  # type: ignore[misc]
    scope = Scope.PLANS_READ

    @extend_schema(
        operation_id="plans",
        summary=gettext_noop("Planer"),
        description="Planene du har lov til å lese: deres egne, og de felles planene dere bidrar til.",
        parameters=[
            OpenApiParameter("limit", int, description=f"Per side, høyst {MOST}.", default=DEFAULT_LIMIT),
            OpenApiParameter("cursor", int, description="Hvor siden begynner; står i «next»."),
        ],
        responses=OpenApiResponse(shapes.listed("plans", plan_shapes.PLAN), "En side planer."),
    )
    def get(self, request: Request) -> Response:
        asked = Asked(request.query_params, ("limit", "cursor"))
        limit = asked.number("limit", default=DEFAULT_LIMIT, most=MOST)
        after = asked.number("cursor", default=0, most=10**11)
        plans = gate.plans(request.user).select_related("actor").order_by("pk")
        found = list(plans.filter(pk__gt=after)[: limit + 1])
        following = None
        if len(found) > limit:
            query = request.query_params.copy()
            query["cursor"] = str(found[limit - 1].pk)
            following = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
        return Response({"plans": [briefly(plan, request) for plan in found[:limit]], "next": following})


class OnePlan(APIView):  # type: ignore[misc]
    scope = Scope.PLANS_READ

    @extend_schema(
        operation_id="plan",
        summary=gettext_noop("En plan, rad for rad"),
        description=(
            "Alle radene med cellene sine, som tekst. Teksten er den du skriver over når du endrer en celle."
        ),
        parameters=[PK],
        responses=OpenApiResponse(plan_shapes.IN_FULL, "Planen slik den er nå."),
    )
    def get(self, request: Request, pk: int) -> Response:
        Asked(request.query_params, ())
        return Response(in_full(_plan(request, pk, Permission.READ), request))


class PlanCells(APIView):  # type: ignore[misc]
    scope = Scope.PLANS_WRITE

    @extend_schema(
        operation_id="write_cells",
        summary=gettext_noop("Endre celler i en plan"),
        description=(
            f"Høyst {MOST_CELLS} celler. Hver celle står for seg: det som kan lagres, blir lagret, og svaret "
            "sier om hver celle hvordan det gikk. Har noen andre skrevet i cellen siden du leste den, blir "
            "deres tekst stående, og din ligger ved siden av til en person har valgt. Er noe galt med "
            "forespørselen selv – et ukjent felt, en celle to ganger – er svaret 400, og ingenting er "
            "lagret. Det er trygt å sende det samme igjen. En versjon som venter på godkjenning, blir "
            "trukket tilbake."
        ),
        parameters=[PK],
        request={"application/json": plan_shapes.CELLS_SENT},
        responses=OpenApiResponse(plan_shapes.WRITTEN, "Hvordan det gikk med hver celle."),
    )
    def patch(self, request: Request, pk: int) -> Response:
        Asked(request.query_params, ())
        plan = _plan(request, pk, Permission.EDIT_PLAN)
        edited = write_cells(request, plan, gate.somebody(request.user))
        return Response(told_edits(edited, plan, request))


class PlanRows(APIView):  # type: ignore[misc]
    scope = Scope.PLANS_WRITE

    @extend_schema(
        operation_id="add_row",
        summary=gettext_noop("Legg en rad til en plan"),
        description=(
            "En tom rad, som cellene så skrives i. Sendt to ganger blir det to rader, unntatt der det bare "
            "kan være én: da er svaret 200 med den som er der."
        ),
        parameters=[PK],
        request={"application/json": plan_shapes.ROW_SENT},
        responses={
            201: OpenApiResponse(plan_shapes.A_ROW, "Raden."),
            200: OpenApiResponse(plan_shapes.A_ROW, "Raden som alt var der."),
        },
    )
    def post(self, request: Request, pk: int) -> Response:
        Asked(request.query_params, ())
        plan = _plan(request, pk, Permission.EDIT_PLAN)
        code, row, is_new = add_row(request, plan, gate.somebody(request.user))
        told: dict[str, Any] = told_row(row_kind(code), row, Cells())
        location = request.build_absolute_uri(reverse("api:plan_row", args=[plan.pk, told["row"]]))
        return Response(told, status=201 if is_new else 200, headers={"Location": location})


class PlanRow(APIView):  # type: ignore[misc]
    scope = Scope.PLANS_WRITE

    @extend_schema(
        operation_id="throw_away_row",
        summary=gettext_noop("Kast en rad i en plan"),
        description=(
            "Raden, og det som ligger under den, ligger i papirkurven i tretti dager. En person kan ta den "
            "tilbake på siden."
        ),
        parameters=[PK, ROW],
        responses={204: OpenApiResponse(description="Kastet.")},
    )
    def delete(self, request: Request, pk: int, row: str) -> Response:
        Asked(request.query_params, ())
        plan = _plan(request, pk, Permission.EDIT_PLAN)
        throw_away(row, plan, gate.somebody(request.user))
        return Response(status=204)


def _plan(request: Request, pk: int, to: Permission) -> Plan:
    return gate.plan(request.user, min(pk, 2**63 - 1), to=to)
