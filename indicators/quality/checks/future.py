"""A period that has not begun cannot have been measured."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.values import KINDS, Values, place_of


def find(values: Values, context: Context) -> Iterator[Found]:
    now = np.array([place_of(kind, context.today) for kind in KINDS])
    later = values.touched & values.spoken & (values.place > now[values.kind])
    for row in np.flatnonzero(later):
        yield Found(int(row), 1.0, (float(values.place[row]),), {"period": values.period(int(row)).code})


def say(parts: Parts, indicator: Indicator) -> Words:
    return Words(
        what=_("Perioden har ikke begynt, men har alt et tall."),
        expected=_("Bare perioder som har begynt, kan ha målte verdier."),
        advice=_("Kontroller året. Er tallet en ambisjon eller en prognose, hører det hjemme i planen."),
    )


CHECK = Check(code="future", name=lazy("Perioden har ikke begynt"), find=find, say=say)
