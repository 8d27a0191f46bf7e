from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.dashboards.boards import leader as board


@require_safe
def leader(request: HttpRequest) -> HttpResponse:
    query = request.GET.dict()
    found = board.leader(request.user, query)
    if found is None and query.get("aktor"):
        raise Http404
    return render(request, "dashboards/leader.html" if found else "dashboards/no_role.html", {"board": found})
