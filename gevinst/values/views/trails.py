"""Where a figure comes from."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.values import trails
from gevinst.values.asked import ask
from indicators.catalogue.models import Indicator


@login_not_required
@require_safe
def trail(request: HttpRequest, slug: str, kind: str, code: str, period: str) -> HttpResponse:
    """Where a figure comes from: formula, parts, batch, file, row, earlier versions."""
    indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    actor = trails.actor(kind, code)
    if actor is None or not gate.may_read_values(request.user, indicator, actor.pk):
        raise Http404
    asked = ask(request.GET, indicator=indicator, actor=actor, period=period)
    may_read = partial(gate.may_read_values, request.user, indicator)
    found = asked and trails.trail_of(asked, named=request.user.is_authenticated, may_read=may_read)
    if found is None:
        raise Http404
    return render(request, "values/trail.html", {"trail": found})
