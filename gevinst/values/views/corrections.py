"""A single value put right by hand, taken away, or written where none was."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.values import trails
from gevinst.values.asked import ONLY_HERE, Asked, ask
from gevinst.values.changes import changes_of
from gevinst.values.corrections import ReasonForm, ValueForm, mark_of
from gevinst.values.keys import actor_by
from gevinst.values.undoing import later_told
from gevinst.values.versions import BY_HAND, latest_of
from gevinst.values.words import category_names, in_words
from indicators.catalogue.models import Indicator
from indicators.imports.undo import LaterEditsError, UndoError, undo_batch
from indicators.measurements.models import Measurement
from indicators.measurements.services import (
    AlreadyMeasuredError,
    ChangedMeanwhileError,
    MeasurementError,
    withdraw,
)

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def edit_value(request: HttpRequest, slug: str, kind: str, code: str, period: str) -> HttpResponse:
    """The value in a form: put right where there is one, written where there is none."""
    asked = _asked(request, slug, kind, code, period)
    row = trails.stored(asked)
    form = ValueForm(asked, row, request.POST if request.method == "POST" else None)

    def save(row: Measurement | None) -> str:
        was = mark_of(row)
        saved = form.save(row, by=gate.somebody(request.user))
        return _("Verdien er lagret.") if mark_of(saved) != was else _("Verdien er som før.")

    return _answer(request, asked, row, form, save, "values/value_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_value(request: HttpRequest, slug: str, kind: str, code: str, period: str) -> HttpResponse:
    """Asks why, then takes the value away; the trail keeps it."""
    asked = _asked(request, slug, kind, code, period)
    row = trails.stored(asked)
    if row is None and request.method != "POST":
        raise Http404
    form = ReasonForm(row, request.POST if request.method == "POST" else None)

    def save(row: Measurement | None) -> str:
        if row is None:
            raise ChangedMeanwhileError(None)
        withdraw(measurement=row, reason=form.cleaned_data["reason"], by=gate.somebody(request.user))
        return _("Verdien er trukket. Den står fortsatt i historikken.")

    return _answer(request, asked, row, form, save, "values/value_withdraw.html")


def _answer(
    request: HttpRequest,
    asked: Asked,
    row: Measurement | None,
    form: ReasonForm,
    save: Callable[[Measurement | None], str],
    template: str,
) -> HttpResponse:
    """Saves what was sent, unless somebody wrote meanwhile: then both are shown, and nothing is written."""
    theirs = form.is_bound and form.is_about != mark_of(row)
    if form.is_bound and not theirs and form.is_valid():
        try:
            said = save(row)
        except (ChangedMeanwhileError, AlreadyMeasuredError):
            row, theirs = trails.stored(asked), True
        except MeasurementError as problem:
            form.add_error("reason" if "reason" in form.fields else None, str(problem))
        else:
            messages.success(request, said)
            return redirect(asked.own_url)
    if theirs:
        form.see_anew(row)
    names = category_names([asked.category]) if asked.category else {}
    context = {
        "asked": asked,
        "category": names.get(asked.category, ""),
        "row": row,
        "row_text": in_words(row, asked.indicator) if row else "",
        "form": form,
        "theirs": latest_of(asked, row, gate.batches(request.user)) if theirs else None,
    }
    return render(request, template, context, status=409 if theirs else 200)


@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """What was written by hand, and what was undone, the last first."""
    batches = gate.batches(request.user).filter(origin__in=BY_HAND).select_related("created_by")
    page = Paginator(batches, SHOWN).get_page(request.GET.get("page"))
    changes = changes_of(page.object_list)
    rows = [(batch, changes.get(batch.pk)) for batch in page.object_list]
    return render(request, "values/corrections.html", {"page": page, "rows": rows})


@require_safe
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    batch = gate.batch(request.user, pk)
    if batch.origin not in BY_HAND:
        return redirect("values:batch", pk=pk)
    change = changes_of([batch]).get(batch.pk)
    return render(request, "values/correction.html", {"batch": batch, "change": change})


@require_POST
def undo_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more when somebody has changed the value since; `behold=1` is the answer."""
    batch = gate.batch(request.user, pk)
    change = changes_of([batch]).get(batch.pk)
    try:
        undo_batch(batch, by=gate.somebody(request.user), keep_later=request.POST.get("behold") == "1")
    except LaterEditsError as problem:
        context = {"batch": batch, "change": change, "later": later_told(problem.batches)}
        return render(request, "values/correction_undo.html", context, status=409)
    except UndoError as problem:
        messages.error(request, str(problem))
        return redirect("values:correction", pk=pk)
    messages.success(request, _("Rettelsen er angret. Verdien er slik den var før."))
    return redirect(change.url) if change else redirect("values:correction", pk=pk)


def _asked(request: HttpRequest, slug: str, kind: str, code: str, period: str) -> Asked:
    """Only what the user may write values for is there at all."""
    indicator = get_object_or_404(Indicator.objects.with_page(), slug=slug)
    actor = actor_by(kind, code)
    if actor is None or actor.pk not in gate.registers_for(request.user):
        raise Http404
    query = {name: request.GET.get(name, "") for name in ("kategori", ONLY_HERE)}
    asked = ask(query, indicator=indicator, actor=actor, period=period)
    if asked is None:
        raise Http404
    return asked
