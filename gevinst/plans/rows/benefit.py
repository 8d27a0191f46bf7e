from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gevinst.plans.forms import BenefitEditForm
from gevinst.plans.levels import goal_level
from gevinst.plans.models import Benefit
from gevinst.plans.rows.simple import SimpleRows

KIND = SimpleRows(
    code="gevinst",
    noun=_("gevinst"),
    model=Benefit,
    under="plan",
    parent="plan_id",
    of=lambda plan: Benefit.objects.filter(plan=plan).select_related("plan__actor", "goal", "indicator"),
    form=BenefitEditForm,
    about=lambda row: {"level": goal_level(row.plan)},
)
