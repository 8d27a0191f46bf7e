"""A single value written by hand: what a person typed, judged as an imported cell is, and saved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.access.models import User
from gevinst.plans.fields import DayField, plain_figure, plain_number
from gevinst.values.asked import Asked
from indicators.catalogue.kinds import kind_for
from indicators.measurements import services
from indicators.measurements.figures import (
    DENOMINATOR,
    NUMERATOR,
    VALUE,
    NewFigure,
    Rules,
    figure_from,
    period_faults,
)
from indicators.measurements.models import Measurement
from indicators.measurements.services import LONGEST_REASON
from indicators.measurements.values import NumberError, Reading, Reason, Status, parse_number, symbol

CELLS = (NUMERATOR, DENOMINATOR, VALUE)
LONGEST_CELL = 60


def mark_of(row: Measurement | None) -> str:
    """Tells whether the value is still the one a form was shown with."""
    return f"{row.pk}-{row.batch_id}" if row else ""


class ReasonForm(forms.Form):
    """Why, and of which value."""

    reason = forms.CharField(
        label=_("Begrunnelse"),
        help_text=_("Vises sammen med verdien for dem som er logget inn. Skriv aldri navn på pasienter."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON}),
        error_messages={"required": _("Skriv hvorfor verdien endres.")},
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, row: Measurement | None, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": mark_of(row), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if fault := services.reason_fault(reason):
            raise forms.ValidationError(fault)
        return reason

    @property
    def is_about(self) -> str:
        """The mark of the value the person saw."""
        return str(self.data.get("seen", ""))

    def see_anew(self, row: Measurement | None) -> None:
        """What was typed stays; saving once more is then about the value as it now is."""
        self.data = {**dict(self.data.items()), "seen": mark_of(row)}


class ValueForm(ReasonForm):
    """One value in the cells its kind has. `figure` is what they make, once the form is valid."""

    figure: NewFigure

    def __init__(self, asked: Asked, row: Measurement | None, *args: Any, **kwargs: Any) -> None:
        self.asked, self.rules = asked, Rules.of(asked.indicator)
        super().__init__(row, *args, initial=_typed(asked, row) if row else {}, **kwargs)
        reason = self.fields.pop("reason")
        for name in CELLS if self.rules.kind.needs_denominator else (VALUE,):
            self.fields[name] = self._cell(name)
        if self._may_be_partial(row):
            self.fields["as_of"] = DayField(
                label=_("Gjelder til og med"),
                required=False,
                help_text=_("Bare når tallet gjelder en del av perioden: dd.mm.åååå."),
            )
        if row is None:
            self.fields["source"] = forms.CharField(
                label=_("Kilde"),
                max_length=200,
                help_text=_("Hvor tallet er hentet fra. Kilden vises for alle som ser tallet."),
                error_messages={"required": _("Skriv hvor tallet er hentet fra.")},
            )
        else:
            self.fields["reason"] = reason

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        cells = dict(self._read(given))
        if self.errors:
            return given
        if not cells:
            self.add_error(self._first, gettext("Skriv tallet, eller .. når tallet mangler."))
            return given
        figure, faults = figure_from(
            self.rules,
            value=cells.get(VALUE),
            numerator=cells.get(NUMERATOR),
            denominator=cells.get(DENOMINATOR),
            as_of=given.get("as_of"),
        )
        late = period_faults(self.rules, figure, self.asked.period, timezone.localdate())
        for name, message in [*faults, *late]:
            where = self._first if name in CELLS else None
            self.add_error(name if name in self.fields else where, message)
        self.figure = figure
        return given

    def save(self, row: Measurement | None, *, by: User) -> Measurement:
        """Raises MeasurementError as the services do."""
        if row is not None:
            return services.correct(
                measurement=row, figure=self.figure, reason=self.cleaned_data["reason"], by=by
            )
        return services.record(
            indicator=self.asked.indicator,
            actor=self.asked.actor,
            period=self.asked.period,
            figure=self.figure,
            by=by,
            source=self.cleaned_data["source"],
            categories=self.asked.categories,
        )

    @property
    def _first(self) -> str:
        return next(name for name in CELLS if name in self.fields)

    def _read(self, given: dict[str, Any]) -> Iterator[tuple[str, Reading]]:
        for name in CELLS:
            if text := given.get(name):
                try:
                    yield name, parse_number(text)
                except NumberError as problem:
                    self.add_error(name, str(problem))

    def _cell(self, name: str) -> forms.CharField:
        needs_both = self.rules.kind.needs_denominator
        labels = {
            NUMERATOR: _("Teller"),
            DENOMINATOR: _("Nevner"),
            VALUE: _("Eller bare tallet slik kilden oppgir det") if needs_both else _("Verdi"),
        }
        symbols = _("Skriv .. når tallet mangler, : når det er skjult, og * etter et foreløpig tall.")
        return forms.CharField(
            label=labels[name],
            max_length=LONGEST_CELL,
            required=not needs_both,
            error_messages={"required": _("Skriv tallet, eller .. når tallet mangler.")},
            help_text=symbols if name == (NUMERATOR if needs_both else VALUE) else "",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )

    def _may_be_partial(self, row: Measurement | None) -> bool:
        if row is not None and row.as_of is not None:
            return True
        return self.rules.is_flow and self.asked.period.end >= timezone.localdate()


def _typed(asked: Asked, row: Measurement) -> dict[str, Any]:
    """The value as one would type it into the cells."""
    kind, reason = kind_for(asked.indicator.kind), Reason(row.reason)
    cells: dict[str, Any] = {"as_of": row.as_of}
    if reason is Reason.BELOW:
        cells[VALUE] = f"<{_cell(row.stated, asked)}"
    elif reason is not Reason.NONE:
        cells[VALUE] = symbol(reason)
    elif not kind.needs_denominator:
        cells[VALUE] = _cell(row.numerator if row.numerator is not None else row.stated, asked)
    elif row.numerator is None:
        cells[VALUE] = _cell(row.stated, asked)
    else:
        cells[NUMERATOR] = plain_number(row.numerator)
        cells[DENOMINATOR] = "" if row.denominator is None else plain_number(row.denominator)
    if row.status == Status.PRELIMINARY:
        first = next(name for name in CELLS if cells.get(name))
        cells[first] = f"{cells[first]}*"
    return cells


def _cell(number: float | None, asked: Asked) -> str:
    return "" if number is None else plain_figure(number, asked.indicator)
