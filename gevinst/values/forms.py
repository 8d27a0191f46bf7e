from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.models import Indicator
from indicators.imports.formats import extensions
from indicators.imports.layouts import LAYOUTS, layout_for

LONGEST_PASTE = 2_000_000


class UploadForm(forms.Form):
    """What the file itself is worth is judged by `receive_upload`, which has the words for every fault.

    Cells pasted from a spreadsheet become a file like any other, named by the moment.
    """

    file = forms.FileField(
        label=_("Velg en fil"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Slipp filen her, eller velg den. Excel-ark, CSV og andre tabellfiler kan leses."
            " Bare samlede tall, aldri opplysninger om enkeltpersoner."
        ),
        widget=forms.FileInput(),
    )
    pasted = forms.CharField(
        label=_("Lim inn celler"),
        required=False,
        help_text=_("Merk cellene i regnearket, også overskriftene. Kopier dem, og lim dem inn her."),
        max_length=LONGEST_PASTE,
        error_messages={"max_length": _("Dette er for mye å lime inn. Lagre det som en fil, og velg filen.")},
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "wrap": "off", "class": "cells"}),
        strip=False,
    )
    indicator = forms.ModelChoiceField(
        label=_("Måleindikator"),
        queryset=Indicator.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Står i filen"),
        help_text=_("Velg når alle tallene gjelder én måleindikator."),
    )
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
        self.fields["file"].widget.attrs["accept"] = ",".join(extensions())
        shapes = [(code, _(layout_for(code).NAME)) for code in LAYOUTS]
        self.fields["layout"] = forms.ChoiceField(
            label=_("Oppsett"), required=False, choices=[("", _("Finn oppsettet automatisk")), *shapes]
        )
        indicators = self.fields["indicator"]
        if isinstance(indicators, forms.ModelChoiceField):
            indicators.queryset = Indicator.objects.with_page()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        pasted = (given.get("pasted") or "").strip("\r\n")
        if given.get("file") is not None and pasted.strip():
            self.add_error("pasted", _("Du har både valgt en fil og limt inn celler. Behold bare det ene."))
        elif given.get("file") is None and pasted.strip():
            given["file"] = ContentFile(pasted.encode(), name=_pasted_name())
        elif given.get("file") is None and not self.errors:
            self.add_error("file", _("Du har verken valgt en fil eller limt inn celler."))
        return given


def _pasted_name() -> str:
    return str(_("limt inn %(when)s.tsv")) % {
        "when": timezone.localtime().strftime("%d.%m.%Y kl. %H.%M"),
    }
