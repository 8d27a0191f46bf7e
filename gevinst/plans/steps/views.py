from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import bin, services
from gevinst.plans.forms import ActionEditForm, ActionForm, MilestoneEditForm, MilestoneForm
from gevinst.plans.pages import (
    back_to,
    confirm_page,
    delete_url,
    existing_contribution,
    form_page,
    milestone_of,
)

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
def add_milestone(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    benefit = gate.benefit_of(request.user, pk, actor_id)
    contribution, back = existing_contribution(benefit, actor_id), back_to(request, benefit, actor_id)
    form = MilestoneForm(request.POST or None, contribution=contribution, indicator=benefit.indicator)
    if request.method == "POST" and form.saved(
        lambda data: services.add_milestone(contribution=contribution, by=gate.somebody(request.user), **data)
    ):
        return redirect(back)
    return form_page(request, benefit, form, _("Ny milepæl"), back=back)


@get_or_post
def edit_milestone(request: HttpRequest, pk: int, actor_id: int, milestone_id: int) -> HttpResponse:
    benefit = gate.benefit_of(request.user, pk, actor_id)
    contribution, back = existing_contribution(benefit, actor_id), back_to(request, benefit, actor_id)
    milestone = milestone_of(contribution, milestone_id)
    about: dict[str, Any] = {"contribution": contribution, "indicator": benefit.indicator}
    form = MilestoneEditForm.of(milestone, **about)

    def current() -> MilestoneEditForm:
        saved = existing_contribution(gate.benefit_of(request.user, pk, actor_id), actor_id)
        return MilestoneEditForm.of(milestone_of(saved, milestone_id), **about)

    if request.method == "POST":
        form = MilestoneEditForm(request.POST, **about)
        if form.saved_over(
            lambda data: services.edit_milestone(milestone=milestone, by=gate.somebody(request.user), **data),
            current,
        ):
            return redirect(back)
    delete = delete_url("milestone", pk, actor_id, milestone_id, request=request)
    return form_page(request, benefit, form, _("Rediger milepælen"), delete=delete, back=back)


@get_or_post
def delete_milestone(request: HttpRequest, pk: int, actor_id: int, milestone_id: int) -> HttpResponse:
    benefit = gate.benefit_of(request.user, pk, actor_id)
    milestone = milestone_of(existing_contribution(benefit, actor_id), milestone_id)
    back = back_to(request, benefit, actor_id)
    if request.method == "POST":
        bin.throw_away(code="milepel", row=milestone, by=gate.somebody(request.user))
        return redirect(back)
    what = f"{milestone.due:%d.%m.%Y} {milestone.text}"
    return confirm_page(request, benefit, _("Slett milepælen"), what, back=back)


@get_or_post
def add_action(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=EDIT)
    form = ActionForm(request.POST or None, initial={"state": "planned"})
    if request.method == "POST" and form.saved(
        lambda data: services.add_action(benefit=benefit, by=gate.somebody(request.user), **data)
    ):
        return redirect("plans:benefit", pk=pk)
    return form_page(request, benefit, form, _("Nytt tiltak"))


@get_or_post
def edit_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = gate.action(request.user, pk, to=EDIT)
    back = back_to(request, action.benefit, action.actor_id)
    form = ActionEditForm.of(action)
    if request.method == "POST":
        form = ActionEditForm(request.POST)
        if form.saved_over(
            lambda data: services.edit_action(action=action, by=gate.somebody(request.user), **data),
            lambda: ActionEditForm.of(gate.action(request.user, pk, to=EDIT)),
        ):
            return redirect(back)
    delete = delete_url("action", pk, request=request)
    return form_page(request, action.benefit, form, _("Rediger tiltaket"), delete=delete, back=back)


@get_or_post
def delete_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = gate.action(request.user, pk, to=EDIT)
    back = back_to(request, action.benefit, action.actor_id)
    if request.method == "POST":
        bin.throw_away(code="tiltak", row=action, by=gate.somebody(request.user))
        return redirect(back)
    return confirm_page(request, action.benefit, _("Slett tiltaket"), action.title, back=back)
