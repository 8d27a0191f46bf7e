"""The page of the board."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gevinst.dashboards.boards.regional import regional


@require_safe
def regional_page(request: HttpRequest) -> HttpResponse:
    board = regional(request.user, request.GET.dict())
    return render(request, "dashboards/regional/page.html", {"board": board})
