"""Where a figure comes from."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gevinst.access import gate
from gevinst.values import trails
from gevinst.values.asked import Asked, ask
from gevinst.values.bases import basis_of
from gevinst.values.changes import from_row
from gevinst.values.keys import actor_by
from gevinst.values.versions import versions_of
from gevinst.values.words import category_names
from indicators.catalogue.models import Indicator


@login_not_required
@require_safe
def trail(request: HttpRequest, slug: str, kind: str, code: str, period: str) -> HttpResponse:
    """Where a figure comes from: formula, parts, batch, file, row, and everything that happened to it."""
    indicator = get_object_or_404(Indicator.objects.with_page(), slug=slug)
    actor = actor_by(kind, code)
    if actor is None or not gate.may_read_values(request.user, indicator, actor.pk):
        raise Http404
    asked = ask(request.GET, indicator=indicator, actor=actor, period=period)
    if asked is None or (
        asked.share_of and not gate.may_read_values(request.user, indicator, asked.share_of.pk)
    ):
        raise Http404
    found = trails.trail_of(
        asked,
        named=request.user.is_authenticated,
        may_read=partial(gate.may_read_values, request.user, indicator),
        batches=gate.batches(request.user),
    )
    may_write = _is_one_of_today(asked) and actor.pk in gate.registers_for(request.user)
    if found is None and asked.as_known_on is not None:
        return _not_known_then(request, asked)
    if found is None:
        return _nothing(request, asked, may_write=may_write)
    may_write = may_write and (found.basis.row is not None or not found.basis.parts)
    return render(request, "values/trail.html", {"trail": found, "may_write": may_write})


def _not_known_then(request: HttpRequest, asked: Asked) -> HttpResponse:
    """There is a figure now, and there was none that day; what there never was is not there."""
    if basis_of(replace(asked, as_known_on=None)) is None:
        raise Http404
    return render(request, "values/value_missing.html", {"asked": asked})


def _nothing(request: HttpRequest, asked: Asked, *, may_write: bool) -> HttpResponse:
    """Those who may write the value are told that there is none, and what became of it."""
    if not may_write:
        raise Http404
    versions = versions_of(asked, shown=None, named=True, batches=gate.batches(request.user))
    names = category_names([asked.category]) if asked.category else {}
    if asked.category and names.get(asked.category) == asked.category.partition("=")[2]:
        raise Http404
    context = {"asked": asked, "category": names.get(asked.category, ""), "versions": versions}
    return render(request, "values/value_missing.html", context)


def _is_one_of_today(asked: Asked) -> bool:
    return asked.months == 1 and asked.as_known_on is None


@require_safe
def file_row(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One row of a file: what it said, and whether that still holds."""
    batch = gate.batch(request.user, pk)
    values = from_row(batch, row)
    if not values:
        raise Http404
    return render(request, "values/value_row.html", {"batch": batch, "row": row, "values": values})
