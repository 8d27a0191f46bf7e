"""What a plan's dates and targets must hold, whoever writes them.

Faults are ValidationErrors in Norwegian, at the form field they are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gevinst.plans.models import Contribution
from gevinst.plans.stretches import Stretch


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """The starting point: a value with its period and source - or a date by which it must be had."""

    value: float | None = None
    period: Stretch | None = None
    text: str = ""
    stated_on: date | None = None
    source: str = ""
    method: str = ""
    n: int | None = None
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


def check_baseline(baseline: Baseline) -> None:
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


def check_ambition(ambition: Ambition, baseline: Baseline) -> None:
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
