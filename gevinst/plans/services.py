"""Writes to plans: each checks, then changes, in one transaction, and is remembered as the work of `by`.

Faults are ValidationErrors in Norwegian, at the form field they are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans.history import remembered, row_came
from gevinst.plans.models import Action, Benefit, Contribution, Milestone, Plan
from gevinst.plans.stretches import Stretch
from indicators.actors.models import Actor
from indicators.catalogue.models import Category, Indicator, Term


class ConflictError(Exception):
    """Somebody else saved in between; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The starting point: a value with its period and source - or a date by which it must be had."""

    value: float | None = None
    period: Stretch | None = None
    text: str = ""
    stated_on: date | None = None
    source: str = ""
    due: date | None = None

    @property
    def on(self) -> date | None:
        """The day the path starts from: the end of the period, or when the source stated the value."""
        return self.period.end if self.period else self.stated_on


@dataclass(frozen=True, kw_only=True)
class Ambition:
    """Where to. `form` is a Contribution.Form; `target` is in the indicator's unit, percent for RELATIVE."""

    form: str = ""
    target: float | None = None
    tolerance: float | None = None
    by: date | None = None
    text: str = ""


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
    title: str,
    goal: Term | None,
    owner_title: str,
    note: str,
    by: User | None = None,
) -> None:
    """Save over `revision`, or raise ConflictError when somebody saved after it was shown."""
    with remembered(benefit.plan, "gevinst", benefit.pk, by=by):
        _save_over(benefit, revision, title=title, goal=goal, owner_title=owner_title, note=note)


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
    _check_baseline(baseline)
    _check_ambition(ambition, baseline)
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
    actor: Actor | None = None,
    by: User | None = None,
) -> Action:
    check_dates(start, due)
    action = Action.objects.create(
        benefit=benefit, actor=actor, title=title, owner_title=owner_title, start=start, due=due, state=state
    )
    row_came(benefit.plan, "tiltak", action, by=by)
    return action


@transaction.atomic
def edit_action(
    *,
    action: Action,
    revision: int,
    title: str,
    owner_title: str,
    start: date | None,
    due: date | None,
    state: str,
    by: User | None = None,
) -> None:
    check_dates(start, due)
    with remembered(action.benefit.plan, "tiltak", action.pk, by=by):
        _save_over(action, revision, title=title, owner_title=owner_title, start=start, due=due, state=state)


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
        "baseline_due": baseline.due,
        "form": ambition.form,
        "target": ambition.target,
        "tolerance": ambition.tolerance,
        "target_date": ambition.by,
        "target_text": ambition.text,
    }


def check_dates(start: date | None, due: date | None) -> None:
    if start and due and due < start:
        raise ValidationError({"due": _("Fristen kan ikke ligge før tiltaket starter.")})


def check_milestone(contribution: Contribution, due: date, field: str = "due") -> None:
    """Between baseline and ambition; told of the milestone, or of the ambition that leaves it outside."""
    words = {"day": f"{due:%d.%m.%Y}"}
    if contribution.target_date and due > contribution.target_date:
        if field == "due":
            raise ValidationError({field: _("Milepælen kan ikke ligge etter datoen for ambisjonen.")})
        raise ValidationError(
            {field: _("Milepælen %(day)s ligger etter denne datoen. Flytt den først.") % words}
        )
    if contribution.baseline_on and due <= contribution.baseline_on and field == "due":
        raise ValidationError({field: _("Milepælen må ligge etter nullpunktet.")})


def _check_baseline(baseline: Baseline) -> None:
    if baseline.value is None:
        return
    if not baseline.source:
        raise ValidationError({"baseline_source": _("Skriv hvor nullpunktet er hentet fra.")})
    if baseline.on is None:
        raise ValidationError({"baseline_period": _("Skriv hvilken periode nullpunktet gjelder.")})


def check_ambition_date(contribution: Contribution, by: date | None) -> None:
    """After the baseline, and not before any of the milestones."""
    _check_after(by, contribution.baseline_on)
    if by is not None:
        contribution.target_date = by
        for milestone in contribution.milestones.all():
            check_milestone(contribution, milestone.due, field="target_date")


def check_tolerance(tolerance: float | None) -> None:
    if tolerance is not None and tolerance < 0:
        raise ValidationError({"tolerance": _("Slingringsmonnet kan ikke være negativt.")})


def _check_after(by: date | None, baseline_on: date | None) -> None:
    if by and baseline_on and by <= baseline_on:
        raise ValidationError({"target_date": _("Datoen for ambisjonen må ligge etter nullpunktet.")})


def _check_ambition(ambition: Ambition, baseline: Baseline) -> None:
    form = Contribution.Form(ambition.form)
    _check_after(ambition.by, baseline.on if baseline.value is not None else None)
    check_tolerance(ambition.tolerance)
    if form in (Contribution.Form.NONE, Contribution.Form.HOLD):
        return
    if ambition.target is None:
        raise ValidationError({"target": _("Skriv verdien ambisjonen skal nå.")})
    if form != Contribution.Form.RELATIVE:
        return
    if baseline.value is None and baseline.due is None:
        raise ValidationError({"change": _("En endring fra nullpunktet krever et nullpunkt.")})
    if not ambition.target:
        raise ValidationError({"change": _("Null prosent er uendret. Velg «Uendret fra nullpunktet».")})
