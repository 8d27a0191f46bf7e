"""Three times more than any other value of its series, or three times less: for series that limits cannot
judge.

A series has too few values for limits, or is of rare events that come in bursts (outlier.py); the rule is of
our own making, tried on the real figures named in docs/calculations.md. The newest value may be on its way
somewhere, and is found at five times.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.checks.outlier import SMALLEST, is_rare
from indicators.quality.context import Context, Facts
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.history import nearest
from indicators.quality.segments import medians
from indicators.quality.values import Values
from indicators.quality.words import shown
from indicators.statistics.xmr import LOCK_AT

FEWEST_OTHERS, TIMES, TIMES_NEWEST, BEYOND_DOUBT = 4, 3.0, 5.0, 10.0
# Of rare events a burst this large is more than one patient's month.
BURST = 60.0


def find(values: Values, context: Context) -> Iterator[Found]:
    many = len(values.starts) - 1
    middle, _counts = medians(values.value, values.series, values.counted, many)
    usual = middle[values.series]
    with np.errstate(invalid="ignore"):
        far = (values.value > TIMES * usual) | (values.value * TIMES < usual)
    for row in map(int, np.flatnonzero(values.touched & values.counted & far)):
        facts, value = context.facts[int(values.indicator[row])], float(values.value[row])
        others = nearest(values, row)
        if len(others) < FEWEST_OTHERS:
            continue
        low, high = float(others.min()), float(others.max())
        newest = not values.counted[row + 1 : values.of_series(row).stop].any()
        times = max(value / high if high else np.inf, low / value if value else np.inf)
        if times <= (TIMES_NEWEST if newest else TIMES):
            continue
        if len(others) < LOCK_AT:
            judged = _is_much(facts, abs(value - float(usual[row])), max(value, high))
        else:
            judged = is_rare(facts, others) and value >= BURST
        if judged:
            parts = {"value": value, "low": low, "high": high}
            yield Found(row, 0.8 if times > BEYOND_DOUBT else 0.6, (value,), parts)


def _is_much(facts: Facts, apart: float, larger: float) -> bool:
    """Whether a difference is more than a few persons or a few percentage points."""
    if facts.kind in ("count", "duration"):
        return larger >= SMALLEST
    return apart >= 10 if facts.kind == "share" else apart >= 5 * 10.0**-facts.decimals


def say(parts: Parts, indicator: Indicator) -> Words:
    numbers = {name: shown(parts[name], indicator) for name in ("value", "low", "high")}
    return Words(
        what=_("%(value)s er langt fra alle de andre verdiene i rekka.") % numbers,
        expected=_("De andre ligger fra %(low)s til %(high)s.") % numbers,
        advice=_("Kontroller tallet mot kilden. Stemmer det, så bekreft og skriv hva som skjedde."),
    )


CHECK = Check(code="far_off", name=lazy("Langt fra de andre"), find=find, say=say, claims="history")
