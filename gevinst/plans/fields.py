"""Form fields for figures, periods and dates as Norwegians write them; the rest is refused in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gevinst.plans.stretches import Run, Stretch, parse_stretch
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.figures import Rules, figure_from, unit_written
from indicators.measurements.periods import Period, PeriodError
from indicators.measurements.values import NumberError, Reading, parse_number

DURATION_EXAMPLE = 13_420.0
# A count must fit its column.
MOST = 2_000_000_000


class FigureField(forms.CharField):
    """A figure in the indicator's unit, judged as an imported one is. Gives a float, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.indicator: Indicator | None = None

    def of(self, indicator: Indicator) -> None:
        self.indicator = indicator
        if not _in_time(indicator):
            self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        return read_figure(text, self.indicator) if text else None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, float) and self.indicator is not None:
            return plain_figure(value, self.indicator)
        return value


class PercentField(forms.CharField):
    """A percent, signed. Gives a float, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        return read_percent(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return plain_number(value) if isinstance(value, float) else value


class AmountField(forms.CharField):
    """A number of something that is not the indicator's: hours, kroner, observations. Never negative.

    `whole`: counts give an int, else a float; None when empty.
    """

    def __init__(self, *, unit: str = "", whole: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **kwargs)
        self.unit, self.whole = unit, whole

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        if not text:
            return None
        reading = _read(text)
        if reading.unit not in ("", self.unit):
            raise ValidationError(_("Skriv bare tallet, uten «%(unit)s».") % {"unit": reading.unit})
        number = _number(reading)
        if number < 0:
            raise ValidationError(_("Tallet kan ikke være negativt."))
        if self.whole and not number.is_integer():
            raise ValidationError(_("Skriv et helt tall."))
        if number >= MOST:
            raise ValidationError(_("Tallet er for stort."))
        return int(number) if self.whole else number

    def prepare_value(self, value: Any) -> Any:
        return plain_number(float(value)) if isinstance(value, int | float) else value


class StretchField(forms.CharField):
    """What a baseline covers: `2024`, `mars 2024`, `1. tertial 2024`, `12 måneder til og med juni 2026`."""

    def clean(self, value: Any) -> Stretch | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_stretch(text)
        except PeriodError as problem:
            raise ValidationError(str(problem)) from None

    def prepare_value(self, value: Any) -> Any:
        return value.label() if isinstance(value, Period | Run) else value


class DayField(forms.CharField):
    """A day as dd.mm.åååå, in a plain text field."""

    def __init__(self, **kwargs: Any) -> None:
        day = forms.TextInput(attrs={"data-day": True, "autocomplete": "off"})
        super().__init__(max_length=40, widget=day, **kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return datetime.strptime(text.strip(), "%d.%m.%Y").date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            raise ValidationError(_("Skriv datoen som dd.mm.åååå, for eksempel 31.12.2027.")) from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d.%m.%Y}" if isinstance(value, date) else value


def read_figure(text: str, indicator: Indicator | None) -> float:
    """The number of a cell that must hold one. ValidationError says what is wrong, as an import would."""
    reading = _read(text)
    if indicator is not None:
        _figure, faults = figure_from(Rules.of(indicator), value=reading)
        if faults:
            raise ValidationError([message for _cell, message in faults])
    return _number(reading)


def read_percent(text: str) -> float:
    reading = _read(text)
    if reading.unit not in ("", "%"):
        raise ValidationError(_("Skriv en prosent, for eksempel 50."))
    return _number(reading)


def plain_figure(value: float, indicator: Indicator) -> str:
    """A figure as one would type it into a form: no thousands spaces, no unit - durations excepted."""
    return kind_for(indicator.kind).format(value, 0, "") if _in_time(indicator) else plain_number(value)


def plain_number(value: float) -> str:
    number = f"{value:.6f}".rstrip("0").rstrip(".")
    return number.replace(".", ",")


def unit_words(indicator: Indicator) -> str:
    """In what a figure of the indicator is to be typed, with an example."""
    kind = kind_for(indicator.kind)
    if _in_time(indicator):
        example = kind.format(DURATION_EXAMPLE, 0, "")
        return _("Skriv varigheten med enheter, for eksempel «%(example)s». Ett døgn er 24 timer.") % {
            "example": example
        }
    if kind.fixed_unit == "%":
        return _("I prosent, for eksempel 78,5.")
    example = "1250" if indicator.decimals == 0 else "12,5"
    return _("I %(unit)s, for eksempel %(example)s.") % {"unit": indicator.unit, "example": example}


def _read(text: str) -> Reading:
    try:
        return parse_number(text)
    except NumberError as problem:
        raise ValidationError(str(problem)) from None


def _number(reading: Reading) -> float:
    if reading.number is None:
        raise ValidationError(_("Skriv et tall."))
    return reading.number


def _in_time(indicator: Indicator) -> bool:
    return unit_written(kind_for(indicator.kind)) == "min"
