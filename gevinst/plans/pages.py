"""What the editing pages of plans have in common."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gevinst.plans.models import Benefit, Contribution, Milestone
from indicators.actors.models import Actor


def contribution_of(benefit: Benefit, actor_id: int) -> tuple[Actor, Contribution | None]:
    """The plan's own actor may always be given targets; others only where they already contribute."""
    for contribution in benefit.contributions.all():
        if contribution.actor_id == actor_id:
            return contribution.actor, contribution
    if benefit.plan.actor_id != actor_id:
        raise Http404
    return benefit.plan.actor, None


def existing_contribution(benefit: Benefit, actor_id: int) -> Contribution:
    _actor, contribution = contribution_of(benefit, actor_id)
    if contribution is None:
        raise Http404
    return contribution


def milestone_of(contribution: Contribution, pk: int) -> Milestone:
    for milestone in contribution.milestones.all():
        if milestone.pk == pk:
            return milestone
    raise Http404


# In the address of a form that was opened from the contributor's own page.
FROM_OURS = "bidrag"


def back_to(request: HttpRequest, benefit: Benefit, actor_id: int | None) -> str:
    """Where the form was opened from: the page of what the actor contributes, else of the benefit."""
    if actor_id and FROM_OURS in request.GET:
        ours = reverse("shared_plans:ours", args=[benefit.plan_id, actor_id])
        return f"{ours}#gevinst-{benefit.pk}"
    return reverse("plans:benefit", args=[benefit.pk])


def delete_url(what: str, *known_by: int, request: HttpRequest | None = None) -> str:
    url = reverse(f"plans:delete_{what}", args=known_by)
    return f"{url}?{FROM_OURS}" if request and FROM_OURS in request.GET else url


def form_page(
    request: HttpRequest,
    benefit: Benefit,
    form: Form,
    heading: str,
    *,
    template: str = "plans/form.html",
    **extra: Any,
) -> HttpResponse:
    context = {"benefit": benefit, "plan": benefit.plan, "form": form, "heading": heading, **extra}
    return render(request, template, context)


def confirm_page(
    request: HttpRequest, benefit: Benefit, heading: str, what: str, **extra: Any
) -> HttpResponse:
    context = {"benefit": benefit, "plan": benefit.plan, "heading": heading, "what": what, **extra}
    return render(request, "plans/delete.html", context)
