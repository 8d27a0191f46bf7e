from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.dashboards.charts import progress_chart
from gevinst.plans import bin, progress, queries, services
from gevinst.plans.choosing import baselines_for
from gevinst.plans.disbenefits import watched
from gevinst.plans.facts import facts_of
from gevinst.plans.forms import BenefitEditForm
from gevinst.plans.identities import conflicts
from gevinst.plans.levels import goal_level
from gevinst.plans.lines import by_goal
from gevinst.plans.models import Benefit, Contribution
from gevinst.plans.pages import back_to, confirm_page, contribution_of, delete_url, form_page
from gevinst.plans.rows.dependency import dependencies_of
from gevinst.plans.target_forms import ContributionForm, NewBenefitForm
from gevinst.shared_plans import queries as shared
from indicators.catalogue.models import Indicator

EDIT = Permission.EDIT_PLAN
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = queries.listed(gate.plans(request.user))
    planned = {plan.actor_id for plan in plans}
    may_start = [
        actor
        for actor in gate.actors_with_role(request.user)
        if actor.pk not in planned and gate.may(request.user, EDIT, actor.pk)
    ]
    ours = shared.contributing_to(request.user, plans)
    rows = [(plan, ours.get(plan.pk, [])) for plan in plans]
    return render(request, "plans/list.html", {"plans": rows, "may_start": may_start})


@require_POST
def start(request: HttpRequest, actor_id: int) -> HttpResponse:
    actor = gate.editable_actor(request.user, actor_id)
    plan = services.create_plan(
        actor=actor, title=_("Gevinstrealiseringsplan for %(actor)s") % {"actor": actor}
    )
    return redirect("plans:plan", pk=plan.pk)


@require_safe
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk)
    entries = progress.lines_of(plan)
    context = {
        "plan": plan,
        "goals": by_goal(entries, lambda entry: entry.benefit),
        "ours": shared.ours(request.user, plan, entries),
        "is_shared": shared.is_shared(plan, entries),
        "conflicts": conflicts(plan),
        "may_edit": gate.may(request.user, EDIT, plan.actor_id),
        "standing": plan.versions.defer("content").select_related("decided_by").first(),
    }
    return render(request, "plans/plan.html", context)


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Which plan shall the indicator go into? With one plan the question is skipped."""
    indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    plans = queries.listed(gate.editable_plans(request.user))
    if len(plans) == 1:
        return redirect("plans:add_benefit", pk=plans[0].pk, slug=slug)
    return render(request, "plans/choose.html", {"indicator": indicator, "plans": plans})


@get_or_post
def add_benefit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    indicator = get_object_or_404(Indicator.objects.published().with_sheet(), slug=slug)
    level = goal_level(plan)

    def write(data: dict[str, Any]) -> Benefit:
        benefit = services.add_benefit(
            plan=plan,
            indicator=indicator,
            title=data["title"],
            goal=data["goal"],
            owner_title=data["owner_title"],
            by=gate.somebody(request.user),
        )
        services.set_contribution(
            benefit=benefit,
            actor=plan.actor,
            baseline=form.baseline_given(),
            ambition=form.ambition_given(),
            by=gate.somebody(request.user),
        )
        return benefit

    if request.method == "POST":
        form = NewBenefitForm(request.POST, level=level, indicator=indicator)
        if form.saved(write):
            messages.success(request, _("«%(title)s» er lagt til i planen.") % {"title": form.result.title})
            return redirect("plans:benefit", pk=form.result.pk)
    else:
        goals = [term for term in indicator.terms.all() if term.kind == "goal" and term.group == level]
        initial = {"title": indicator.title, "goal": goals[0] if goals else None}
        form = NewBenefitForm(level=level, indicator=indicator, initial=initial)
    context = {"plan": plan, "indicator": indicator, "form": form}
    context |= baselines_for(request.GET, form, indicator, plan.actor)
    return render(request, "plans/add_benefit.html", context)


@require_safe
def benefit_page(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk)
    entry = progress.lines_of_benefit(benefit)
    context = {
        "benefit": benefit,
        "plan": benefit.plan,
        "entry": entry,
        "facts": facts_of(benefit),
        "builds_on": [one.before for one in dependencies_of(benefit.plan).filter(after_benefit=benefit)],
        "risks": benefit.risks.all(),
        "disbenefits": watched([benefit])[benefit.pk],
        "main_chart": progress_chart(entry.main) if entry.main else None,
        "conflicts": [one for one in conflicts(benefit.plan) if one.concerns(benefit)],
        "may_edit": gate.may(request.user, EDIT, benefit.plan.actor_id),
    }
    return render(request, "plans/benefit.html", context)


@get_or_post
def edit_benefit(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=EDIT)
    level = goal_level(benefit.plan)
    form = BenefitEditForm.of(benefit, level=level)
    if request.method == "POST":
        form = BenefitEditForm(request.POST, level=level)
        if form.saved_over(
            lambda data: services.edit_benefit(benefit=benefit, by=gate.somebody(request.user), **data),
            lambda: BenefitEditForm.of(gate.benefit(request.user, pk, to=EDIT), level=level),
        ):
            return redirect("plans:benefit", pk=pk)
    return form_page(request, benefit, form, _("Rediger gevinsten"), delete=delete_url("benefit", pk))


@get_or_post
def delete_benefit(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=EDIT)
    if request.method == "POST":
        bin.throw_away(code="gevinst", row=benefit, by=gate.somebody(request.user))
        messages.success(request, _("«%(title)s» ligger i papirkurven.") % {"title": benefit.title})
        return redirect("plans:plan", pk=benefit.plan_id)
    others = [one.actor for one in benefit.contributions.all() if one.actor_id != benefit.plan.actor_id]
    return confirm_page(
        request, benefit, _("Slett gevinsten"), benefit.title, whole_benefit=True, others=others
    )


@get_or_post
def edit_contribution(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    benefit = gate.benefit_of(request.user, pk, actor_id)
    actor, contribution = contribution_of(benefit, actor_id)
    back = back_to(request, benefit, actor_id)
    form = ContributionForm.of(contribution, indicator=benefit.indicator)

    def write(data: dict[str, Any]) -> None:
        services.set_contribution(
            benefit=benefit,
            actor=actor,
            baseline=form.baseline_given(),
            ambition=form.ambition_given(),
            scale=contribution.scale if contribution else Contribution.Scale.VALUE,
            revision=data["revision"],
            by=gate.somebody(request.user),
        )

    def current() -> ContributionForm:
        _actor, saved = contribution_of(gate.benefit_of(request.user, pk, actor_id), actor_id)
        return ContributionForm.of(saved, indicator=benefit.indicator)

    if request.method == "POST":
        form = ContributionForm(request.POST, indicator=benefit.indicator)
        if form.saved_over(write, current):
            return redirect(back)
    extra = baselines_for(request.GET, form, benefit.indicator, actor, breakdown=benefit.breakdown)
    heading = _("Nullpunkt og ambisjon for %(actor)s") % {"actor": actor}
    return form_page(request, benefit, form, heading, template="plans/target.html", back=back, **extra)
