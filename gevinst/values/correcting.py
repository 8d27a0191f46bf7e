"""What a person says of a file: its sheet, what each column is, and what holds for all its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from gevinst.access.models import User
from gevinst.values.drafts import HEADER_ROW
from gevinst.values.reading import COLUMNS_SHOWN, ReadColumn, Reading, choices
from gevinst.values.remembering import AS_READ, RECALLED, SAID_BY, by_column
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.imports.layouts import missing
from indicators.imports.mapping import ColumnUse, Mapping, Role
from indicators.imports.match import actor_by_id
from indicators.imports.models import Upload
from indicators.imports.table import letter
from indicators.measurements.periods import PeriodError, parse_period

AS_NOW = ""
MOST_HEADER_ROW = 200
WHEN = (Role.PERIOD, Role.YEAR, Role.TERTIAL, Role.QUARTER, Role.MONTH, Role.WEEK)
CONSTANTS = {Role.INDICATOR: "indikator", Role.PERIOD: "periode", Role.ACTOR: "aktor"}
LACKING: dict[Role, str | Promise] = {
    Role.ACTOR: lazy("Velg hvem tallene gjelder, eller si hvilken kolonne det står i."),
    Role.INDICATOR: lazy("Velg hvilken måleindikator tallene gjelder, eller si hvilken kolonne det står i."),
    Role.PERIOD: lazy("Skriv hvilken periode tallene gjelder, eller si hvilken kolonne det står i."),
    Role.VALUE: lazy("Si hvilken kolonne som har tallene."),
}


class ColumnsForm(forms.Form):
    """One select per column, by letter, and a field for each thing that may hold for the whole file.

    `cleaned_data["mapping"]` is the Mapping as said, whole enough to read the file by.
    """

    indikator = forms.ModelChoiceField(
        label=lazy("Måleindikator"),
        queryset=Indicator.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=lazy("Står i en kolonne"),
    )
    periode = forms.CharField(
        label=lazy("Periode"),
        required=False,
        max_length=40,
        help_text=lazy("For eksempel mars 2026, 1. tertial 2026 eller 2025."),
    )
    aktor = forms.ModelChoiceField(
        label=lazy("Aktør"),
        queryset=Actor.objects.none(),
        required=False,
        empty_label=lazy("Står i en kolonne"),
    )

    rad = forms.IntegerField(
        label=lazy("Overskriftene står på rad"),
        required=False,
        min_value=1,
        max_value=MOST_HEADER_ROW,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": lazy("Skriv radnummeret som et helt tall."),
            "min_value": lazy("Den første raden er rad 1."),
            "max_value": lazy("Overskriftene må stå blant de første 200 radene."),
        },
    )

    def __init__(self, *args: Any, reading: Reading, actors: Collection[int], **kwargs: Any) -> None:
        self.reading = reading
        self.mapping = _mapping_of(reading)
        kwargs.setdefault("initial", _constants(self.mapping))
        super().__init__(*args, **kwargs)
        self.shown = reading.columns[:COLUMNS_SHOWN]
        for column in self.shown:
            self.fields[f"kolonne-{column.letter}"] = _select(column)
        self._offer("indikator", Indicator.objects.with_page())
        self._offer("aktor", Actor.objects.filter(pk__in=actors).order_by("name"))
        if len(reading.sheets) > 1:
            self.fields["ark"] = forms.ChoiceField(
                label=_("Ark"), choices=[(sheet, sheet) for sheet in reading.sheets], initial=reading.sheet
            )

    def rows(self) -> Iterator[tuple[ReadColumn, forms.BoundField]]:
        """Each column shown, with its select."""
        return ((column, self[f"kolonne-{column.letter}"]) for column in self.shown)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of what no column says, or somebody has said; all of them when columns may be changed
        freely."""
        whole = not missing(self.mapping)
        names = [
            name
            for role, name in CONSTANTS.items()
            if whole or name in self.errors or role in self.mapping.constants or role in missing(self.mapping)
        ]
        return [self[name] for name in names]

    @property
    def hidden_columns(self) -> int:
        return len(self.reading.columns) - len(self.shown)

    @property
    def lacking(self) -> list[str]:
        """What must be said before the file can be read, in words."""
        return [str(LACKING[role]) for role in missing(self.mapping)]

    @property
    def another_sheet(self) -> bool:
        sheet = self.cleaned_data.get("ark")
        return bool(sheet) and sheet != self.reading.sheet

    @property
    def another_row(self) -> bool:
        return (self.cleaned_data.get("rad") or self.mapping.header_row) != self.mapping.header_row

    def clean_periode(self) -> str:
        text: str = self.cleaned_data["periode"].strip()
        try:
            return parse_period(text).code if text else ""
        except PeriodError as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return given
        given["constants"] = self._constants(given)
        if self.another_sheet or self.another_row:
            return given
        columns = tuple(corrected(self.mapping.columns, given))
        said = replace(self.mapping, columns=columns, constants=given["constants"])
        for role in missing(said):
            self.add_error(CONSTANTS.get(role), str(LACKING[role]))
        for role, uses in ((Role.PERIOD, WHEN), (Role.INDICATOR, (Role.INDICATOR,))):
            self._say_what_wins(said, role, uses)
        given["mapping"] = said
        return given

    def _constants(self, given: dict[str, Any]) -> dict[str, str]:
        said = {
            Role.INDICATOR.value: given["indikator"].slug if given["indikator"] else "",
            Role.PERIOD.value: given["periode"],
            Role.ACTOR.value: actor_by_id(given["aktor"].pk) if given["aktor"] else "",
        }
        return {role: text for role, text in {**self.mapping.constants, **said}.items() if text}

    def _say_what_wins(self, said: Mapping, role: Role, uses: tuple[Role, ...]) -> None:
        """A column wins over what holds for the file; who has just said the latter should know."""
        constant, column = said.constants.get(role), next(iter(said.uses(*uses)), None)
        if constant and column and constant != self.mapping.constants.get(role):
            words = _(
                "Kolonnen %(column)s sier det alt. Sett den til «Brukes ikke», eller la dette stå tomt."
            )
            self.add_error(CONSTANTS[role], words % {"column": f"{letter(column.column)} «{column.header}»"})

    def _offer(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = queryset
            if name in {CONSTANTS.get(role) for role in missing(self.mapping)}:
                field.empty_label = _("Ikke valgt")


def options_said(upload: Upload, form: ColumnsForm, by: User) -> dict[str, Any]:
    """The options of the upload after a valid form: read it so, whatever was remembered."""
    gone = {"mapping", "constants", "sheet", RECALLED, SAID_BY, AS_READ, HEADER_ROW}
    sheet = {"sheet": form.reading.sheet} if form.reading.sheet else {}
    if form.another_sheet:
        gone |= {"corrections", "corrected"}
        sheet = {"sheet": form.cleaned_data["ark"]}
    kept = {key: value for key, value in upload.options.items() if key not in gone} | sheet
    if form.another_sheet or form.another_row:
        said = {"constants": form.cleaned_data["constants"]}
        return kept | said | ({} if form.another_sheet else {HEADER_ROW: form.cleaned_data["rad"]})
    return kept | {"mapping": form.cleaned_data["mapping"].as_data(), SAID_BY: by.pk}


def corrected(columns: tuple[ColumnUse, ...], said: dict[str, Any]) -> Iterator[ColumnUse]:
    """The columns taken as said of each, by letter; those nothing is said of as they were."""
    for uses in by_column(columns):
        here = uses[0]
        wanted = said.get(f"kolonne-{letter(here.column)}") or AS_NOW
        if wanted == AS_NOW:
            yield from uses
        else:
            role, _sign, dimension = wanted.partition(":")
            yield ColumnUse(column=here.column, header=here.header, role=Role(role), dimension=dimension)


def _select(column: ReadColumn) -> forms.ChoiceField:
    as_now = (AS_NOW, _("%(words)s (som nå)") % {"words": column.taken_as})
    return forms.ChoiceField(
        label=_("Kolonne %(name)s er") % {"name": column.name},
        choices=[as_now, *choices()],
        required=False,
    )


def _mapping_of(reading: Reading) -> Mapping:
    if reading.mapping is None:
        raise LookupError("only a file whose columns were found can be corrected")
    return reading.mapping


def _constants(mapping: Mapping) -> dict[str, Any]:
    given = mapping.constants
    period = given.get(Role.PERIOD, "")
    actor = given.get(Role.ACTOR, "")
    return {
        "rad": mapping.header_row or "",
        "indikator": given.get(Role.INDICATOR, ""),
        "periode": parse_period(period).label() if period else "",
        "aktor": actor.removeprefix("#") if actor.startswith("#") else "",
    }
