from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gevinst.access import gate
from gevinst.limit_choices import services
from gevinst.limit_choices.forms import NewLimitsForm
from gevinst.limit_choices.queries import Standing, choice_to_take_back, choices_of, may_choose, told
from gevinst.values.keys import actor_by, key_of
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator


@require_http_methods(["GET", "HEAD", "POST"])
def choices_page(request: HttpRequest, kind: str, code: str, slug: str) -> HttpResponse:
    """`fra` and `grunn` in the address fill the form in: a month and a reason that are proposed."""
    actor, indicator = _asked(request, kind, code, slug)
    proposed = {"since": request.GET.get("fra", ""), "reason": request.GET.get("grunn", "")}
    form = NewLimitsForm(request.POST if request.method == "POST" else None, initial=proposed)
    by = gate.somebody(request.user)
    if request.method == "POST" and form.saved(
        lambda data: services.new_limits(indicator=indicator, actor=actor, by=by, **data)
    ):
        messages.success(request, _("Lagret: %(choice)s.") % {"choice": told(form.result)})
        return redirect(_chart(indicator, actor))
    standing = choices_of([(indicator.pk, actor.pk)]).get((indicator.pk, actor.pk), Standing())
    context = {
        "actor": actor,
        "indicator": indicator,
        "form": form,
        "chart_url": _chart(indicator, actor),
        "new": [(choice, told(choice)) for choice in standing.new],
        "screen": standing.screen,
        "screen_told": told(standing.screen) if standing.screen else "",
    }
    return render(request, "limit_choices/choices.html", context)


@require_POST
def screen(request: HttpRequest, kind: str, code: str, slug: str) -> HttpResponse:
    actor, indicator = _asked(request, kind, code, slug)
    services.screen_jumps(indicator=indicator, actor=actor, by=gate.somebody(request.user))
    messages.success(request, _("Uvanlige sprang er nå holdt utenfor når grensene regnes."))
    return redirect(_chart(indicator, actor))


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    choice = choice_to_take_back(request.user, pk)
    services.take_back(choice=choice, by=gate.somebody(request.user))
    messages.success(request, _("Valget er tatt tilbake. Grensene er de samme som før det."))
    return redirect(_chart(choice.indicator, choice.actor))


def _asked(request: HttpRequest, kind: str, code: str, slug: str) -> tuple[Actor, Indicator]:
    actor = actor_by(kind, code)
    if actor is None or not may_choose(request.user, actor.pk):
        raise Http404
    return actor, get_object_or_404(Indicator.objects.with_page(), slug=slug)


def _chart(indicator: Indicator, actor: Actor) -> str:
    query = urlencode({"visning": "utvikling", "aktor": key_of(actor)})
    return f"{reverse('dashboards:indicator', args=[indicator.slug])}?{query}"
