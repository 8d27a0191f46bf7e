"""A page for a row of any kind that has a form: added, edited, thrown away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import bin
from gevinst.plans.forms import RevisedForm
from gevinst.plans.models import Benefit, Plan
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Row
from gevinst.plans.rows.simple import SimpleRows
from gevinst.plans.rows.writing import add_row, edit_row

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def add(request: HttpRequest, pk: int, what: str, under: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    kind, benefit = _kind(what), None
    if kind.under == "gevinst":
        benefit = get_object_or_404(plan.benefits, pk=under)
    elif under != plan.pk:
        raise Http404
    blank = kind.model(**{kind.parent: under})
    given = request.POST or None
    form = kind.form(given, **kind.about(blank), initial=request.GET.dict())
    if given is not None and form.saved(
        lambda data: add_row(plan=plan, kind=kind, under=under, values=data, by=gate.somebody(request.user))
    ):
        return redirect(_back(plan, benefit))
    return _page(request, plan, benefit, form, str(kind.headings[0]))


@get_or_post
def edit(request: HttpRequest, pk: int, what: str, row_id: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    kind = _kind(what)
    row = _row(plan, kind, row_id)
    form = _form_of(kind, row)
    if request.method == "POST":
        form = _form_of(kind, row, request.POST)
        by = gate.somebody(request.user)

        def write(data: dict[str, Any]) -> None:
            revision = data.pop("revision")
            edit_row(plan=plan, kind=kind, row=row, revision=revision, values=data, by=by)

        if form.saved_over(write, lambda: _form_of(kind, _row(plan, kind, row_id))):
            return redirect(_back(plan, _benefit(kind, row)))
    delete = reverse("plans:delete_row", args=[plan.pk, what, row_id])
    return _page(request, plan, _benefit(kind, row), form, str(kind.headings[1]), delete=delete)


@get_or_post
def delete(request: HttpRequest, pk: int, what: str, row_id: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    kind = _kind(what)
    row = _row(plan, kind, row_id)
    benefit = _benefit(kind, row)
    if request.method == "POST":
        bin.throw_away(code=what, row=row, by=gate.somebody(request.user))
        messages.success(request, _("«%(title)s» ligger i papirkurven.") % {"title": kind.title(row)})
        return redirect(_back(plan, benefit))
    context = {
        "plan": plan,
        "benefit": benefit,
        "back": _back(plan, benefit),
        "heading": str(kind.headings[2]),
        "what": kind.title(row),
    }
    return render(request, "plans/delete.html", context)


def _kind(code: str) -> SimpleRows:
    kind = row_kind(code) if code in ROW_KINDS else None
    if not isinstance(kind, SimpleRows) or not kind.headings[0]:
        raise Http404
    return kind


def _row(plan: Plan, kind: SimpleRows, pk: int) -> Row:
    return get_object_or_404(kind.of_plan(plan), pk=pk)


def _form_of(kind: SimpleRows, row: Row, given: Any = None) -> RevisedForm:
    form = type("Form", (kind.form, RevisedForm), {})
    initial = {**kind.values(row), "revision": row.revision}
    made: RevisedForm = form(given, **kind.about(row), initial=initial)
    return made


def _benefit(kind: SimpleRows, row: Row) -> Benefit | None:
    return row.benefit if kind.under == "gevinst" else None


def _back(plan: Plan, benefit: Benefit | None) -> str:
    if benefit is None:
        return reverse("plans:map", args=[plan.pk])
    return reverse("plans:benefit", args=[benefit.pk])


def _page(
    request: HttpRequest,
    plan: Plan,
    benefit: Benefit | None,
    form: forms.Form,
    heading: str,
    *,
    delete: str = "",
) -> HttpResponse:
    context = {
        "plan": plan,
        "benefit": benefit,
        "form": form,
        "heading": heading,
        "delete": delete,
        "back": _back(plan, benefit),
    }
    return render(request, "plans/form.html", context)
