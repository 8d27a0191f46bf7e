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
from indicators.quality.slips import SMALLEST, slips
from indicators.quality.values import Floats, Values
from indicators.quality.words import shown

# The factor a figure is off by when it is given in another unit, by kind.
FACTORS = {
    "share": {0.01: "fraction", 100.0: "percent_twice"},
    "duration": {1 / 60: "hours", 1 / 1440: "days", 60.0: "seconds"},
}
IN_DAYS = {24.0: "hours_for_days", 1440.0: "minutes_for_days"}
DAYS = frozenset({"døgn", "dager"})
WHOLE_SERIES = 4
FEWEST_FRACTIONS, ALL = 5, "all_fractions"


def find(values: Values, context: Context) -> Iterator[Found]:
    asked, smallest = _asked(values, context)
    factors = list(asked.values())
    found = {slip.row: slip for slip in slips(values, factors, group=values.series, smallest=smallest)}
    # A first delivery has no history, and is judged by the other actors of the same period. Counts and times
    # are as different as the actors are.
    compared = np.where(smallest > 0, np.inf, 0.0)
    for slip in slips(values, factors, group=values.group, smallest=compared, beside=False):
        found.setdefault(slip.row, slip)
    causes = [cause for cause, _factor in asked]
    many = Counter(int(values.series[row]) for row in found)
    last = {int(values.series[row]): row for row in sorted(found)}
    for row, slip in found.items():
        count = many[int(values.series[row])]
        # A whole series in the wrong unit is one mistake.
        if count < WHOLE_SERIES or last[int(values.series[row])] == row:
            value = float(values.value[row])
            parts = {
                "value": value,
                "factor": slip.factor,
                "usual": slip.usual,
                "cause": causes[slip.which],
                "count": count,
            }
            yield Found(row, 0.9 if slip.others >= 8 else 0.75, (value,), parts)
    yield from _nothing_but_fractions(values, context)


def _nothing_but_fractions(values: Values, context: Context) -> Iterator[Found]:
    """Shares nobody has delivered before, all of them below 1: asked about once, where the first stands."""
    for indicator, rows in values.of_indicators():
        told = np.flatnonzero(values.counted[rows] & np.isnan(values.denominator[rows])) + rows.start
        shares = values.value[told]
        between = int(((shares > 0) & (shares < 1)).sum())
        if context.facts[indicator].kind != "share" or between < FEWEST_FRACTIONS:
            continue
        if values.touched[rows].all() and (shares <= 1).all() and len(told) == values.counted[rows].sum():
            row = int(told[np.flatnonzero((shares > 0) & (shares < 1))[0]])
            parts = {"value": float(values.value[row]), "factor": 0.01, "cause": ALL, "count": len(told)}
            yield Found(row, 0.6, (), parts)


def _asked(values: Values, context: Context) -> tuple[dict[tuple[str, float], Floats], Floats]:
    """A factor for each row, by cause, and how large a value must be for it."""
    asked: dict[tuple[str, float], Floats] = {}
    smallest = np.zeros(len(values))
    for indicator, rows in values.of_indicators():
        facts = context.facts[indicator]
        smallest[rows] = 0.0 if facts.needs_denominator else SMALLEST
        # A share of known parts is in no unit: what is wrong with it is wrong with them.
        told = np.isnan(values.denominator[rows]) | (facts.kind != "share")
        for factor, cause in _factors(facts).items():
            known = asked.setdefault((cause, factor), np.full(len(values), np.nan))
            known[rows] = np.where(told, factor, np.nan)
        if facts.kind == "count" and facts.band:
            people = context.population(facts.band).of(values.actor[rows], years(values, rows))
            with np.errstate(divide="ignore"):
                rate = np.where(people > 0, facts.band_factor / people, np.nan)
            asked.setdefault(("rate", 0.0), np.full(len(values), np.nan))[rows] = rate
    return asked, smallest


def _factors(facts: Facts) -> dict[float, str]:
    if facts.kind == "mean" and facts.unit in DAYS:
        return IN_DAYS
    return FACTORS.get(facts.kind, {})


def say(parts: Parts, indicator: Indicator) -> Words:
    if parts["cause"] == ALL:
        numbers = {
            name: shown(parts["value"] / by, indicator) for name, by in (("value", 1), ("guess", 0.01))
        }
        return Words(
            what=_("Alle %(count)s verdiene er mellom 0 og 1 %%.") % {"count": parts["count"]},
            expected=_("Ingen har levert denne indikatoren før, så vi vet ikke hva som er vanlig."),
            advice=_("Se om kilden oppgir brøker. Da er %(value)s egentlig %(guess)s.") % numbers,
        )
    causes = {
        "fraction": _("Tallet ser ut til å være en brøk og ikke prosent."),
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
    whole = ngettext("Det gjelder %(count)s verdi.", "Det gjelder %(count)s verdier i rekka.", parts["count"])
    what = (
        causes[parts["cause"]]
        if parts["count"] < WHOLE_SERIES
        else f"{causes[parts['cause']]} {whole % numbers}"
    )
    return Words(
        what=_("%(value)s: %(cause)s") % {"value": numbers["value"], "cause": what},
        expected=_("Det vanlige er rundt %(usual)s.") % numbers,
        advice=_("Kontroller enheten i kilden. I riktig enhet blir tallet %(guess)s.") % numbers,
    )


CHECK = Check(code="unit", name=lazy("Feil enhet"), find=find, say=say, claims="history")
