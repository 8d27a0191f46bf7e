from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gevinst.access import gate
from gevinst.dashboards.boards import BOARDS, Board, board_for
from gevinst.saved_views import services
from gevinst.saved_views.models import SavedView
from gevinst.saved_views.services import NotSavedError

WHY_NOT = {
    "name": gettext_lazy("Skriv et navn, så finner du igjen visningen."),
    "query": gettext_lazy("Det er ingen valg å lagre ennå. Velg noe først."),
    "group": gettext_lazy("Skriv kommunene først, og vis dem. Da kan utvalget lagres."),
}
MEMBERS = "aktorer"


@require_POST
def save(request: HttpRequest, board: str) -> HttpResponse:
    found, sent = _board(board), request.POST
    kind = SavedView.Kind.GROUP if sent.get("kind") == SavedView.Kind.GROUP else SavedView.Kind.VIEW
    query = _known(sent.get("query", ""), found)
    asked = query if kind == SavedView.Kind.VIEW else _only_members(query)
    colleagues = {str(one.pk): one for one in gate.actors_with_role(request.user)}
    try:
        saved = services.save_view(
            owner=gate.somebody(request.user),
            board=found.code,
            kind=kind,
            name=sent.get("name", ""),
            query=asked,
            shared_with=colleagues.get(sent.get("shared_with", "")),
        )
    except NotSavedError as problem:
        messages.error(request, WHY_NOT[str(problem)])
    else:
        messages.success(request, _("«%(name)s» er lagret.") % {"name": saved.name})
    return _back(found, query)


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = gate.own_saved_view(request.user, pk)
    services.delete_view(view=view)
    messages.success(request, _("«%(name)s» er slettet.") % {"name": view.name})
    return _back(_board(view.board), _known(request.POST.get("query", ""), _board(view.board)))


@require_POST
def open_with(request: HttpRequest, pk: int) -> HttpResponse:
    """What the board opens with; asked for again, it no longer does."""
    view = gate.saved_view(request.user, pk)
    user, chosen = gate.somebody(request.user), view != gate.opening_view(request.user, view.board)
    services.open_with(user=user, board=view.board, view=view if chosen else None)
    said = _("Siden åpner nå med «%(name)s».") if chosen else _("Siden åpner ikke lenger med «%(name)s».")
    messages.success(request, said % {"name": view.name})
    return _back(_board(view.board), view.query)


def _board(code: str) -> Board:
    if code not in BOARDS or not board_for(code).parameters:
        raise Http404
    return board_for(code)


def _known(query: str, board: Board) -> str:
    """Only what the board asks for: nothing else is kept, or sent back to."""
    names = {name for name, _words in board.parameters}
    return urlencode([(name, value) for name, value in parse_qsl(query) if name in names])


def _only_members(query: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(query) if name == MEMBERS])


def _back(board: Board, query: str) -> HttpResponse:
    return redirect(f"{reverse(f'dashboards:{board.code}')}?{query}")
