"""Categories that together are everybody, against the printed figure of all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.segments import numbered
from indicators.quality.values import Values
from indicators.quality.words import counted


def find(values: Values, context: Context) -> Iterator[Found]:
    all_of_it = [pk for pk, parts in context.breakdowns.items() if not parts]
    cells, many = numbered(values.cell)
    known = values.spoken & values.whole & ~np.isnan(values.numerator)
    whole = np.full(many, -1)
    rows = np.flatnonzero(known & np.isin(values.breakdown, all_of_it))
    whole[cells[rows]] = rows
    for dimension, needed in context.partitions.items():
        alone = [pk for pk, parts in context.breakdowns.items() if list(parts) == [dimension]]
        mine = np.flatnonzero(known & np.isin(values.breakdown, alone))
        if not len(mine):
            continue
        total = np.bincount(cells[mine], weights=values.numerator[mine], minlength=many)
        there = np.bincount(cells[mine], minlength=many)
        touched = np.bincount(cells[mine], weights=values.touched[mine], minlength=many) > 0
        for cell in np.flatnonzero((there == needed) & (whole >= 0)):
            row = int(whole[cell])
            printed, summed = float(values.numerator[row]), float(total[cell])
            if (touched[cell] or values.touched[row]) and abs(printed - summed) > 1e-6 * max(1.0, printed):
                parts = {"printed": printed, "sum": summed, "dimension": dimension}
                yield Found(row, 0.8, (printed, summed), parts)


def say(parts: Parts, indicator: Indicator) -> Words:
    numbers = {
        "printed": counted(parts["printed"]),
        "sum": counted(parts["sum"]),
        "difference": counted(abs(parts["printed"] - parts["sum"])),
    }
    return Words(
        what=_("Totalen er %(printed)s, men gruppene gir til sammen %(sum)s.") % numbers,
        expected=_("Alle som telles, står i nøyaktig én gruppe. Forskjellen er %(difference)s.") % numbers,
        advice=_("Kontroller om en gruppe mangler noen, eller om totalen er eldre enn gruppene."),
    )


CHECK = Check(code="categories", name=lazy("Grupper mot total"), find=find, say=say)
