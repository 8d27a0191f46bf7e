from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import bin
from gevinst.plans.map.gathering import map_of
from gevinst.plans.rows.dependency import KIND, dependencies_of, ends_of
from gevinst.plans.rows.forms import DependencyForm
from gevinst.plans.rows.writing import add_row

EDIT = Permission.EDIT_PLAN


@require_safe
def benefits_map(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    drawn = map_of(plan, request.GET.get("ledd", ""))
    may_edit = gate.may(request.user, EDIT, plan.actor_id)
    context = {
        "plan": plan,
        "map": drawn,
        "may_edit": may_edit,
        "ends": [end for end in ends_of(plan) if drawn.chosen and end[0] != drawn.chosen.code]
        if may_edit
        else [],
    }
    return render(request, "plans/map.html", context)


@require_POST
def connect(request: HttpRequest, pk: int) -> HttpResponse:
    """Draws an arrow. Comes back to the box it was drawn at."""
    plan = gate.plan(request.user, pk, to=EDIT)
    form = DependencyForm(request.POST, ends=ends_of(plan))
    chosen = request.POST.get("ledd", "")
    if not (request.POST.get("before") and request.POST.get("after")):
        messages.error(request, _("Velg hva den skal kobles til."))
    elif not form.saved(
        lambda data: add_row(plan=plan, kind=KIND, under=plan.pk, values=data, by=gate.somebody(request.user))
    ):
        messages.error(request, " ".join(str(told) for faults in form.errors.values() for told in faults))
    return redirect(_at(pk, chosen))


@require_POST
def disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    number = request.POST.get("pil", "")
    arrow = get_object_or_404(dependencies_of(plan), pk=number if number.isdecimal() else 0)
    bin.throw_away(code="kobling", row=arrow, by=gate.somebody(request.user))
    return redirect(_at(pk, request.POST.get("ledd", "")))


def _at(pk: int, chosen: str) -> str:
    url = reverse("plans:map", args=[pk])
    kind, _dash, number = chosen.partition("-")
    return f"{url}?ledd={chosen}#valgt" if kind in ("ledd", "gevinst") and number.isdecimal() else url
