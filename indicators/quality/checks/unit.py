"""The right figure in the wrong unit: a fraction for per cent, hours for minutes, a rate for a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from indicators.catalogue.models import Indicator
from indicators.quality.checks.over_population import years
from indicators.quality.context import Context, Facts
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.slips import SMALLEST, Slip, slips
from indicators.quality.values import Values
from indicators.quality.words import shown

# The factor a figure is off by when it is given in another unit, by kind.
FACTORS = {
    "share": {0.01: "fraction", 100.0: "percent_twice"},
    "duration": {1 / 60: "hours", 1 / 1440: "days", 60.0: "seconds"},
}
IN_DAYS = {24.0: "hours_for_days", 1440.0: "minutes_for_days"}
DAYS = frozenset({"døgn", "dager"})


def find(values: Values, context: Context) -> Iterator[Found]:
    for indicator, rows in values.of_indicators():
        facts = context.facts[indicator]
        known = FACTORS.get(facts.kind, {}) | (IN_DAYS if _is_mean_of_days(facts) else {})
        touched = np.flatnonzero(values.touched[rows]) + rows.start
        smallest = 0.0 if facts.needs_denominator else SMALLEST
        found = [
            (slip, known[slip.factor])
            for slip in slips(values, touched, tuple(known), group=values.series, smallest=smallest)
        ]
        if facts.needs_denominator:
            found += _against_others(values, touched, known, {slip.row for slip, _cause in found})
        if facts.kind == "count" and facts.band:
            found += [(slip, "rate") for slip in _as_rates(values, rows, context, facts)]
        many = Counter(int(values.series[slip.row]) for slip, _cause in found)
        last = {int(values.series[slip.row]): slip.row for slip, _cause in found}
        for slip, cause in found:
            # A whole series in the wrong unit is one mistake.
            if many[int(values.series[slip.row])] < 4 or last[int(values.series[slip.row])] == slip.row:
                value = float(values.value[slip.row])
                parts = {
                    "value": value,
                    "factor": slip.factor,
                    "usual": slip.usual,
                    "cause": cause,
                    "count": many[int(values.series[slip.row])],
                }
                yield Found(slip.row, 0.9 if slip.others >= 8 else 0.75, (value,), parts)


def _is_mean_of_days(facts: Facts) -> bool:
    return facts.kind == "mean" and facts.unit in DAYS


def _against_others(
    values: Values, touched: np.ndarray[tuple[int], np.dtype[np.int64]], known: dict[float, str], seen: set[int]
) -> Iterator[tuple[Slip, str]]:
    """Against the other actors of the same period: a first delivery has no history."""
    for slip in slips(values, touched, tuple(known), group=values.group, beside=False):
        if slip.row not in seen:
            yield slip, known[slip.factor]


def _as_rates(values: Values, rows: slice, context: Context, facts: Facts) -> Iterator[Slip]:
    """Counts given per so many inhabitants."""
    people = context.population(facts.band).of(values.actor[rows], years(values, rows))
    factors = np.ones(len(values))
    factors[rows] = facts.band_factor / np.where(np.isnan(people) | (people <= 0), facts.band_factor, people)
    asked = np.flatnonzero(values.touched[rows] & (factors[rows] != 1)) + rows.start
    return slips(values, asked, factors, group=values.series, smallest=SMALLEST)


def say(parts: Parts, indicator: Indicator) -> Words:
    causes = {
        "fraction": _("Tallet ser ut til å være en brøk (0,52) og ikke prosent (52)."),
        "percent_twice": _("Tallet ser ut til å være ganget med 100 to ganger."),
        "hours": _("Tallet ser ut til å være oppgitt i timer og ikke minutter."),
        "days": _("Tallet ser ut til å være oppgitt i døgn og ikke minutter."),
        "seconds": _("Tallet ser ut til å være oppgitt i sekunder og ikke minutter."),
        "hours_for_days": _("Tallet ser ut til å være oppgitt i timer og ikke døgn."),
        "minutes_for_days": _("Tallet ser ut til å være oppgitt i minutter og ikke døgn."),
        "rate": _("Tallet ser ut til å være oppgitt per innbygger og ikke som antall."),
    }
    numbers = {
        "value": shown(parts["value"], indicator),
        "usual": shown(parts["usual"], indicator),
        "guess": shown(parts["value"] / parts["factor"], indicator),
        "count": parts["count"],
    }
    whole = ngettext(
        "Det gjelder %(count)s verdi.", "Det gjelder %(count)s verdier i rekka.", parts["count"]
    )
    what = causes[parts["cause"]] if parts["count"] < 4 else f"{causes[parts['cause']]} {whole % numbers}"
    return Words(
        what=_("%(value)s: %(cause)s") % {"value": numbers["value"], "cause": what},
        expected=_("Det vanlige er rundt %(usual)s.") % numbers,
        advice=_("Kontroller enheten i kilden. I riktig enhet blir tallet %(guess)s.") % numbers,
    )


CHECK = Check(code="unit", name=lazy("Feil enhet"), find=find, say=say, claims="history")
