from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.dashboards.charts import progress_chart
from gevinst.plans import progress, services
from gevinst.plans.forms import (
    ActionEditForm,
    ActionForm,
    BenefitEditForm,
    BenefitForm,
    ContributionForm,
    MilestoneForm,
)
from gevinst.plans.models import Benefit, Contribution, Plan
from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Indicator

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = list(gate.plans(request.user).with_actor().with_counts())
    planned = {plan.actor_id for plan in plans}
    may_start = [
        actor
        for actor in gate.actors_with_role(request.user)
        if actor.pk not in planned and gate.may(request.user, Permission.EDIT_PLAN, actor.pk)
    ]
    return render(request, "plans/list.html", {"plans": plans, "may_start": may_start})


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
    lines = progress.lines_of(plan)
    may_edit = gate.may(request.user, Permission.EDIT_PLAN, plan.actor_id)
    return render(request, "plans/plan.html", {"plan": plan, "lines": lines, "may_edit": may_edit})


@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Which plan shall the indicator go into? With one plan the question is skipped."""
    indicator = get_object_or_404(Indicator.objects.published(), slug=slug)
    plans = list(gate.editable_plans(request.user).with_actor())
    if len(plans) == 1:
        return redirect("plans:add_benefit", pk=plans[0].pk, slug=slug)
    return render(request, "plans/choose.html", {"indicator": indicator, "plans": plans})


@get_or_post
def add_benefit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=Permission.EDIT_PLAN)
    indicator = get_object_or_404(Indicator.objects.published().with_sheet(), slug=slug)
    level = goal_level(plan)
    if request.method == "POST":
        form = BenefitForm(request.POST, level=level)
        targets = ContributionForm(request.POST, indicator=indicator)
        if form.is_valid() and targets.is_valid():
            try:
                with transaction.atomic():
                    benefit = services.add_benefit(plan=plan, indicator=indicator, **form.cleaned_data)
                    services.set_contribution(
                        benefit=benefit,
                        actor=plan.actor,
                        baseline=targets.baseline_given(),
                        ambition=targets.ambition(),
                    )
            except ValidationError as problem:
                _show(problem, targets)
            else:
                messages.success(request, _("«%(title)s» er lagt til i planen.") % {"title": benefit.title})
                return redirect("plans:benefit", pk=benefit.pk)
    else:
        goals = [term for term in indicator.terms.all() if term.kind == "goal" and term.group == level]
        form = BenefitForm(
            level=level, initial={"title": indicator.title, "goal": goals[0] if goals else None}
        )
        targets = ContributionForm(indicator=indicator)
    context = {"plan": plan, "indicator": indicator, "form": form, "targets": targets}
    return render(request, "plans/add_benefit.html", context)


@require_safe
def benefit_page(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk)
    entry = progress.lines_of_benefit(benefit)
    context = {
        "benefit": benefit,
        "plan": benefit.plan,
        "entry": entry,
        "main_chart": progress_chart(entry.main) if entry.main else None,
        "may_edit": gate.may(request.user, Permission.EDIT_PLAN, benefit.plan.actor_id),
    }
    return render(request, "plans/benefit.html", context)


@get_or_post
def edit_benefit(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=Permission.EDIT_PLAN)
    level = goal_level(benefit.plan)
    if request.method == "POST":
        form = BenefitEditForm(request.POST, level=level)
        if form.is_valid():
            try:
                services.edit_benefit(benefit=benefit, **form.cleaned_data)
            except services.Conflict:
                form.data = form.data.copy()
                form.data["revision"] = str(benefit.revision)
                form.add_error(None, _conflict_words())
            else:
                return redirect("plans:benefit", pk=pk)
    else:
        form = BenefitEditForm.of(benefit, level=level)
    return _form_page(request, benefit, form, _("Rediger gevinsten"))


@get_or_post
def edit_contribution(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=Permission.EDIT_PLAN)
    actor, contribution = _contribution_actor(benefit, actor_id)
    if request.method == "POST":
        form = ContributionForm(request.POST, indicator=benefit.indicator)
        if form.is_valid():
            try:
                services.set_contribution(
                    benefit=benefit,
                    actor=actor,
                    baseline=form.baseline_given(),
                    ambition=form.ambition(),
                    scale=contribution.scale if contribution else "value",
                )
            except ValidationError as problem:
                _show(problem, form)
            else:
                return redirect("plans:benefit", pk=pk)
    else:
        form = ContributionForm.of(contribution, indicator=benefit.indicator)
    return _form_page(request, benefit, form, _("Nullpunkt og ambisjon for %(actor)s") % {"actor": actor})


@get_or_post
def add_milestone(request: HttpRequest, pk: int, actor_id: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=Permission.EDIT_PLAN)
    _actor, contribution = _contribution_actor(benefit, actor_id)
    if contribution is None:
        raise Http404
    form = MilestoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_milestone(contribution=contribution, **form.cleaned_data)
        except ValidationError as problem:
            _show(problem, form)
        else:
            return redirect("plans:benefit", pk=pk)
    return _form_page(request, benefit, form, _("Ny milepæl"))


@get_or_post
def add_action(request: HttpRequest, pk: int) -> HttpResponse:
    benefit = gate.benefit(request.user, pk, to=Permission.EDIT_PLAN)
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_action(benefit=benefit, **form.cleaned_data)
        except ValidationError as problem:
            _show(problem, form)
        else:
            return redirect("plans:benefit", pk=pk)
    return _form_page(request, benefit, form, _("Nytt tiltak"))


@get_or_post
def edit_action(request: HttpRequest, pk: int) -> HttpResponse:
    action = gate.action(request.user, pk, to=Permission.EDIT_PLAN)
    if request.method == "POST":
        form = ActionEditForm(request.POST)
        if form.is_valid():
            try:
                services.edit_action(action=action, **form.cleaned_data)
            except ValidationError as problem:
                _show(problem, form)
            except services.Conflict:
                form.data = form.data.copy()
                form.data["revision"] = str(action.revision)
                form.add_error(None, _conflict_words())
            else:
                return redirect("plans:benefit", pk=action.benefit_id)
    else:
        form = ActionEditForm.of(action)
    return _form_page(request, action.benefit, form, _("Rediger tiltaket"))


def goal_level(plan: Plan) -> str:
    """Municipal goals for municipalities and what is under them; the specialist service's for trusts."""
    specialist = {ActorKind.TRUST, ActorKind.REGIONAL_AUTHORITY, ActorKind.HOSPITAL_AREA}
    return "spesialist" if plan.actor.kind in specialist else "kommune"


def _contribution_actor(benefit: Benefit, actor_id: int) -> tuple[Actor, Contribution | None]:
    """The plan's own actor may always be given targets; others only where they already contribute."""
    for contribution in benefit.contributions.all():
        if contribution.actor_id == actor_id:
            return contribution.actor, contribution
    if benefit.plan.actor_id != actor_id:
        raise Http404
    return benefit.plan.actor, None


def _form_page(request: HttpRequest, benefit: Benefit, form: Form, heading: str) -> HttpResponse:
    context = {"benefit": benefit, "plan": benefit.plan, "form": form, "heading": heading}
    return render(request, "plans/form.html", context)


def _show(problem: ValidationError, form: Form) -> None:
    if hasattr(problem, "error_dict"):
        for name, faults in problem.message_dict.items():
            form.add_error(name if name in form.fields else None, faults)
    else:
        form.add_error(None, problem.messages)


def _conflict_words() -> str:
    return _(
        "Noen andre lagret mens du skrev. Teksten din står her fortsatt: se hva som er endret, og lagre på nytt "
        "hvis den skal gjelde."
    )
