from __future__ import annotations

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Disbenefit, Plan
from gevinst.plans.rows.forms import DisbenefitForm
from gevinst.plans.rows.simple import SimpleRows


def _new(plan: Plan, under: int) -> Disbenefit:
    benefit = get_object_or_404(plan.benefits, pk=under)
    return Disbenefit.objects.create(benefit=benefit, title=gettext("Ny ulempe"))


def _check(row: Disbenefit) -> None:
    if row.tolerated is not None and row.tolerated < 0:
        raise ValidationError({"tolerated": gettext("Skriv prosenten uten fortegn, for eksempel 5.")})


KIND = SimpleRows(
    code="ulempe",
    noun=_("ulempe"),
    model=Disbenefit,
    under="gevinst",
    parent="benefit_id",
    of=lambda plan: Disbenefit.objects.filter(benefit__plan=plan, benefit__binned_at=None).select_related(
        "indicator"
    ),
    form=DisbenefitForm,
    make=_new,
    check=_check,
    headings=(_("Ny ulempe"), _("Rediger ulempen"), _("Slett ulempen")),
)
