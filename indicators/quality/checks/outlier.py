"""Outside what the series usually does: beyond its process limits, and by a step far from its usual ones.

Both must say so. XmR limits (NHS, Making data count) alone call every level that moves special, and a
robust z (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993: |z| ≥ 3.5 by median and MAD) of the
values themselves flags the ends of any trend; z is therefore of the steps from one period to the next. A
value with others after it is found only if the series goes as far back again: a level that stays is a
change, not a fault.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.checks.factor import FACTORS
from indicators.quality.context import Context, Facts
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.history import nearest
from indicators.quality.segments import medians, spreads
from indicators.quality.values import Floats, Values
from indicators.quality.words import shown
from indicators.statistics.xmr import LOCK_AT, limits

FAR = 3.5
# Makes the mean absolute deviation of a normal distribution its standard deviation: it heeds a heavy tail
# that the median does not see.
MEAN_TO_SIGMA = 1.2533
# Below this many, a few persons more or less are much.
SMALLEST = 20.0


def find(values: Values, context: Context) -> Iterator[Found]:
    z = _steps(values, context)
    after = np.full(len(values), np.nan)
    after[:-1] = np.where(values.step[1:], z[1:], np.nan)
    with np.errstate(invalid="ignore"):
        back = (np.abs(after) >= FAR) & (np.sign(after) == -np.sign(z))
        first = np.isnan(z) & (np.abs(after) >= FAR)
        candidates = values.touched & (first | ((np.abs(z) >= FAR) & (np.isnan(after) | back)))
    for row in map(int, np.flatnonzero(candidates)):
        others, facts = nearest(values, row), context.facts[int(values.indicator[row])]
        if len(others) < LOCK_AT or is_rare(facts, others):
            continue
        usual, value = limits([float(each) for each in others]), float(values.value[row])
        if usual.lower <= value <= usual.upper:
            continue
        beside = "after" if first[row] else "before" if np.isnan(after[row]) else "both"
        guess = _without_slip(value, usual.lower, usual.upper)
        parts = {
            "value": value,
            "low": max(usual.lower, 0.0),
            "high": min(usual.upper, 100.0) if facts.kind == "share" else usual.upper,
            "neighbour": float(values.value[row + 1 if first[row] else row - 1]),
            "beside": beside,
            "guess": guess,
        }
        beyond = (abs(value - usual.mean) - usual.half_width) / max(usual.half_width, 1e-9)
        likelihood = (0.5 if beside == "both" else 0.3) + 0.3 * min(beyond, 1.0)
        yield Found(row, max(likelihood, 0.75) if guess else likelihood, (value,), parts)


def _without_slip(value: float, low: float, high: float) -> float | None:
    """What the value would be, and usual, with the decimal sign elsewhere; None where that is nowhere, or in
    more than one place."""
    fits = [value / factor for factor in FACTORS if max(low, 0.0) < value / factor < high]
    return fits[0] if len(fits) == 1 else None


def is_rare(facts: Facts, others: Floats) -> bool:
    """Limits say nothing of rare events, nor of counts that come in bursts with nothing between them."""
    return facts.kind in ("count", "duration") and float(np.quantile(others, 0.1)) * 2 < SMALLEST


def _steps(values: Values, context: Context) -> Floats:
    """How many robust standard deviations each step lies from the usual step of its series; NaN for none."""
    scaled, least = np.full(len(values), np.nan), np.zeros(len(values))
    for indicator, rows in values.of_indicators():
        _scale(values, rows, context.facts[indicator], scaled, least)
    change = np.full(len(values), np.nan)
    change[1:] = np.where(values.step[1:], scaled[1:] - scaled[:-1], np.nan)
    noise = np.zeros(len(values))
    noise[1:] = np.sqrt(least[1:] + least[:-1])
    usable = values.step & ~np.isnan(change)
    many = len(values.starts) - 1
    centre, counts = medians(change, values.series, usable, many)
    spread = spreads(change, centre, values.series, usable)
    away = np.where(usable, np.abs(change - centre[values.series]), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = MEAN_TO_SIGMA * np.bincount(values.series, weights=away, minlength=many) / counts
    wide = np.fmax(np.fmax(spread, mean)[values.series], noise)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (change - centre[values.series]) / wide
    enough = (counts[values.series] >= LOCK_AT - 1) & usable & (wide > 0)
    return np.where(enough, z, np.nan)


def _scale(values: Values, rows: slice, facts: Facts, scaled: Floats, least: Floats) -> None:
    """Counts on the scale where chance is equal everywhere (Anscombe), and the least variance chance can
    give.
    """
    value = values.value[rows]
    if facts.kind in ("count", "duration"):
        scaled[rows] = 2 * np.sqrt(np.maximum(value, 0) + 0.375)
        least[rows] = 1.0 if facts.kind == "count" else 0.0
        return
    scaled[rows] = value
    unit = 10.0**-facts.decimals
    least[rows] = unit**2 / 12
    if facts.kind == "share":
        bottom = values.denominator[rows]
        inside = np.clip(value, 0.5, 99.5)
        with np.errstate(divide="ignore", invalid="ignore"):
            chance = inside * (100 - inside) / bottom
        least[rows] = np.where(bottom > 0, chance, unit**2 / 12)


def say(parts: Parts, indicator: Indicator) -> Words:
    numbers = {
        "value": shown(parts["value"], indicator),
        "neighbour": shown(parts["neighbour"], indicator),
        "low": shown(parts["low"], indicator),
        "high": shown(parts["high"], indicator),
    }
    what = {
        "before": _("%(value)s bryter tydelig med perioden før, som var %(neighbour)s."),
        "after": _("%(value)s bryter tydelig med perioden etter, som var %(neighbour)s."),
        "both": _("%(value)s skiller seg tydelig ut fra periodene både før og etter."),
    }[parts["beside"]]
    if parts["beside"] == "both":
        advice = _("Kontroller tallet mot kilden. Stemmer det, så bekreft og skriv hva som skjedde.")
    else:
        advice = _(
            "Er noe endret i tjenesten eller i måten det telles på, så bekreft og skriv hva. Ellers"
            " kontroller tallet mot kilden."
        )
    if guess := parts.get("guess"):
        slip = _("Er desimalkommaet forskjøvet? %(guess)s ville vært vanlig.") % {
            "guess": shown(guess, indicator)
        }
        advice = f"{slip} {advice}"
    return Words(
        what=what % numbers,
        expected=_("Vanlig variasjon er fra %(low)s til %(high)s.") % numbers,
        advice=advice,
    )


CHECK = Check(code="outlier", name=lazy("Utenfor det vanlige"), find=find, say=say, claims="history")
