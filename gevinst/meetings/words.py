"""What meetings say: figures with what they are of, and rules as the reader is told them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from gevinst.values.words import written
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point
from indicators.statistics.xmr import Rule, Verdict

_EACH: dict[PeriodKind, Any] = {
    PeriodKind.WEEK: gettext_lazy("%(value)s i uken"),
    PeriodKind.MONTH: gettext_lazy("%(value)s i måneden"),
    PeriodKind.QUARTER: gettext_lazy("%(value)s i kvartalet"),
    PeriodKind.TERTIAL: gettext_lazy("%(value)s i tertialet"),
    PeriodKind.YEAR: gettext_lazy("%(value)s i året"),
}
RULES: dict[Rule, Any] = {
    Rule.NONE: gettext_lazy("vanlig variasjon"),
    Rule.OUTSIDE: gettext_lazy("siste måling er utenfor grensene for vanlig variasjon"),
    Rule.TREND: gettext_lazy("sju målinger på rad i samme retning"),
    Rule.TWO_OF_THREE: gettext_lazy("to av de tre siste målingene er nær samme grense"),
    Rule.SHIFT: gettext_lazy("sju målinger på rad på samme side av snittet"),
}
VERDICTS: dict[Verdict, Any] = {
    Verdict.COMMON: gettext_lazy("Vanlig variasjon"),
    Verdict.IMPROVEMENT: gettext_lazy("Forbedring"),
    Verdict.CONCERN: gettext_lazy("Bekymring"),
    Verdict.CHANGE: pgettext_lazy("signal", "Reell endring"),
}


def briefly(indicator: Indicator) -> str:
    """Its title without what stands in brackets."""
    return indicator.title.partition(" (")[0]


def unit_of(indicator: Indicator) -> str:
    return kind_for(indicator.kind).fixed_unit or indicator.unit


def each_period(value: float, indicator: Indicator, point: Point) -> str:
    """«31 døgn i måneden»; of what is not counted up over time only the value."""
    text = written(value, indicator)
    if kind_for(indicator.kind).needs_denominator or indicator.over_time != "sum" or point.months > 1:
        return text
    return str(_EACH[point.period.kind]) % {"value": text}


def names_of(names: Sequence[str], most: int = 3) -> str:
    """«Aure, Molde og Rauma», or «Aure, Molde og 4 til»."""
    if len(names) > most + 1:
        listed, more = ", ".join(names[:most]), len(names) - most
        return _("%(names)s og %(n)s til") % {"names": listed, "n": more}
    if len(names) == 1:
        return names[0]
    return _("%(names)s og %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
