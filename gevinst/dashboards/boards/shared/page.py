"""The page of the board."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.dashboards.boards.shared import shared


@require_safe
def shared_page(request: HttpRequest) -> HttpResponse:
    return render(request, "dashboards/shared/page.html", {"board": shared(request.user, request.GET.dict())})
