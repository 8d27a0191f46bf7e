from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Contribution, Plan
from gevinst.plans.rows.kind import Row
from gevinst.plans.target_forms import WORDS, EffortForm, TargetForm, values_of
from gevinst.plans.targets import check_ambition_date, check_tolerance

RELATIVE = Contribution.Form.RELATIVE


class Contributions:
    """Baseline and ambition. One column holds the ambition's figure, whether it is a value or a change."""

    code = "mal"
    noun = _("nullpunkt og ambisjon")
    model = Contribution
    under = "gevinst"

    def of_plan(self, plan: Plan) -> QuerySet[Any]:
        rows = Contribution.objects.filter(benefit__plan=plan, benefit__binned_at=None)
        return rows.select_related("benefit__indicator", "actor")

    def alike(self, row: Row) -> Hashable:
        found: int = row.benefit.indicator_id
        return found

    def fields(self, row: Row) -> Mapping[str, forms.Field]:
        return TargetForm(indicator=row.benefit.indicator).fields | EffortForm().fields

    def empty_fields(self, plan: Plan) -> Mapping[str, forms.Field]:
        return TargetForm.base_fields | EffortForm.base_fields

    def values(self, row: Row) -> Mapping[str, Any]:
        return values_of(row) | {name: getattr(row, name) for name in EffortForm.base_fields}

    def columns(self, row: Row, name: str, value: Any) -> dict[str, Any]:
        match name:
            case "baseline_period":
                return {
                    "baseline_kind": value.kind.value if value else "",
                    "baseline_start": value.start if value else None,
                    "baseline_on": value.end if value else None,
                }
            case "baseline_on" if row.baseline_over and value:
                raise ValidationError(gettext("Nullpunktet gjelder en periode. Fjern den først."))
            case "form":
                form = "" if value == WORDS else value
                # A value is no percent: what was written under the other meaning does not stay.
                same = (form == RELATIVE) == (row.form == RELATIVE)
                return {"form": form} if same else {"form": form, "target": None}
            case "target" | "change":
                if (name == "change") != (row.form == RELATIVE):
                    raise ValidationError(gettext("Velg først hva slags ambisjon det er."))
                return {"target": value}
            case "tolerance":
                check_tolerance(value)
            case "target_date":
                check_ambition_date(row, value)
        return {name: value}

    def belongs_to(self, row: Row) -> int:
        found: int = row.benefit_id
        return found

    def new(self, plan: Plan, under: int) -> Row:
        """The plan's own."""
        benefit = get_object_or_404(plan.benefits, pk=under)
        return Contribution.objects.get_or_create(benefit=benefit, actor=plan.actor)[0]

    def title(self, row: Row) -> str:
        return f"{row.benefit}: {row.actor}"


KIND = Contributions()
