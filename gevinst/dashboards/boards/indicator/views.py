from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.dashboards.boards.indicator import indicator_page
from gevinst.dashboards.boards.indicator.question import indicator_by
from gevinst.dashboards.boards.indicator.rows import has_parts, period_rows
from gevinst.sheets.sheet import sheet_about


@login_not_required
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """`slug`: the indicator's, or any of its ids."""
    indicator = indicator_by(slug)
    if indicator is None:
        raise Http404
    board = indicator_page(request.user, indicator, request.GET.dict())
    context: dict[str, Any] = {"board": board}
    if board.question.lens == "tabell":
        context |= {"rows": period_rows(board), "has_parts": has_parts(board)}
    if board.question.lens == "definisjon":
        context["sheet"] = sheet_about(request.user, indicator, board.question.successions.numbers)
    return render(request, "dashboards/indicator/page.html", context)
