from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gevinst.limit_choices.services import LONGEST_REASON
from gevinst.plans.forms import PlanForm
from indicators.measurements.periods import PeriodError, PeriodKind, parse_period


class NewLimitsForm(PlanForm):
    since = forms.CharField(
        label=gettext_lazy("Nye grenser fra"),
        max_length=30,
        help_text=gettext_lazy("En måned, som «mars 2024» eller «2024-03»."),
        error_messages={"required": gettext_lazy("Skriv hvilken måned de nye grensene gjelder fra.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Hva ble varig annerledes? Står i diagrammet, sammen med navnet ditt."),
        error_messages={
            "required": gettext_lazy("Skriv hvorfor grensene skal regnes på nytt."),
            "max_length": gettext_lazy("Begrunnelsen er for lang. Bruk høyst 200 tegn."),
        },
    )

    def clean_since(self) -> date:
        try:
            period = parse_period(self.cleaned_data["since"])
        except PeriodError as problem:
            raise forms.ValidationError(str(problem)) from None
        if period.kind is not PeriodKind.MONTH:
            raise forms.ValidationError(_("Skriv en måned, som «mars 2024»."))
        return period.start
