"""A figure of the same place and period under two of its numbers: one counts, the other is left over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import Values
from indicators.quality.words import shown


def find(values: Values, context: Context) -> Iterator[Found]:
    numbers = context.numbers
    several = np.isin(values.actor, list(numbers.lines))
    beside: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for row in np.flatnonzero(several & values.spoken & ~np.isnan(values.value)).tolist():
        place = numbers.place(int(values.actor[row]))
        beside[(place, *(int(column[row]) for column in _same(values)))].append(row)
    for rows in beside.values():
        if len(rows) < 2 or not values.touched[rows].any():
            continue
        day = values.period(rows[0]).end
        counts, *left_over = sorted(
            rows, key=lambda row: numbers.precedence(int(values.actor[row]), day), reverse=True
        )
        for row in left_over:
            yield _found(values, context, row, counts)


def _same(values: Values) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], ...]:
    return values.indicator, values.breakdown, values.kind, values.place


def _found(values: Values, context: Context, row: int, counts: int) -> Found:
    mine, used = float(values.value[row]), float(values.value[counts])
    codes = {number.actor: number.code for line in context.numbers.lines.values() for number in line}
    parts = {
        "value": mine,
        "used": used,
        "code": codes[int(values.actor[row])],
        "used_code": codes[int(values.actor[counts])],
    }
    return Found(row, 0.9 if mine != used else 0.6, (mine, used), parts)


def say(parts: Parts, indicator: Indicator) -> Words:
    said = {**parts, "value": shown(parts["value"], indicator), "used": shown(parts["used"], indicator)}
    return Words(
        what=_("%(value)s er levert under nummer %(code)s, men %(used)s under nummer %(used_code)s.") % said,
        expected=_("Stedet har skiftet nummer, og bare tallet under %(used_code)s blir brukt.") % said,
        advice=_("Trekk verdien under %(code)s. Er det den som er riktig, så rett den andre først.") % said,
    )


CHECK = Check(code="renumbered", name=lazy("Levert under to numre"), find=find, say=say)
