"""What one actor brings to a plan: read by all who read it, written by itself and by the plan's owner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import progress, services
from gevinst.plans.forms import ActionForm
from gevinst.plans.pages import existing_contribution, form_page
from gevinst.shared_plans import services as own
from gevinst.shared_plans.forms import EffortEditForm
from gevinst.shared_plans.part import part_of, sentence

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def ours_page(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    plan, actor = gate.contributor(request.user, pk, actor_id)
    benefits = plan.benefits.for_overview().filter(contributions__actor=actor)
    found = progress.lines_for(benefits, only=frozenset({actor.pk}))
    parts = [part_of(entry, actor) for entry in found]
    context = {
        "plan": plan,
        "actor": actor,
        "parts": parts,
        "sentence": sentence(parts),
        "may_edit": gate.may(request.user, Permission.EDIT_PLAN, actor.pk)
        or gate.may(request.user, Permission.EDIT_PLAN, plan.actor_id),
    }
    return render(request, "shared_plans/ours.html", context)


@get_or_post
def edit_effort(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    benefit = gate.benefit_of(request.user, pk, actor_id)
    contribution, back = existing_contribution(benefit, actor_id), _ours(benefit.plan_id, actor_id, pk)
    form = EffortEditForm.of(contribution)

    def current() -> EffortEditForm:
        return EffortEditForm.of(existing_contribution(gate.benefit_of(request.user, pk, actor_id), actor_id))

    if request.method == "POST":
        form = EffortEditForm(request.POST)
        if form.saved_over(
            lambda data: own.set_effort(contribution=contribution, by=gate.somebody(request.user), **data),
            current,
        ):
            return redirect(back)
    heading = _("Innsats og utbytte for %(actor)s") % {"actor": contribution.actor}
    return form_page(request, benefit, form, heading, back=back)


@get_or_post
def add_action(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    benefit = gate.benefit_of(request.user, pk, actor_id)
    actor, back = existing_contribution(benefit, actor_id).actor, _ours(benefit.plan_id, actor_id, pk)
    form = ActionForm(request.POST or None, initial={"state": "planned"})
    if request.method == "POST" and form.saved(
        lambda data: services.add_action(benefit=benefit, actor=actor, by=gate.somebody(request.user), **data)
    ):
        return redirect(back)
    return form_page(request, benefit, form, _("Nytt tiltak for %(actor)s") % {"actor": actor}, back=back)


def _ours(plan_pk: int, actor_id: int, benefit_pk: int) -> str:
    return f"{reverse('shared_plans:ours', args=[plan_pk, actor_id])}#gevinst-{benefit_pk}"
