"""The same figure period after period, more often than chance would have it: an old figure sent again.

Two counts of about n are equal by chance in 1/√(1 + 4πn) of cases (two Poisson counts); a run is found
where that chance, or how often the series otherwise stands still, makes it rarer than 1 in 100 000.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import Bools, Values
from indicators.quality.words import shown

CHANCE = 1e-5
# What stands on a stock, such as inhabitants, moves little from one period to the next.
STOCK_STANDS = 0.3
SHORTEST = 3


def find(values: Values, context: Context) -> Iterator[Found]:
    same = values.step.copy()
    same[1:] &= (values.value[1:] == values.value[:-1]) & (values.value[1:] != 0)
    for column in (values.numerator, values.denominator):
        same[1:] &= (column[1:] == column[:-1]) | (np.isnan(column[1:]) & np.isnan(column[:-1]))
    numbers = np.arange(len(values))
    began = np.maximum.accumulate(np.where(same, 0, numbers)) if len(values) else numbers
    length = numbers - began + 1
    ends = same.copy()
    ends[:-1] &= ~same[1:]
    for row in map(int, np.flatnonzero(ends & values.touched & (length >= SHORTEST))):
        chance = _chance(values, row, int(length[row]), same, context)
        if chance <= CHANCE:
            value, many = float(values.value[row]), int(length[row])
            first = values.period(row - many + 1)
            parts = {"value": value, "count": many, "first": first.code, "chance": chance}
            yield Found(row, 0.8, (value, float(many)), parts)


def _chance(values: Values, row: int, length: int, same: Bools, context: Context) -> float:
    facts = context.facts[int(values.indicator[row])]
    place = values.of_series(row)
    steps = int(values.step[place].sum()) - (length - 1)
    stands = (int(same[place].sum()) - (length - 1)) / steps if steps else 0.0
    top = float(values.numerator[row])
    if np.isnan(top) or facts.kind == "mean" or facts.kind == "duration":
        # Nothing is known of how often such a figure would repeat itself but what the series shows.
        by_chance = (1 + stands * steps) / (2 + steps)
    else:
        by_chance = 1 / float(np.sqrt(1 + 4 * np.pi * top))
    if facts.over_time == "last":
        by_chance = max(by_chance, STOCK_STANDS)
    return float(max(by_chance, stands) ** (length - 1))


def say(parts: Parts, indicator: Indicator) -> Words:
    return Words(
        what=_("%(value)s står likt i %(count)s perioder på rad.")
        % {"value": shown(parts["value"], indicator), "count": parts["count"]},
        expected=_("Tilfeldig variasjon gir nesten aldri så mange like tall."),
        advice=_("Se om kilden har sendt et gammelt tall på nytt, eller om målingen har stanset."),
    )


CHECK = Check(code="frozen", name=lazy("Samme tall gjentas"), find=find, say=say)
