from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gevinst.plans.fields import plain_figure, plain_number, read_figure, read_percent
from gevinst.plans.forms import MilestoneForm
from gevinst.plans.models import Contribution, Milestone, Plan
from gevinst.plans.rows.kind import Row
from gevinst.plans.targets import check_milestone

Basis = Milestone.Basis


class Milestones:
    """How much is a percent or a value of the indicator: that is what the basis says."""

    code = "milepel"
    noun = _("milepæl")
    model = Milestone
    under = "mal"

    def of_plan(self, plan: Plan) -> QuerySet[Any]:
        rows = Milestone.objects.filter(contribution__benefit__plan=plan)
        return rows.filter(contribution__benefit__binned_at=None).select_related(
            "contribution__benefit__indicator", "contribution__actor"
        )

    def alike(self, row: Row) -> Hashable:
        found: int = row.contribution.benefit.indicator_id
        return found

    def fields(self, row: Row) -> Mapping[str, forms.Field]:
        found = MilestoneForm(contribution=row.contribution, indicator=row.contribution.benefit.indicator)
        basis = found.fields["basis"]
        if isinstance(basis, forms.ChoiceField):
            basis.choices = Basis.choices
        return found.fields

    def empty_fields(self, plan: Plan) -> Mapping[str, forms.Field]:
        return MilestoneForm.base_fields

    def values(self, row: Row) -> Mapping[str, Any]:
        is_value = row.basis == Basis.ABSOLUTE
        indicator = row.contribution.benefit.indicator
        amount = plain_figure(row.amount, indicator) if is_value else plain_number(row.amount)
        return {"due": row.due, "basis": row.basis, "amount": amount, "text": row.text}

    def columns(self, row: Row, name: str, value: Any) -> dict[str, Any]:
        if name == "due":
            check_milestone(row.contribution, value)
        if name == "amount":
            is_value = row.basis == Basis.ABSOLUTE
            value = (
                read_figure(value, row.contribution.benefit.indicator) if is_value else read_percent(value)
            )
        return {name: value}

    def belongs_to(self, row: Row) -> int:
        found: int = row.contribution_id
        return found

    def new(self, plan: Plan, under: int) -> Row:
        contribution = get_object_or_404(
            Contribution.objects.filter(benefit__plan=plan, benefit__binned_at=None), pk=under
        )
        due = contribution.target_date or timezone.localdate()
        return Milestone.objects.create(contribution=contribution, due=due, basis=Basis.OF_WAY, amount=50)

    def title(self, row: Row) -> str:
        return f"{row.contribution.benefit}: {row.due:%d.%m.%Y}"


KIND = Milestones()
