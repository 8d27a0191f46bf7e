"""A printed share, mean or rate against the numerator and denominator printed beside it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.identities import half_unit
from indicators.quality.values import Values
from indicators.quality.words import counted, shown


def find(values: Values, context: Context) -> Iterator[Found]:
    for indicator, rows in values.of_indicators():
        facts = context.facts[indicator]
        if not facts.needs_denominator:
            continue
        top, bottom, stated = values.numerator[rows], values.denominator[rows], values.stated[rows]
        all_three = (
            values.touched[rows] & values.spoken[rows] & ~np.isnan(top) & (bottom > 0) & ~np.isnan(stated)
        )
        for row in np.flatnonzero(all_three):
            computed = float(top[row] * facts.multiplier / bottom[row])
            told = float(stated[row])
            room = float(half_unit(told, max(facts.decimals, 2)))
            if abs(computed - told) > room + 1e-9:
                parts = {
                    "told": told,
                    "computed": computed,
                    "top": float(top[row]),
                    "bottom": float(bottom[row]),
                }
                yield Found(int(row) + rows.start, 0.95, (told, float(top[row]), float(bottom[row])), parts)


def say(parts: Parts, indicator: Indicator) -> Words:
    numbers = {
        "told": shown(parts["told"], indicator),
        "computed": shown(parts["computed"], indicator),
        "top": counted(parts["top"]),
        "bottom": counted(parts["bottom"]),
    }
    return Words(
        what=_("Kilden oppgir %(told)s, men %(top)s av %(bottom)s er %(computed)s.") % numbers,
        expected=_("Teller og nevner gir %(computed)s.") % numbers,
        advice=_("Gevinst regner med teller og nevner. Kontroller hvilket av tallene i kilden som er galt."),
    )


CHECK = Check(code="stated", name=lazy("Oppgitt tall mot teller og nevner"), find=find, say=say)
