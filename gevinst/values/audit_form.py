"""A table to control: pasted, or a small text file. Nothing of it is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.imports.personal_ids import first_row_with_one
from indicators.imports.table import Table
from indicators.table_audit.audit import Audit, audit
from indicators.table_audit.grid import AuditError
from indicators.table_audit.paste import rows_of
from indicators.table_audit.words import why_not

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2_000
MOST_CELLS = 40_000
_ENDINGS = (".csv", ".txt", ".tsv")


class AuditForm(forms.Form):
    """`audit` is the control of the table when the form is valid."""

    text = forms.CharField(
        label=gettext_lazy("Lim inn tabellen"),
        required=False,
        strip=False,
        help_text=gettext_lazy(
            "Fra et regneark eller en PDF. Ta med overskriftene, tallene og det som er regnet ut av dem."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "wrap": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Eller velg en fil"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "CSV eller tekst, inntil 1 MB. Fra Excel: kopier cellene og lim dem inn over."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(_ENDINGS)}),
    )

    audit: Audit

    def clean_file(self) -> str:
        """The text of the file, empty when none is chosen."""
        file: UploadedFile | None = self.cleaned_data.get("file")
        if file is None:
            return ""
        if file.size and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("Filen er større enn 1 MB. Ta ut den tabellen som skal kontrolleres.")
            )
        raw: bytes = file.read()
        if b"\x00" in raw[:8192] or not (file.name or "").casefold().endswith(_ENDINGS):
            raise forms.ValidationError(
                _("Her leses bare CSV og tekst. Åpne filen, kopier cellene og lim dem inn i feltet over.")
            )
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return raw.decode("cp1252", errors="replace")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        text = given.get("file") or given.get("text") or ""
        if self.errors:
            return given
        if not text.strip():
            raise forms.ValidationError(_("Lim inn en tabell eller velg en fil."))
        rows = rows_of(text)
        cells = sum(len(row) for _number, row in rows)
        if len(text) > MOST_BYTES or len(rows) > MOST_ROWS or cells > MOST_CELLS:
            raise forms.ValidationError(
                _("Tabellen har over 2 000 rader eller 40 000 celler. Ta ut den delen som skal kontrolleres.")
            )
        place = first_row_with_one(Table(sheet="", rows=lambda: iter(rows), total=len(rows)))
        if place is not None:
            self.data = {}  # a personal number is never shown again
            raise forms.ValidationError(
                _(
                    "Rad %(row)s inneholder noe som er et gyldig fødselsnummer eller D-nummer. "
                    "Ingenting er lagret. Fjern alle personopplysninger og prøv igjen."
                )
                % {"row": place}
            )
        try:
            self.audit = audit(rows)
        except AuditError as problem:
            raise forms.ValidationError(why_not(problem)) from None
        given["text"] = text
        return given
