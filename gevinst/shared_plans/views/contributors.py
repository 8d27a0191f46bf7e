"""Who contributes to a benefit: added, many at once, and removed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans.pages import existing_contribution
from gevinst.shared_plans import services
from gevinst.shared_plans.forms import ContributorsForm
from gevinst.shared_plans.queries import Candidates, candidates

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def contributors_page(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=EDIT)
    there = [one for one in benefit.contributions.all() if one.actor_id != benefit.plan.actor_id]
    groups = _without({one.actor_id for one in there}, candidates(benefit.plan))
    form = ContributorsForm(request.POST if request.method == "POST" else None, groups=groups)
    if request.method == "POST" and form.saved(
        lambda _data: services.add_contributors(
            benefit=benefit, actors=form.actors(), by=gate.somebody(request.user)
        )
    ):
        n = len(form.result)
        messages.success(request, ngettext("%(n)s ny bidrar.", "%(n)s nye bidrar.", n) % {"n": n})
        return redirect("shared_plans:contributors", pk=pk)
    there.sort(key=lambda one: one.actor.name)
    context = {"benefit": benefit, "plan": benefit.plan, "there": there, "form": form}
    return render(request, "shared_plans/contributors.html", context)


@get_or_post
def remove(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=EDIT)
    contribution = existing_contribution(benefit, actor_id)
    if request.method == "POST":
        try:
            services.remove_contributor(contribution=contribution, by=gate.somebody(request.user))
            messages.success(request, _("%(actor)s bidrar ikke lenger.") % {"actor": contribution.actor})
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        return redirect("shared_plans:contributors", pk=pk)
    context = {
        "benefit": benefit,
        "plan": benefit.plan,
        "contribution": contribution,
        "tasks": [one for one in benefit.actions.all() if one.actor_id == actor_id],
    }
    return render(request, "shared_plans/remove.html", context)


def _without(there: set[int], groups: list[Candidates]) -> list[Candidates]:
    left = [
        Candidates(group.kind, group.label, [one for one in group.actors if one.pk not in there])
        for group in groups
    ]
    return [group for group in left if group.actors]
