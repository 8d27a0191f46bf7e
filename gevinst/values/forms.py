from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.models import Indicator

LAYOUTS = [
    ("", _("Finn ut av det selv")),
    ("long", _("Én verdi per rad")),
    ("wide", _("Periodene som kolonner")),
]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Fil"),
        help_text=_("Excel-ark (xlsx) eller CSV. Bare samlede tall, aldri opplysninger om enkeltpersoner."),
        error_messages={"required": _("Velg en fil."), "empty": _("Filen er tom. Velg en fil med innhold.")},
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

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
            raise forms.ValidationError(
                _t("Filen er for stor. Største tillatte størrelse er %(limit)s MB. Del den i flere filer.")
                % {"limit": limit}
            )
        return file
