"""What the checks found, and what somebody answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.values import quality
from gevinst.values.quality import TABS, Choices
from indicators.quality.completeness import completeness_for
from indicators.quality.models import Finding
from indicators.quality.services import AnswerError, answer

SHOWN = 20


@require_safe
def quality_page(request: HttpRequest) -> HttpResponse:
    return _page(request, Choices.of(request.GET))


def _page(request: HttpRequest, choices: Choices, **answered: Any) -> HttpResponse:
    delivers = gate.delivers_for(request.user)
    concerned = delivers | gate.own_actors(request.user)
    every = Finding.objects.stored().about_actors(concerned)
    narrowed = choices.narrow(every)
    counts = narrowed.counts()
    verdict, _label = TABS[choices.tab]
    listed = narrowed.with_verdict(verdict).most_urgent_first()
    page = Paginator(listed.select_related("indicator", "actor", "breakdown"), SHOWN).get_page(
        choices.query.get("page")
    )
    waiting, blocking = counts.get("", (0, 0))
    deliveries = completeness_for(concerned, source=choices.source, indicator=choices.indicator)
    context = {
        "heading": quality.finding_first(waiting, blocking),
        "tabs": quality.tabs({key: n for key, (n, _blocking) in counts.items()}, choices),
        "choices": choices,
        "page": page,
        "page_query": choices.url().partition("?")[2],
        "findings": quality.shown(list(page.object_list)),
        "indicators": quality.indicators_in(every),
        "deliveries": deliveries,
        "stopped": [each for each in deliveries if each.has_stopped],
        "delivers": gate.registers_for(request.user),
        "any": bool(concerned),
        **answered,
    }
    return render(request, "values/quality.html", context, status=422 if answered else 200)


@require_POST
def answer_finding(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to where the answer was given; with the reason asked for where it lacks."""
    delivers = gate.delivers_for(request.user)
    if not delivers:
        raise Http404
    found = quality.finding(pk, among=delivers)
    choices = Choices.of(QueryDict(request.POST.get("til", "")))
    verdict, reason = request.POST.get("svar", ""), request.POST.get("begrunnelse", "")
    try:
        answer(finding=found, verdict=verdict, reason=reason, by=gate.somebody(request.user))
    except AnswerError as problem:
        return _page(
            request, choices, faulty=pk, fault=str(problem), said={"verdict": verdict, "reason": reason}
        )
    messages.success(request, _("Svaret er lagret. Det gjelder så lenge tallet står som nå."))
    return redirect(choices.url())
