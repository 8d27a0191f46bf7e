"""All boards with the question each answers, and whose figures the reader may open it for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.boards import BOARDS, Board, board_for

MOST_WAYS = 6


@dataclass(frozen=True)
class Entry:
    """`ways`: the board's address; where its route names an actor, one for each of the reader's, by name."""

    name: str
    question: str
    ways: list[tuple[str, str]]


@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/boards.html", {"entries": entries(request.user)})


def entries(user: Someone) -> list[Entry]:
    """Boards the reader has something to open. No query beyond those of the gate."""
    listed = [board for board in map(board_for, BOARDS) if board.listed]
    found = [Entry(_(board.name), _(board.question), _ways(board, user)) for board in listed]
    return [entry for entry in found if entry.ways]


def _ways(board: Board, user: Someone) -> list[tuple[str, str]]:
    place = f"dashboards:{board.code}"
    if not board.is_of_an_actor:
        return [("", reverse(place))]
    mine = gate.actors_with_role(user)[:MOST_WAYS]
    return [(one.name, reverse(place, kwargs={"kind": one.kind, "code": one.code})) for one in mine]
