"""Form fields that read figures, periods and dates the way Norwegians write them, and refuse the rest in words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodError, parse_period
from indicators.measurements.values import NumberError, parse_number


class FigureField(forms.CharField):
    """A figure in the indicator's unit; durations as `9 d 07 t 40 min`. Gives a float, or None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.indicator: Indicator | None = None

    def clean(self, value: Any) -> float | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            reading = parse_number(text)
        except NumberError as problem:
            raise ValidationError(str(problem)) from None
        if reading.number is None:
            raise ValidationError(_("Skriv et tall."))
        return reading.number

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, float) and self.indicator is not None:
            return plain_figure(value, self.indicator)
        return value


class PeriodField(forms.CharField):
    """One period: `2024`, `mars 2024`, `1. tertial 2024`, `uke 7 2024`."""

    def clean(self, value: Any) -> Period | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_period(text)
        except PeriodError as problem:
            raise ValidationError(str(problem)) from None

    def prepare_value(self, value: Any) -> Any:
        return value.label() if isinstance(value, Period) else value


class DayField(forms.CharField):
    """A day as dd.mm.åååå, in a plain text field."""

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


def plain_figure(value: float, indicator: Indicator) -> str:
    """A figure as one would type it into a form: no thousands spaces, no unit - durations excepted."""
    if indicator.kind == "duration":
        return kind_for(indicator.kind).format(value, 0, "")
    number = f"{value:.6f}".rstrip("0").rstrip(".")
    return number.replace(".", ",")
