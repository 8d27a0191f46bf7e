"""Figures and likelihoods in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from indicators import messages
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period
from indicators.statistics.rounding import format_number

ALMOST_CERTAIN, LIKELY = 0.9, 0.6


def shown(value: float, indicator: Indicator) -> str:
    """A value with its unit, with a decimal more where it would else be written as 0."""
    kind = kind_for(indicator.kind)
    decimals = indicator.decimals
    while value and abs(value) < 0.5 * 10**-decimals and decimals < 4:
        decimals += 1
    return kind.format(value, decimals, kind.fixed_unit or indicator.unit)


def counted(value: float) -> str:
    """A numerator or denominator: whole numbers whole, others with up to four decimals."""
    text = f"{value:.4f}".rstrip("0")
    return format_number(value, len(text.partition(".")[2]))


def how_likely(likelihood: float) -> str:
    if likelihood >= ALMOST_CERTAIN:
        return _("Nesten sikkert feil")
    return _("Trolig feil") if likelihood >= LIKELY else _("Kan være riktig")


def listed(periods: Sequence[Period], most: int = 4) -> str:
    """The first few periods by name, the year once where it is the same, and how many more there are."""
    shown, more = periods[:most], len(periods) - most
    years = {period.year for period in shown}
    names = [period.name() for period in shown]
    if len(years) == 1 and all(names):
        said = f"{messages.listed(names)} {years.pop()}"
    else:
        said = str(messages.listed([period.label() for period in shown]))
    return _("%(names)s, og %(n)s til") % {"names": said, "n": more} if more > 0 else said
