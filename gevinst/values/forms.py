from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.models import Indicator

LAYOUTS = [
    ("", _("Finn oppsettet automatisk")),
    ("long", _("Én verdi per rad")),
    ("wide", _("Periodene som kolonner")),
]
PASTED = "innlimt.csv"


class UploadForm(forms.Form):
    """What the file itself is worth is judged by `receive_upload`, which has the words for every fault.

    Cells pasted from a spreadsheet become a file like any other.
    """

    file = forms.FileField(
        label=_("Fil"),
        required=False,
        allow_empty_file=True,
        help_text=_("Excel-ark (xlsx) eller CSV. Bare samlede tall, aldri opplysninger om enkeltpersoner."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    pasted = forms.CharField(
        label=_("Eller lim inn fra Excel"),
        required=False,
        help_text=_("Merk cellene i Excel, med overskriftene, kopier dem og lim dem inn her."),
        widget=forms.Textarea(attrs={"rows": 4}),
        strip=False,
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
        help_text=_(
            "Hvor tallene er hentet fra, for eksempel «Rapport fra Helseplattformen, oktober 2026»."
            " Kilden vises for alle som ser tallet."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indicators = self.fields["indicator"]
        if isinstance(indicators, forms.ModelChoiceField):
            indicators.queryset = Indicator.objects.published()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("file") is None and (given.get("pasted") or "").strip():
            given["file"] = ContentFile(given["pasted"].encode(), name=PASTED)
        if given.get("file") is None and "file" not in self.errors:
            self.add_error("file", _("Du har ikke valgt en fil. Velg en fil og prøv igjen."))
        return given
