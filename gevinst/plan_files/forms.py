from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    """The workbook of a plan. What is wrong with the file itself is said by whoever reads it."""

    file = forms.FileField(
        label=_("Regnearket med endringene"),
        required=False,
        allow_empty_file=True,
        help_text=_("XLSX, inntil 10 MB. Filen må være lastet ned fra denne planen."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
