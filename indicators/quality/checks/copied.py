"""Two actors with the very same series: one of them has got the other's figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from numpy.typing import NDArray

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.segments import medians
from indicators.quality.values import Ints, Values
from indicators.quality.words import shown

# So many different figures, of such a size, are not alike by chance.
FEWEST, SMALLEST = 6, 20.0


def find(values: Values, context: Context) -> Iterator[Found]:
    many = len(values.starts) - 1
    rows = np.flatnonzero(values.counted)
    if not many or not len(rows):
        return
    # Rows mixed to one number a series: equal numbers are looked at again, row by row.
    mixed = _mixed(values, rows)
    totals = np.zeros(many, dtype=np.uint64)
    np.add.at(totals, values.series[rows], mixed)
    middle, counts = medians(np.nan_to_num(values.numerator, nan=0.0), values.series, values.counted, many)
    touched = np.zeros(many, dtype=np.bool_)
    touched[values.series[values.touched]] = True
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    enough = np.flatnonzero((counts >= FEWEST) & (middle >= SMALLEST))
    _names, again, times = np.unique(totals[enough], return_inverse=True, return_counts=True)
    for series in map(int, enough[times[again] > 1]):
        first = int(values.starts[series])
        about = (values.indicator[first], values.breakdown[first], values.kind[first], totals[series])
        alike[tuple(int(each) for each in about)].append(series)
    for together in alike.values():
        for series in together[1:] if len(together) > 1 else ():
            other = together[0]
            if touched[series] or touched[other]:
                yield from _pair(values, other, series)


def _mixed(values: Values, rows: Ints) -> NDArray[np.uint64]:
    place = values.place[rows].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    number = values.value[rows].astype(np.float64).view(np.uint64)
    mixed = (number ^ (place >> np.uint64(7))) * np.uint64(0xBF58476D1CE4E5B9)
    spread: NDArray[np.uint64] = (mixed ^ (mixed >> np.uint64(31))) + place
    return spread


def _pair(values: Values, one: int, other: int) -> Iterator[Found]:
    left, right = (slice(int(values.starts[each]), int(values.starts[each + 1])) for each in (one, other))
    mine, theirs = values.counted[left], values.counted[right]
    figures = values.value[left][mine]
    if (
        np.array_equal(figures, values.value[right][theirs])
        and np.array_equal(values.place[left][mine], values.place[right][theirs])
        and len(np.unique(figures)) >= FEWEST // 2
    ):
        row = right.stop - 1
        # Who the other one is, is not told: the reader may not see their figures.
        parts = {"value": float(values.value[row]), "count": len(figures)}
        yield Found(row, 0.9, (float(figures.sum()), float(len(figures))), parts)


def say(parts: Parts, indicator: Indicator) -> Words:
    return Words(
        what=_("Alle %(count)s verdiene er de samme som hos en annen aktør.") % {"count": parts["count"]},
        expected=_("To aktører har sjelden helt like tall i så mange perioder."),
        advice=_("Se om radene i filen har fått feil kommunenummer. Siste verdi er %(value)s.")
        % {"value": shown(parts["value"], indicator)},
    )


CHECK = Check(code="copied", name=lazy("Samme rekke som en annen"), find=find, say=say)
