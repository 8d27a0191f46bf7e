from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.plans.forms import ActionForm
from gevinst.plans.models import Action, Plan
from gevinst.plans.rows.simple import SimpleRows
from gevinst.plans.targets import check_dates


def _new(plan: Plan, under: int) -> Action:
    benefit = get_object_or_404(plan.benefits, pk=under)
    return Action.objects.create(benefit=benefit, title=gettext("Nytt tiltak"))


KIND = SimpleRows(
    code="tiltak",
    noun=_("tiltak"),
    model=Action,
    under="gevinst",
    parent="benefit_id",
    of=lambda plan: Action.objects.filter(benefit__plan=plan, benefit__binned_at=None),
    form=ActionForm,
    make=_new,
    check=lambda row: check_dates(row.start, row.due),
)
