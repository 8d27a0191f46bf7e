"""Writes to plans: each checks first, then changes, in one transaction. Faults come as ValidationError in Norwegian."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from gevinst.plans.models import Action, Benefit, Contribution, Milestone, Plan
from indicators.actors.models import Actor
from indicators.catalogue.models import Category, Indicator, Term
from indicators.measurements.periods import Period


class Conflict(Exception):
    """Somebody else saved in between; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The starting point: a value with its period and source - or a date by which it must be established."""

    value: float | None = None
    period: Period | None = None
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
    """Where to: `form` is a Contribution.Form, `target` in the indicator's own unit (percent for RELATIVE)."""

    form: str = ""
    target: float | None = None
    tolerance: float | None = None
    by: date | None = None
    text: str = ""


@transaction.atomic
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
) -> Benefit:
    """Choose an indicator into a plan, at the version it has today."""
    if not indicator.published:
        raise ValidationError(_("Måleindikatoren er ikke publisert og kan ikke velges inn i en plan."))
    if plan.benefits.filter(indicator=indicator, category=category, title=title).exists():
        raise ValidationError(_("Planen har allerede en gevinst med denne tittelen og måleindikatoren."))
    last = plan.benefits.aggregate(last=Max("order"))["last"] or 0
    return Benefit.objects.create(
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


@transaction.atomic
def edit_benefit(
    *, benefit: Benefit, revision: int, title: str, goal: Term | None, owner_title: str, note: str
) -> None:
    """Save over `revision`, or raise Conflict when somebody saved after it was shown."""
    saved = Benefit.objects.filter(pk=benefit.pk, revision=revision).update(
        title=title, goal=goal, owner_title=owner_title, note=note, revision=F("revision") + 1
    )
    if not saved:
        raise Conflict


@transaction.atomic
def set_contribution(
    *,
    benefit: Benefit,
    actor: Actor,
    baseline: Baseline,
    ambition: Ambition,
    scale: str = Contribution.Scale.VALUE,
) -> Contribution:
    _check_baseline(baseline)
    _check_ambition(ambition, baseline)
    contribution, _created = Contribution.objects.update_or_create(
        benefit=benefit,
        actor=actor,
        defaults={
            "scale": scale,
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
        },
    )
    return contribution


@transaction.atomic
def add_milestone(
    *, contribution: Contribution, due: date, basis: str, amount: float, text: str = ""
) -> Milestone:
    if contribution.target_date and due > contribution.target_date:
        raise ValidationError({"due": _("Milepælen kan ikke ligge etter datoen for ambisjonen.")})
    return Milestone.objects.create(contribution=contribution, due=due, basis=basis, amount=amount, text=text)


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
) -> Action:
    _check_dates(start, due)
    return Action.objects.create(
        benefit=benefit, actor=actor, title=title, owner_title=owner_title, start=start, due=due, state=state
    )


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
) -> None:
    _check_dates(start, due)
    saved = Action.objects.filter(pk=action.pk, revision=revision).update(
        title=title, owner_title=owner_title, start=start, due=due, state=state, revision=F("revision") + 1
    )
    if not saved:
        raise Conflict


def _check_dates(start: date | None, due: date | None) -> None:
    if start and due and due < start:
        raise ValidationError({"due": _("Fristen kan ikke ligge før tiltaket starter.")})


def _check_baseline(baseline: Baseline) -> None:
    if baseline.value is None:
        return
    if not baseline.source:
        raise ValidationError({"baseline_source": _("Skriv hvor nullpunktet er hentet fra.")})
    if baseline.on is None:
        raise ValidationError({"baseline_period": _("Skriv hvilken periode nullpunktet gjelder.")})


def _check_ambition(ambition: Ambition, baseline: Baseline) -> None:
    form = Contribution.Form(ambition.form)
    if form == Contribution.Form.NONE:
        return
    if form == Contribution.Form.HOLD:
        if ambition.tolerance is not None and ambition.tolerance < 0:
            raise ValidationError({"tolerance": _("Slingringsmonnet kan ikke være negativt.")})
        return
    if ambition.target is None:
        raise ValidationError({"target": _("Skriv verdien ambisjonen skal nå.")})
    if form == Contribution.Form.RELATIVE and baseline.value is None and baseline.due is None:
        raise ValidationError({"target": _("En endring fra nullpunkt krever et nullpunkt.")})
