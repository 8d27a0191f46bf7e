"""Rows of a plan as the plain arithmetic takes them (`path.py`)."""

from __future__ import annotations

from gevinst.plans import path
from gevinst.plans.models import Contribution, Milestone


def baseline_of(contribution: Contribution) -> path.Baseline | None:
    """None when there is neither a value nor a day to have one by."""
    if contribution.baseline is None and contribution.baseline_due is None:
        return None
    return path.Baseline(
        value=contribution.baseline, on=contribution.baseline_on, due=contribution.baseline_due
    )


def ambition_of(contribution: Contribution) -> path.Ambition | None:
    """None until it is set, and while a form that needs a value lacks it."""
    form = contribution.form
    if not form or (form != Contribution.Form.HOLD and contribution.target is None):
        return None
    return path.Ambition(
        form=path.AmbitionForm(form),
        target=contribution.target,
        tolerance=contribution.tolerance or 0.0,
        by=contribution.target_date,
    )


def milestone_of(milestone: Milestone) -> path.Milestone:
    return path.Milestone(
        due=milestone.due, basis=path.MilestoneBasis(milestone.basis), amount=milestone.amount
    )
