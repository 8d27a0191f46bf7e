"""A part larger than the whole it is part of: of its denominator, or of the same figure for all
categories.
"""

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
    for indicator, rows in values.of_indicators():
        if context.facts[indicator].kind == "share":
            yield from _over_denominator(values, rows)
    yield from _over_all(values, context)


def _over_denominator(values: Values, rows: slice) -> Iterator[Found]:
    with np.errstate(invalid="ignore"):
        over = values.numerator[rows] > values.denominator[rows]
        past = np.isnan(values.denominator[rows]) & (values.stated[rows] > 100) & values.spoken[rows]
    for row in np.flatnonzero(values.touched[rows] & (over | past)) + rows.start:
        part, whole = float(values.numerator[row]), float(values.denominator[row])
        if past[row - rows.start]:
            part, whole = float(values.stated[row]), 100.0
        yield Found(int(row), 1.0, (part, whole), {"part": part, "whole": whole, "of": "denominator"})


def _over_all(values: Values, context: Context) -> Iterator[Found]:
    """Sums that stand in a category, against the same sum of all."""
    all_of_it = [pk for pk, parts in context.breakdowns.items() if not parts]
    if not all_of_it or len(context.breakdowns) < 2:
        return
    cells, many = numbered(values.cell)
    whole = np.full(many, -1)
    known = values.spoken & values.whole & ~np.isnan(values.numerator)
    is_all = np.isin(values.breakdown, all_of_it)
    rows = np.flatnonzero(is_all & known)
    whole[cells[rows]] = rows
    other = whole[cells]
    part = np.flatnonzero(known & ~is_all & (other >= 0) & (values.touched | values.touched[other]))
    for row in part[values.numerator[part] > values.numerator[other[part]]]:
        top, bottom = float(values.numerator[row]), float(values.numerator[other[row]])
        yield Found(int(row), 1.0, (top, bottom), {"part": top, "whole": bottom, "of": "all"})


def say(parts: Parts, indicator: Indicator) -> Words:
    numbers = {"part": counted(parts["part"]), "whole": counted(parts["whole"])}
    if parts["of"] == "all":
        what = _("Gruppen har %(part)s, men alle til sammen har bare %(whole)s.")
        advice = _("Se om totalen er fra en annen periode, eller om radene er forskjøvet.")
    else:
        what = _("Telleren er %(part)s, men nevneren er bare %(whole)s.")
        advice = _("Se om teller og nevner er byttet om, eller hentet fra ulike perioder.")
    return Words(what % numbers, _("En del kan ikke være større enn helheten."), advice)


CHECK = Check(code="over_whole", name=lazy("Del større enn helheten"), find=find, say=say, claims="history")
