from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.dashboards.boards.mine import mine as my_board


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    board = my_board(gate.somebody(request.user))
    if board is None:
        return render(request, "dashboards/no_role.html")
    return render(request, "dashboards/mine.html", {"board": board})
