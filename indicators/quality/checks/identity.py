"""Indicators tied together by an equation of the catalogue, and figures that do not fulfil it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Identity, load_vocabulary
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.identities import Known, half_unit, residuals
from indicators.quality.values import Ints, Values, packed
from indicators.quality.words import counted, shown


def find(values: Values, context: Context) -> Iterator[Found]:
    ids = {facts.slug: pk for pk, facts in context.facts.items()}
    for identity in context.identities:
        if all(slug in ids for slug in identity.indicators):
            yield from _broken(values, context, identity, ids)


def _broken(values: Values, context: Context, identity: Identity, ids: Mapping[str, int]) -> Iterator[Found]:
    rows = _together(values, [ids[slug] for slug in identity.indicators])
    if not len(rows[0]):
        return
    of = dict(zip(identity.indicators, rows, strict=True))
    touched = np.any([values.touched[each] for each in rows], axis=0)
    known = {slug: _known(values, context, ids[slug], each) for slug, each in of.items()}
    for residual in residuals(known, [identity]):
        wrong = touched & ~np.asarray(residual.holds, dtype=np.bool_)
        for at in np.flatnonzero(wrong):
            row = int(of[identity.whole.indicator][at])
            middle = float((residual.computed.low[at] + residual.computed.high[at]) / 2)
            told = float((residual.whole.low[at] + residual.whole.high[at]) / 2)
            if np.isnan(middle) or np.isnan(told):
                continue
            parts = {"identity": identity.key, "told": told, "computed": middle}
            judged = tuple(float(values.value[each[at]]) for each in rows)
            yield Found(row, 0.7, judged, parts)


def _together(values: Values, indicators: list[int]) -> list[Ints]:
    """The rows of each indicator for those actors, periods and breakdowns that all of them have."""
    about = packed(values.breakdown, values.actor, values.kind, values.place)
    found = [np.flatnonzero(values.counted & (values.indicator == each)) for each in indicators]
    common = about[found[0]]
    for rows in found[1:]:
        common = np.intersect1d(common, about[rows], assume_unique=True)
    kept = []
    for rows in found:
        mine = rows[np.isin(about[rows], common)]
        kept.append(mine[np.argsort(about[mine])])
    return kept


def _known(values: Values, context: Context, indicator: int, rows: Ints) -> Known:
    facts = context.facts[indicator]
    top, bottom = values.numerator[rows], values.denominator[rows]
    derived = ~np.isnan(top) & (~np.isnan(bottom) if facts.needs_denominator else True)
    half = np.where(derived, 0.0, half_unit(values.value[rows], facts.decimals))
    return Known(value=values.value[rows], numerator=top, denominator=bottom, half=half)


def say(parts: Parts, indicator: Indicator) -> Words:
    identity = next((each for each in load_vocabulary().identities if each.key == parts["identity"]), None)
    numbers = {
        "told": _operand(parts["told"], identity, indicator),
        "computed": _operand(parts["computed"], identity, indicator),
        "equation": identity.description.in_language(get_language() or "nb") if identity else "",
    }
    return Words(
        what=_("Tallet er %(told)s, men de andre indikatorene gir %(computed)s.") % numbers,
        expected=_("%(equation)s.") % numbers,
        advice=_("Kontroller at alle tallene i likningen er fra samme uttrekk og gjelder det samme."),
    )


def _operand(number: float, identity: Identity | None, indicator: Indicator) -> str:
    whole: Any = identity.whole if identity else None
    if whole is None or whole.part != "value":
        return counted(number)
    return shown(number * 100 if whole.of_100 else number, indicator)


CHECK = Check(code="identity", name=lazy("Henger ikke sammen med andre indikatorer"), find=find, say=say)
