from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.models import Indicator

LAYOUTS = [
    ("", _("Finn ut av det selv")),
    ("long", _("Én verdi per rad")),
    ("wide", _("Periodene som kolonner")),
]


class UploadForm(forms.Form):
    """What the file itself is worth is judged by `receive_upload`, which has the words for every fault."""

    file = forms.FileField(
        label=_("Fil"),
        allow_empty_file=True,
        help_text=_("Excel-ark (xlsx) eller CSV. Bare samlede tall, aldri opplysninger om enkeltpersoner."),
        error_messages={"required": _("Du har ikke valgt en fil. Velg en fil og prøv igjen.")},
    )
    indicator = forms.ModelChoiceField(
        label=_("Måleindikator"),
        queryset=Indicator.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Står i filen"),
        help_text=_("Velg når hele filen gjelder én måleindikator."),
    )
    layout = forms.ChoiceField(label=_("Oppsett"), choices=LAYOUTS, required=False)
    source = forms.CharField(
        label=_("Kilde"),
        max_length=200,
        required=False,
        help_text=_("Hvor tallene er hentet fra, for eksempel «Rapport fra Helseplattformen, oktober 2026»."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicators = self.fields["indicator"]
        if isinstance(indicators, forms.ModelChoiceField):
            indicators.queryset = Indicator.objects.published()
