from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.forms import PlanForm
from gevinst.plans.models import Plan
from gevinst.plans.rows.simple import SimpleRows


class TitleForm(PlanForm):
    title = forms.CharField(
        label=_("Tittel"), max_length=160, error_messages={"required": _("Skriv hva planen heter.")}
    )


KIND = SimpleRows(
    code="plan",
    noun=_("plan"),
    model=Plan,
    under=None,
    parent="pk",
    of=lambda plan: Plan.objects.filter(pk=plan.pk),
    form=TitleForm,
)
