from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gevinst.plans.forms import PlanForm
from gevinst.reminders.models import DigestChoice


class DigestForm(PlanForm):
    rhythm = forms.ChoiceField(
        label=_("Send meg påminnelsene på e-post"),
        choices=DigestChoice.Rhythm.choices,
        widget=forms.RadioSelect,
        help_text=_("Én e-post med alt som venter. Er det ingenting, sendes ingenting."),
        error_messages={"required": _("Velg hvor ofte.")},
    )
    language = forms.ChoiceField(
        label=_("Språk i e-posten"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg språk.")},
    )
