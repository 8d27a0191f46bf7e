"""The same questions as the pages, answered as JSON through the same gate. Read only.

One view for all boards that answer: a new board is in the API, and in its description, by its registry line.
"""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path, reverse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from gevinst.dashboards.boards import BOARDS, Board, board_for
from gevinst.dashboards.remembered import remembered
from gevinst.dashboards.tables import Answer

ROOT = "api/v1/"

TEXT: dict[str, Any] = {"type": "string"}
SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["title", "page", "about", "columns", "rows"],
    "properties": {
        "title": TEXT,
        "page": TEXT | {"format": "uri", "description": "Siden som viser det samme."},
        "about": {"type": "object", "additionalProperties": TEXT},
        "columns": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["key", "label", "number"],
                "properties": {"key": TEXT, "label": TEXT, "number": {"type": "boolean"}},
            },
        },
        "rows": {
            "type": "array",
            "items": {
                "type": "object",
                "description": "En verdi for hver av kolonnene. Et tall som mangler, er null.",
                "additionalProperties": {"type": ["string", "number", "null"]},
            },
        },
    },
}


class BoardAnswer(APIView):  # type: ignore[misc]
    """Set up for one board by `routes`. `scope` is what a token must have to ask."""

    board: Board
    scope = "values:read"

    def get_permissions(self) -> list[BasePermission]:
        needed: list[BasePermission] = super().get_permissions()
        return needed if self.board.needs_login else [AllowAny()]

    def get(self, request: Request) -> Response:
        asked = request.query_params.dict()
        _check_names(asked, self.board)
        answer = self._answer(request, asked)
        if answer is None:
            raise NotFound
        _check_values(asked, answer)
        page = answer.page or reverse(f"dashboards:{self.board.code}")
        return Response(_as_json(answer, request.build_absolute_uri(page)))

    def _answer(self, request: Request, asked: dict[str, str]) -> Answer | None:
        made, user = self.board.answer, request.user
        if made is None or not self.board.remembers:
            return made(user, asked) if made else None
        return remembered(what=self.board.code, reader=user, asked=asked, make=lambda: made(user, asked))


def routes() -> list[URLPattern]:
    """One for each board that answers."""
    return [_route(board) for board in map(board_for, BOARDS) if board.answer]


def _route(board: Board) -> URLPattern:
    described = extend_schema(
        operation_id=board.code,
        summary=board.name,
        description=board.question,
        parameters=[OpenApiParameter(name, description=words) for name, words in board.parameters],
        responses=OpenApiResponse(SHAPE),
        auth=None if board.needs_login else [],
    )
    view: type[BoardAnswer] = type(f"{board.code.title()}Answer", (BoardAnswer,), {"board": board})
    view = extend_schema_view(get=described)(view)
    route: URLPattern = path(
        f"{ROOT}{board.files_route.rstrip('/')}", view.as_view(), name=f"api-{board.code}"
    )
    return route


def _as_json(answer: Answer, page: str) -> dict[str, Any]:
    keys = [column.key for column in answer.columns]
    return {
        "title": answer.title,
        "page": f"{page}?{answer.query}",
        "about": dict(answer.facts),
        "columns": [
            {"key": column.key, "label": column.label, "number": column.decimals is not None}
            for column in answer.columns
        ],
        "rows": [dict(zip(keys, row, strict=True)) for row in answer.rows],
    }


def _check_names(asked: dict[str, str], board: Board) -> None:
    known = [name for name, _words in board.parameters]
    for name in asked:
        if name not in known:
            raise ValidationError({name: f"Ukjent parameter. Bruk {', '.join(known)}."})


def _check_values(asked: dict[str, str], answer: Answer) -> None:
    """A page makes the best of an unknown value; a program is told."""
    answered = dict(answer.asked)
    for name, value in asked.items():
        if answered.get(name, "") != value:
            raise ValidationError({name: f"Ukjent verdi «{value[:80]}», eller den passer ikke med de andre."})
