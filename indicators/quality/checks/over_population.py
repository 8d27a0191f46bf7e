"""More persons than live there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.measurements.population import EVERYBODY
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import KINDS, MONTHS_IN, Ints, Values
from indicators.quality.words import counted


def years(values: Values, rows: slice) -> Ints:
    """The year each row is counted in; a week by the day it begins."""
    months = np.array([MONTHS_IN.get(kind, 0) for kind in KINDS])[values.kind[rows]]
    by_month = values.place[rows] * months // 12
    return 1970 + np.where(months > 0, by_month, (values.place[rows] * 7 - 3) // 365)


def find(values: Values, context: Context) -> Iterator[Found]:
    """Of indicators that count each person once: those that count days or referrals may pass the
    population.
    """
    for indicator, rows in values.of_indicators():
        facts = context.facts[indicator]
        band = facts.counted_among
        if not band:
            continue
        people = context.population(band).of(values.actor[rows], years(values, rows))
        with np.errstate(invalid="ignore"):
            # A year's growth, as the population is counted on 1 January.
            over = values.touched[rows] & values.spoken[rows] & (values.numerator[rows] > people * 1.05)
        for row in np.flatnonzero(over):
            found, live = float(values.numerator[rows][row]), float(people[row])
            yield Found(
                int(row) + rows.start,
                1.0,
                (found, live),
                {"value": found, "people": live, "band": band},
            )


def say(parts: Parts, indicator: Indicator) -> Words:
    numbers = {"value": counted(parts["value"]), "people": counted(parts["people"])}
    what = (
        _("%(value)s er flere enn innbyggerne, som er %(people)s.")
        if parts["band"] == EVERYBODY
        else _("%(value)s er flere enn innbyggerne i aldersgruppen, som er %(people)s.")
    )
    return Words(
        what=what % numbers,
        expected=_("Hver innbygger telles høyst én gang."),
        advice=_("Se om tallet gjelder et større område, eller om besøk er talt i stedet for personer."),
    )


CHECK = Check(
    code="over_population", name=lazy("Flere enn innbyggerne"), find=find, say=say, claims="history"
)
