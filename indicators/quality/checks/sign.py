"""Below nought: nothing that is counted here can be."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import Values
from indicators.quality.words import counted


def find(values: Values, context: Context) -> Iterator[Found]:
    with np.errstate(invalid="ignore"):
        lowest = np.fmin(np.fmin(values.numerator, values.denominator), values.stated)
        below = values.touched & (lowest < 0)
    for row in np.flatnonzero(below):
        yield Found(int(row), 1.0, (float(lowest[row]),), {"value": float(lowest[row])})


def say(parts: Parts, indicator: Indicator) -> Words:
    return Words(
        what=_("%(value)s er mindre enn null.") % {"value": counted(parts["value"])},
        expected=_("Det som telles her, kan ikke være mindre enn null."),
        advice=_("Se etter et minustegn som ikke skulle vært der, eller en formel som trekker fra for mye."),
    )


CHECK = Check(code="sign", name=lazy("Negativt tall"), find=find, say=say, claims="history")
