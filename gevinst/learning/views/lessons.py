from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.learning.board import lesson
from indicators.actors.models import ActorKind
from indicators.catalogue.models import Indicator


@require_safe
def lesson_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Seen from one's own municipality; `kommune` says which, where there are several."""
    indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    mine = [one for one in gate.actors_with_role(request.user) if one.kind == ActorKind.MUNICIPALITY]
    if not mine:
        return render(request, "learning/nobody.html", {"indicator": indicator})
    wanted = request.GET.get("kommune", mine[0].code)
    actor = next((one for one in mine if one.code == wanted), None)
    if actor is None:
        raise Http404
    context = {"lesson": lesson(request.user, indicator, actor), "mine": mine}
    return render(request, "learning/lesson.html", context)
