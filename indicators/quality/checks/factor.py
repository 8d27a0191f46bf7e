"""Ten, a hundred or a thousand times the usual, or that much less: a nought or a decimal sign has slipped."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.slips import SMALLEST, slips
from indicators.quality.values import Values
from indicators.quality.words import shown

FACTORS = (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001)


def find(values: Values, context: Context) -> Iterator[Found]:
    smallest = np.zeros(len(values))
    for indicator, rows in values.of_indicators():
        smallest[rows] = 0.0 if context.facts[indicator].needs_denominator else SMALLEST
    factors = [np.full(len(values), factor) for factor in FACTORS]
    for slip in slips(values, factors, group=values.series, smallest=smallest):
        value = float(values.value[slip.row])
        parts = {"value": value, "factor": slip.factor, "usual": slip.usual, "others": slip.others}
        yield Found(slip.row, 0.9 if slip.others >= 8 else 0.75, (value,), parts)


def say(parts: Parts, indicator: Indicator) -> Words:
    factor, value = parts["factor"], parts["value"]
    what = {
        10.0: _("%(value)s er omtrent ti ganger det vanlige."),
        100.0: _("%(value)s er omtrent hundre ganger det vanlige."),
        1000.0: _("%(value)s er omtrent tusen ganger det vanlige."),
        0.1: _("%(value)s er omtrent en tidel av det vanlige."),
        0.01: _("%(value)s er omtrent en hundredel av det vanlige."),
        0.001: _("%(value)s er omtrent en tusendel av det vanlige."),
    }[factor]
    return Words(
        what=what % {"value": shown(value, indicator)},
        expected=_("De andre verdiene i rekka ligger rundt %(usual)s.")
        % {"usual": shown(parts["usual"], indicator)},
        advice=_(
            "Se etter en null for mye eller for lite, eller et forskjøvet desimalkomma."
            " Riktig kan være %(guess)s."
        )
        % {"guess": shown(value / factor, indicator)},
    )


CHECK = Check(
    code="factor",
    name=lazy("Forskjøvet desimalkomma"),
    find=find,
    say=say,
    claims="history",
)
