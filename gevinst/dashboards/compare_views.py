from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.dashboards.boards import compare as board
from gevinst.saved_views.last import last_asked, remember


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Asked for nothing, it opens with the view the reader has chosen for that."""
    if not request.GET:
        chosen = gate.opening_view(request.user, board.BOARD.code)
        if chosen is not None:
            return redirect(f"{reverse('dashboards:compare')}?{chosen.query}")
    found = board.compare(request.user, request.GET.dict())
    last = last_asked(request, board.BOARD.code) if not request.GET else ""
    context = {
        "board": found,
        "last_query": last,
        "share_with": gate.actors_with_role(request.user),
    }
    response = render(request, "dashboards/compare.html", context)
    if found is not None and request.GET:
        remember(response, request, board.BOARD.code, found.query)
    return response
