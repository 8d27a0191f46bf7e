"""Writes to plans: each checks, then changes, in one transaction, and is remembered as the work of `by`.

Faults are ValidationErrors in Norwegian, at the form field they are about.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans.history import remembered, row_came
from gevinst.plans.models import Action, Benefit, Contribution, Milestone, Plan
from gevinst.plans.targets import (
    Ambition,
    Baseline,
    check_ambition,
    check_baseline,
    check_dates,
    check_milestone,
)
from indicators.actors.models import Actor
from indicators.catalogue.models import Category, Indicator, Term


class ConflictError(Exception):
    """Somebody else saved in between; nothing was written."""


def create_plan(*, actor: Actor, title: str, is_example: bool = False) -> Plan:
    return Plan.objects.create(actor=actor, title=title, is_example=is_example)


@transaction.atomic
def add_benefit(
    *,
    plan: Plan,
    indicator: Indicator,
    title: str,
    goal: Term | None = None,
    owner_title: str = "",
    category: Category | None = None,
    source_note: str = "",
    by: User | None = None,
) -> Benefit:
    """Choose an indicator into a plan, at the version it has today."""
    if not indicator.published:
        raise ValidationError(_("Måleindikatoren er ikke publisert og kan ikke velges inn i en plan."))
    if plan.benefits.filter(indicator=indicator, category=category, title=title).exists():
        raise ValidationError(_("Planen har allerede en gevinst med denne tittelen og måleindikatoren."))
    last = plan.benefits.aggregate(last=Max("order"))["last"] or 0
    benefit = Benefit.objects.create(
        plan=plan,
        indicator=indicator,
        indicator_version=indicator.versions.get(number=indicator.version),
        title=title,
        goal=goal,
        owner_title=owner_title,
        category=category,
        source_note=source_note,
        order=last + 1,
    )
    row_came(plan, "gevinst", benefit, by=by)
    return benefit


@transaction.atomic
def edit_benefit(
    *,
    benefit: Benefit,
    revision: int,
    by: User | None = None,
    **values: Any,
) -> None:
    """Save over `revision`, or raise ConflictError when somebody saved after it was shown."""
    with remembered(benefit.plan, "gevinst", benefit.pk, by=by):
        _save_over(benefit, revision, **values)


@transaction.atomic
def set_contribution(
    *,
    benefit: Benefit,
    actor: Actor,
    baseline: Baseline,
    ambition: Ambition,
    scale: str = Contribution.Scale.VALUE,
    revision: int | None = None,
    by: User | None = None,
) -> Contribution:
    """Make it, or save over `revision` (0: there was none). None saves over whatever there is.

    Raises ConflictError when somebody saved since that revision.
    """
    check_baseline(baseline)
    check_ambition(ambition, baseline)
    values = _contribution_values(baseline, ambition) | {"scale": scale}
    key: dict[str, Any] = {"benefit": benefit, "actor": actor}
    existing = Contribution.objects.filter(**key)
    pk = existing.values_list("pk", flat=True).first()
    with remembered(benefit.plan, "mal", pk, by=by):
        if revision is not None:
            existing = existing.filter(revision=revision)
        if not existing.update(**values, revision=F("revision") + 1):
            if revision or pk is not None:
                raise ConflictError
            try:
                return Contribution.objects.create(**key, **values)
            except IntegrityError:
                raise ConflictError from None
    contribution = Contribution.objects.get(**key)
    for milestone in contribution.milestones.all():
        check_milestone(contribution, milestone.due, field="target_date")
    return contribution


@transaction.atomic
def add_milestone(
    *,
    contribution: Contribution,
    due: date,
    basis: str,
    amount: float,
    text: str = "",
    by: User | None = None,
) -> Milestone:
    check_milestone(contribution, due)
    milestone = Milestone.objects.create(
        contribution=contribution, due=due, basis=basis, amount=amount, text=text
    )
    row_came(contribution.benefit.plan, "milepel", milestone, by=by)
    return milestone


@transaction.atomic
def edit_milestone(
    *,
    milestone: Milestone,
    revision: int,
    due: date,
    basis: str,
    amount: float,
    text: str,
    by: User | None = None,
) -> None:
    check_milestone(milestone.contribution, due)
    with remembered(milestone.contribution.benefit.plan, "milepel", milestone.pk, by=by):
        _save_over(milestone, revision, due=due, basis=basis, amount=amount, text=text)


@transaction.atomic
def add_action(
    *,
    benefit: Benefit,
    title: str,
    owner_title: str = "",
    start: date | None = None,
    due: date | None = None,
    state: str = Action.State.PLANNED,
    evidence: str = "",
    actor: Actor | None = None,
    by: User | None = None,
) -> Action:
    check_dates(start, due)
    action = Action.objects.create(
        benefit=benefit,
        actor=actor,
        title=title,
        owner_title=owner_title,
        start=start,
        due=due,
        state=state,
        evidence=evidence,
    )
    row_came(benefit.plan, "tiltak", action, by=by)
    return action


@transaction.atomic
def edit_action(
    *,
    action: Action,
    revision: int,
    start: date | None,
    due: date | None,
    by: User | None = None,
    **values: Any,
) -> None:
    check_dates(start, due)
    with remembered(action.benefit.plan, "tiltak", action.pk, by=by):
        _save_over(action, revision, start=start, due=due, **values)


def _save_over(row: Benefit | Milestone | Action, revision: int, **values: Any) -> None:
    saved = type(row)._default_manager.filter(pk=row.pk, revision=revision)
    if not saved.update(**values, revision=F("revision") + 1):
        raise ConflictError


def _contribution_values(baseline: Baseline, ambition: Ambition) -> dict[str, Any]:
    return {
        "baseline": baseline.value,
        "baseline_kind": baseline.period.kind.value if baseline.period else "",
        "baseline_start": baseline.period.start if baseline.period else None,
        "baseline_text": baseline.text,
        "baseline_on": baseline.on if baseline.value is not None else None,
        "baseline_source": baseline.source,
        "baseline_method": baseline.method,
        "baseline_n": baseline.n,
        "baseline_due": baseline.due,
        "form": ambition.form,
        "target": ambition.target,
        "tolerance": ambition.tolerance,
        "target_date": ambition.by,
        "target_text": ambition.text,
    }
