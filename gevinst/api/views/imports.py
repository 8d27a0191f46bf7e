"""Values sent by a program: received, followed, and called off."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.api import shapes
from gevinst.api.bodies import Json, content_of, key_of, refusal, refuse_what_is_too_large
from gevinst.api.deliveries import OtherContentError, deliver, deliveries_of
from gevinst.api.models import Delivery, Scope
from gevinst.api.parameters import Asked
from gevinst.api.problems import Problem
from gevinst.api.told import told
from gevinst.jobs.services import request_cancel
from gevinst.values.uploads import job_of
from indicators.imports.errors import FileError
from indicators.imports.services import cancel_upload

DEFAULT_LIMIT, MOST, FURTHEST = 100, 1_000, 10_000_000
PK = OpenApiParameter(
    "id", int, OpenApiParameter.PATH, description="Importen, som svaret da den ble sendt sier."
)
TOLD = OpenApiResponse(shapes.IMPORT, "Hvordan det står til med importen.")


class Imports(APIView):  # type: ignore[misc]
    scope = Scope.IMPORTS_WRITE
    parser_classes = (Json, MultiPartParser)

    @extend_schema(
        operation_id="send",
        summary=gettext_noop("Send inn verdier"),
        description=(
            "En fil, eller rader som JSON. Svaret kommer med en gang, og arbeidet gjøres etterpå: følg "
            "adressen i Location. Samme nøkkel i Idempotency-Key med samme innhold er samme import, hvor "
            "mange ganger den enn sendes."
        ),
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                {"type": "string", "pattern": r"^[\x21-\x7e]{8,100}$"},
                OpenApiParameter.HEADER,
                description="Ditt navn på forsendelsen, 8 til 100 tegn. Send det samme når du prøver igjen.",
            )
        ],
        request={"application/json": shapes.ROWS_SENT, "multipart/form-data": shapes.FILE_SENT},
        responses={202: TOLD},
    )
    def post(self, request: Request) -> Response:
        Asked(request.query_params, ())
        if not gate.own_actors(request.user, Permission.IMPORT_VALUES):
            raise PermissionDenied
        refuse_what_is_too_large(request)
        key = key_of(request)
        file, wishes = content_of(request)
        by = gate.somebody(request.user)
        try:
            delivery, job = deliver(file=file, by=by, token=request.auth, key=key, wishes=wishes)
        except OtherContentError:
            raise Problem(422, _("Nøkkelen i Idempotency-Key er brukt om noe annet. Velg en ny.")) from None
        except FileError as error:
            raise refusal(error) from None
        location = request.build_absolute_uri(reverse("api:import", args=[delivery.upload_id]))
        return Response(told(delivery, job, request), status=202, headers={"Location": location})


class Import(APIView):  # type: ignore[misc]
    scope = Scope.IMPORTS_WRITE

    @extend_schema(
        operation_id="import",
        summary=gettext_noop("Følg en import"),
        description="Tilstand, framdrift, antall, og hver avvist verdi med hvor den står og hva som er galt.",
        parameters=[
            PK,
            OpenApiParameter("limit", int, description=f"Avvisninger per side, høyst {MOST}.", default=100),
            OpenApiParameter("cursor", int, description="Hvor siden begynner; står i «next»."),
        ],
        responses=TOLD,
    )
    def get(self, request: Request, pk: int) -> Response:
        asked = Asked(request.query_params, ("limit", "cursor"))
        limit = asked.number("limit", default=DEFAULT_LIMIT, most=MOST)
        skip = asked.number("cursor", default=0, most=FURTHEST)
        job = job_of(pk)
        return Response(told(_delivery(request, pk), job, request, skip=skip, limit=limit))

    @extend_schema(
        operation_id="cancel",
        summary=gettext_noop("Avbryt en import"),
        description="Det som ikke er lagret, blir ikke lagret. Er den alt lagret, angres den på siden sin.",
        parameters=[PK],
        responses={200: TOLD},
    )
    def delete(self, request: Request, pk: int) -> Response:
        Asked(request.query_params, ())
        delivery = _delivery(request, pk)
        job = job_of(delivery.upload_id)
        if job is not None and not job.is_over:
            request_cancel(job=job)
            job = job_of(delivery.upload_id)
        if job is None or job.is_over:
            cancel_upload(delivery.upload)
        delivery = _delivery(request, pk)
        if delivery.upload.batch_id is not None:
            raise Problem(409, _("Importen er alt lagret. Den kan angres på siden sin."))
        return Response(told(delivery, job, request))


def _delivery(request: Request, pk: int) -> Delivery:
    return get_object_or_404(deliveries_of(request.user, request.auth), upload=min(pk, 2**63 - 1))
