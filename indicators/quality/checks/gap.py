"""Periods that lack in the middle of a series that is otherwise delivered."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import Values, period_at
from indicators.quality.words import listed

# A series with more holes than this has another rhythm, and nobody is told of each.
FEWEST, FULLEST = 6, 0.75


def find(values: Values, context: Context) -> Iterator[Found]:
    """Found at the first value after the hole. A value that says why there is no number fills its place."""
    if len(values) < 2:
        return
    first, last = values.starts[:-1], values.starts[1:] - 1
    there = values.starts[1:] - values.starts[:-1]
    asked = values.place[last] - values.place[first] + 1
    regular = ((there >= FEWEST) & (there / asked >= FULLEST))[values.series]
    jump = np.zeros(len(values), dtype=np.int64)
    jump[1:] = np.where(values.series[1:] == values.series[:-1], values.place[1:] - values.place[:-1], 0)
    beside = values.touched.copy()
    beside[1:] |= values.touched[:-1]
    for row in map(int, np.flatnonzero(regular & (jump > 1) & beside)):
        missing = [
            period_at(int(values.kind[row]), int(values.place[row]) - back)
            for back in range(int(jump[row]) - 1, 0, -1)
        ]
        parts = {"missing": [period.code for period in missing]}
        yield Found(row, 0.5, (float(values.place[row]), float(jump[row])), parts)


def say(parts: Parts, indicator: Indicator) -> Words:
    missing = [parse_period(code) for code in parts["missing"]]
    return Words(
        what=_("%(periods)s mangler i rekka.") % {"periods": listed(missing).capitalize()},
        expected=_("Periodene før og etter er levert."),
        advice=_("Lever tallene som mangler, eller før .. med en forklaring om de ikke finnes."),
    )


CHECK = Check(code="gap", name=lazy("Hull i rekka"), find=find, say=say)
