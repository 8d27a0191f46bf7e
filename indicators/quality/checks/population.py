"""Denominators that should be the population, and are not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.measurements.population import EVERYBODY
from indicators.quality.checks.over_population import years
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import Values
from indicators.quality.words import counted
from indicators.statistics.rounding import format_number

# More than the growth of a year, and more than what different days of counting make.
APART = 0.1
# Below this, a few who move are a tenth.
SMALLEST = 100


def find(values: Values, context: Context) -> Iterator[Found]:
    for indicator, rows in values.of_indicators():
        facts = context.facts[indicator]
        if facts.kind != "rate" or not facts.band:
            continue
        year = years(values, rows)
        people = context.population(facts.band).of(values.actor[rows], year)
        everybody = context.population(EVERYBODY).of(values.actor[rows], year)
        bottom = values.denominator[rows]
        with np.errstate(divide="ignore", invalid="ignore"):
            apart = np.abs(bottom / people - 1)
            all_of_them = np.abs(bottom / everybody - 1) < 0.02
        off = values.touched[rows] & values.spoken[rows] & (people >= SMALLEST) & (apart > APART)
        for row in np.flatnonzero(off):
            told, live = float(bottom[row]), float(people[row])
            parts = {"told": told, "people": live, "everybody": bool(all_of_them[row])}
            yield Found(int(row) + rows.start, 0.9 if all_of_them[row] else 0.6, (told, live), parts)


def say(parts: Parts, indicator: Indicator) -> Words:
    told, people = parts["told"], parts["people"]
    numbers = {
        "told": counted(told),
        "people": counted(people),
        "percent": format_number((told - people) * 100 / people, 0, signed=True),
    }
    advice = (
        _("Nevneren ser ut til å være alle innbyggere. Den skal være bare aldersgruppen.")
        if parts["everybody"]
        else _("Kontroller at nevneren gjelder riktig område, år og aldersgruppe.")
    )
    return Words(
        what=_("Nevneren er %(told)s (%(percent)s %% fra folketallet).") % numbers,
        expected=_("Aldersgruppen har %(people)s innbyggere.") % numbers,
        advice=advice,
    )


CHECK = Check(code="population", name=lazy("Nevneren er ikke folketallet"), find=find, say=say)
