"""Months against tertials, quarters and years: the long period against the short ones it consists of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind
from indicators.quality.context import Context
from indicators.quality.found import Check, Found, Parts, Words
from indicators.quality.segments import numbered
from indicators.quality.values import KINDS, MONTHS_IN, Bools, Floats, Ints, Values, packed
from indicators.quality.words import counted

# Each pair of which the second consists of a whole number of the first.
PAIRS = tuple(
    (short, long)
    for short in MONTHS_IN
    for long in MONTHS_IN
    if MONTHS_IN[long] > MONTHS_IN[short] and MONTHS_IN[long] % MONTHS_IN[short] == 0
)


def find(values: Values, context: Context) -> Iterator[Found]:
    known = values.spoken & values.whole & ~np.isnan(values.numerator)
    told: set[int] = set()
    for short, long in PAIRS:
        found = _Pair.of(values, known, short, long)
        for row, spot in found.matches if found else ():
            facts = context.facts[int(values.indicator[row])]
            if row in told or found is None:
                continue
            if said := found.judge(float(values.numerator[row]), spot, facts.over_time, facts.additive):
                told.add(row)
                kind, likelihood, against = said
                parts = {
                    "told": float(values.numerator[row]),
                    "against": against,
                    "kind": kind,
                    "short": short.value,
                    "count": int(found.count[spot]),
                }
                yield Found(row, likelihood, (float(values.numerator[row]), against), parts)


@dataclass
class _Pair:
    """All that is known of the short periods within each long one."""

    needed: int
    count: Ints
    total: Floats
    largest: Floats
    last: Floats
    matches: list[tuple[int, int]]

    @classmethod
    def of(cls, values: Values, known: Bools, short: PeriodKind, long: PeriodKind) -> _Pair | None:
        step = MONTHS_IN[long] // MONTHS_IN[short]
        few = np.flatnonzero(known & (values.kind == KINDS.index(short)))
        many = np.flatnonzero(known & (values.kind == KINDS.index(long)))
        if not len(few) or not len(many):
            return None
        both = np.concatenate([few, many])
        place = np.concatenate([values.place[few] // step, values.place[many]])
        spots, size = numbered(
            packed(values.indicator[both], values.breakdown[both], values.actor[both], place)
        )
        inner, outer = spots[: len(few)], spots[len(few) :]
        numbers = values.numerator[few]
        largest, last = np.full(size, -np.inf), np.full(size, np.nan)
        np.maximum.at(largest, inner, numbers)
        is_last = values.place[few] % step == step - 1
        last[inner[is_last]] = numbers[is_last]
        touched = np.bincount(inner, weights=values.touched[few], minlength=size) > 0
        count = np.bincount(inner, minlength=size)
        asked = (count[outer] > 0) & (touched[outer] | values.touched[many])
        return cls(
            needed=step,
            count=count,
            total=np.bincount(inner, weights=numbers, minlength=size).astype(np.float64),
            largest=largest,
            last=last,
            matches=[(int(row), int(spot)) for row, spot in zip(many[asked], outer[asked], strict=True)],
        )

    def judge(
        self, told: float, spot: int, over_time: str, additive: bool
    ) -> tuple[str, float, float] | None:
        """What is wrong, how likely, and the figure it is measured against."""
        room = 1e-6 * max(1.0, told)
        total, complete = float(self.total[spot]), self.count[spot] == self.needed
        if over_time == "sum":
            if total - told > room:
                return "sum", 0.8, total
            return ("sum", 0.7, total) if complete and told - total > room else None
        if over_time == "last":
            last = float(self.last[spot])
            return ("last", 0.7, last) if not np.isnan(last) and abs(last - told) > room else None
        if additive:
            return None
        # Unique persons: at least as many as in the largest period, at most as many as in all of them.
        if self.largest[spot] - told > room:
            return "largest", 0.9, float(self.largest[spot])
        return ("most", 0.9, total) if complete and told - total > room else None


def say(parts: Parts, indicator: Indicator) -> Words:
    names = {
        "M": _("månedene"),
        "Q": _("kvartalene"),
        "T": _("tertialene"),
    }
    numbers = {
        "told": counted(parts["told"]),
        "against": counted(parts["against"]),
        "periods": names[parts["short"]],
        "difference": counted(abs(parts["told"] - parts["against"])),
    }
    what, expected = {
        "sum": (
            _("Perioden har %(told)s, men %(periods)s gir til sammen %(against)s."),
            _("De korte periodene skal gi den lange. Forskjellen er %(difference)s."),
        ),
        "last": (
            _("Perioden har %(told)s, men den siste av %(periods)s har %(against)s."),
            _("Tallet er en beholdning, og den siste verdien gjelder for hele perioden."),
        ),
        "largest": (
            _("Perioden har %(told)s, men én av %(periods)s alene har %(against)s."),
            _("Ulike personer i hele perioden kan ikke være færre enn i en del av den."),
        ),
        "most": (
            _("Perioden har %(told)s, men %(periods)s har til sammen bare %(against)s."),
            _("Ulike personer i hele perioden kan ikke være flere enn summen av delene."),
        ),
    }[parts["kind"]]
    return Words(
        what=what % numbers,
        expected=expected % numbers,
        advice=_("Se om den ene er oppdatert etter den andre, og last opp begge fra samme uttrekk."),
    )


CHECK = Check(code="lengths", name=lazy("Måneder mot år"), find=find, say=say)
