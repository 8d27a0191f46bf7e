from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Plan, Risk
from gevinst.plans.rows.forms import RiskForm
from gevinst.plans.rows.simple import SimpleRows


def _new(plan: Plan, under: int) -> Risk:
    benefit = get_object_or_404(plan.benefits, pk=under)
    return Risk.objects.create(benefit=benefit, title=gettext("Ny risiko"))


KIND = SimpleRows(
    code="risiko",
    noun=_("risiko"),
    model=Risk,
    under="gevinst",
    parent="benefit_id",
    of=lambda plan: Risk.objects.filter(benefit__plan=plan, benefit__binned_at=None),
    form=RiskForm,
    make=_new,
    headings=(_("Ny risiko"), _("Rediger risikoen"), _("Slett risikoen")),
)
