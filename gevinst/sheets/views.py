from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.plans.queries import actors_using, usage_counts
from gevinst.sheets.filters import apply, filters_from
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.models import Measurement

LATEST_SHOWN = 8


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("sok", "")[:100]
    used_terms = Term.objects.filter(indicators__published=True).distinct()
    filters = filters_from(request.GET, list(used_terms))
    everything = list(Indicator.objects.published().with_sheet())
    shown = apply(filters, words, everything)
    counts = usage_counts()
    rows = [(indicator, counts.get(indicator.pk, 0)) for indicator in shown]
    context = {
        "words": words,
        "filters": filters,
        "is_filtered": bool(words) or any(one.chosen for one in filters),
        "rows": rows,
        "total": len(everything),
    }
    return render(request, "sheets/list.html", context)


@login_not_required
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.published().with_sheet(), slug=slug)
    readable = None if indicator.open else gate.peers(request.user)
    own = gate.own_actors(request.user)
    latest = Measurement.objects.of(indicator=indicator.pk, actors=readable).whole().latest_per_actor().with_trail()
    figures = sorted(latest[:400], key=lambda row: (row.actor_id not in own, row.actor.kind, row.actor.name))
    context = {
        "indicator": indicator,
        "definition": indicator.definition,
        "kind": kind_for(indicator.kind),
        "terms": _by_kind(indicator),
        "users": actors_using(indicator) if request.user.is_authenticated else None,
        "figures": figures[:LATEST_SHOWN],
        "figure_count": len(figures),
        "may_choose": gate.editable_plans(request.user).exists(),
    }
    return render(request, "sheets/sheet.html", context)


def _by_kind(indicator: Indicator) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {kind.value: [] for kind in Term.Kind}
    for term in indicator.terms.all():
        found[term.kind].append(term)
    return found
