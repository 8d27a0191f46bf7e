from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards import open_figures as open_board
from gevinst.dashboards.boards import overview as overview_board
from gevinst.dashboards.boards.overview.proposing import proposals as overview_proposals
from gevinst.dashboards.charts import progress_chart
from gevinst.dashboards.downloads import FORMS
from gevinst.reminders.going_live import from_onboarding
from gevinst.values.known import known_day


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The open front page; somebody logged in goes straight to what needs them first."""
    if request.user.is_authenticated:
        return redirect("dashboards:mine")
    return render(request, "dashboards/welcome.html")


@require_safe
def overview(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    actor = gate.actor(request.user, kind=kind, code=code)
    board = overview_board.overview(request.user, actor, request.GET.dict())
    plans = board.plans or gate.plans(request.user).filter(actor=actor).select_related("actor")
    context = {"board": board, "plans": plans, "go_live": from_onboarding(frozenset({actor.pk}))}
    return render(request, "dashboards/overview.html", context)


@require_safe
def overview_opened(request: HttpRequest, kind: str, code: str, pk: int) -> HttpResponse:
    """What a row of the overview opens to, fetched when it is opened."""
    actor = gate.actor(request.user, kind=kind, code=code)
    row = overview_board.opened(request.user, actor, pk, known_day(request.GET))
    proposed = overview_proposals(request.user, row)
    context = {"row": row, "chart": progress_chart(row.line), "proposed": proposed}
    return render(request, "dashboards/_opened.html", context)


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
    page = answer.page or reverse(f"dashboards:{board.code}")
    link = request.build_absolute_uri(f"{page}?{answer.query}")
    response = HttpResponse(written(answer, link, timezone.localtime()), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{answer.name}.{form}"'
    return response


@login_not_required
@require_safe
def open_download(request: HttpRequest, board: Board, form: str) -> HttpResponse:
    return download(request, board, form)
