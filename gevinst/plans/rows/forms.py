"""What rows around a benefit, and of the gevinstkart, are written in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.fields import DayField, PercentField
from gevinst.plans.forms import DAY, PlanForm
from gevinst.plans.models import Enabler, OneToFive
from indicators.catalogue.models import Indicator

LONG = {"rows": 3}
ONE_TO_FIVE = [("", _("ikke vurdert")), *OneToFive.choices]


class RiskForm(PlanForm):
    title = forms.CharField(
        label=_("Risiko"),
        max_length=200,
        help_text=_("Hva kan hindre at gevinsten kommer?"),
        error_messages={"required": _("Skriv hva risikoen er.")},
    )
    probability = forms.TypedChoiceField(
        label=_("Sannsynlighet"), choices=ONE_TO_FIVE, coerce=int, empty_value=None, required=False
    )
    consequence = forms.TypedChoiceField(
        label=_("Konsekvens"), choices=ONE_TO_FIVE, coerce=int, empty_value=None, required=False
    )
    mitigation = forms.CharField(
        label=_("Hva vi gjør med den"), required=False, widget=forms.Textarea(attrs=LONG)
    )
    owner_title = forms.CharField(
        label=_("Ansvarlig"), max_length=120, required=False, help_text=_("Rollen som følger den opp.")
    )


class DisbenefitForm(PlanForm):
    title = forms.CharField(
        label=_("Ulempe"),
        max_length=200,
        help_text=_("Hva kan bli dårligere, og for hvem, når gevinsten kommer?"),
        error_messages={"required": _("Skriv hva ulempen er.")},
    )
    affected = forms.CharField(label=_("Hvem merker den"), max_length=160, required=False)
    indicator = forms.ModelChoiceField(
        label=_("Måles med"),
        queryset=Indicator.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("ikke valgt"),
        help_text=_("En balanserende måleindikator viser om ulempen kommer."),
    )
    tolerated = PercentField(
        label=_("Tåler så mange prosent dårligere"),
        required=False,
        help_text=_("Regnet fra verdien da nullpunktet ble målt. Tomt: ingen grense."),
    )
    mitigation = forms.CharField(
        label=_("Hva vi gjør med den"), required=False, widget=forms.Textarea(attrs=LONG)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicator = self.fields["indicator"]
        if isinstance(indicator, forms.ModelChoiceField):
            indicator.queryset = Indicator.objects.published()


class EnablerForm(PlanForm):
    sort = forms.ChoiceField(
        label=_("Slag"),
        choices=Enabler.Sort.choices,
        help_text=_("Funksjonalitet er det systemet kan. En endring er det dere gjør på en ny måte."),
    )
    title = forms.CharField(
        label=_("Hva"), max_length=160, error_messages={"required": _("Skriv hva det er.")}
    )
    owner_title = forms.CharField(label=_("Ansvarlig"), max_length=120, required=False)
    ready = DayField(label=_("I bruk fra"), required=False, help_text=DAY)
    note = forms.CharField(label=_("Merknad"), required=False, widget=forms.Textarea(attrs=LONG))


class DependencyForm(PlanForm):
    """`ends`: code and words of all that an arrow can stand between."""

    before = forms.ChoiceField(label=_("Fra"), required=False)
    after = forms.ChoiceField(label=_("Til"), required=False)
    note = forms.CharField(label=_("Merknad"), max_length=300, required=False)

    def __init__(self, *args: Any, ends: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            choice = self.fields[name]
            if isinstance(choice, forms.ChoiceField):
                choice.choices = [("", _("ikke valgt")), *ends]
