from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.dashboards.boards import BOARDS, Board, board_for
from gevinst.dashboards.boards import compare as compare_board
from gevinst.dashboards.boards import open_figures as open_board
from gevinst.dashboards.boards import overview as overview_board
from gevinst.dashboards.downloads import FORMS
from gevinst.values.known import known_day


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The open front page; somebody logged in goes straight to what needs them first."""
    if request.user.is_authenticated:
        return _my_page(request)
    return render(request, "dashboards/welcome.html", {"boards": [board_for(code) for code in BOARDS]})


@require_safe
def overview(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    actor = gate.actor(request.user, kind=kind, code=code)
    context = {
        "board": overview_board.overview(request.user, actor, known_day(request.GET)),
        "plans": gate.plans(request.user).filter(actor=actor),
    }
    return render(request, "dashboards/overview.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    board = compare_board.compare(request.user, request.GET.dict())
    return render(request, "dashboards/compare.html", {"board": board})


@login_not_required
@require_safe
def open_figures(request: HttpRequest) -> HttpResponse:
    board = open_board.open_figures(request.GET.dict())
    return render(request, "dashboards/open.html", {"board": board})


@require_safe
def download(request: HttpRequest, board: Board, form: str) -> HttpResponse:
    """What the board shows for this question, as a file."""
    answer = board.answer(request.user, request.GET.dict()) if board.answer else None
    if answer is None:
        raise Http404
    kind, written = FORMS[form]
    link = request.build_absolute_uri(f"{reverse(f'dashboards:{board.code}')}?{answer.query}")
    response = HttpResponse(written(answer, link, timezone.localtime()), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{answer.name}.{form}"'
    return response


@login_not_required
@require_safe
def open_download(request: HttpRequest, board: Board, form: str) -> HttpResponse:
    return download(request, board, form)


def _my_page(request: HttpRequest) -> HttpResponse:
    """The first of my actors that has a plan, else the first of them."""
    actors = gate.actors_with_role(request.user)
    if not actors:
        return render(request, "dashboards/no_role.html")
    with_plan = {plan.actor_id for plan in gate.plans(request.user)}
    first = next((actor for actor in actors if actor.pk in with_plan), actors[0])
    return redirect("dashboards:overview", kind=first.kind, code=first.code)
