"""Hospital and municipalities side by side: a measure as each of them counts it, over the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.shared.reading import Measure
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.measurements.series import Point, summed
from indicators.statistics.rounding import format_number, round_half_up


@dataclass(frozen=True)
class Beside:
    """Both figures in words, or in `missing` what lacks for them to be set side by side."""

    measure: Measure
    period: str = ""
    hospital: str = ""
    municipalities: str = ""
    difference: str = ""
    missing: str = ""


def beside_of(measures: Sequence[Measure]) -> list[Beside]:
    """One for each measure. No query."""
    return [_beside(one) for one in measures]


def lacking(found: Sequence[Beside]) -> list[tuple[str, str]]:
    """Why some cannot be set side by side, each reason once with the names of those it is said of."""
    why: dict[str, list[str]] = {}
    for one in found:
        if one.missing:
            why.setdefault(one.missing, []).append(one.measure.benefit.indicator.title)
    return [(reason, "; ".join(titles)) for reason, titles in why.items()]


def _beside(measure: Measure) -> Beside:
    indicator = measure.benefit.indicator
    names = _listed([actor for actor, _points, _seen in measure.trusts])
    hidden = [actor for actor, _points, seen in measure.trusts if not seen]
    if hidden:
        words = _("Ingen tall fra %(trusts)s er delt med deg.")
        return Beside(measure, missing=words % {"trusts": _listed(hidden)})
    theirs = [list(points) for _actor, points, _seen in measure.trusts if points]
    ours = [list(row.points) for row in measure.rows if row.is_shared and row.points]
    if not theirs or not ours:
        return Beside(measure, missing=_lacking(names, bool(theirs), bool(ours)))
    hospital, municipal = ({p.period: p for p in _whole(parts) if p.is_whole} for parts in (theirs, ours))
    common = [
        (period, one, other)
        for period in sorted(hospital.keys() & municipal.keys(), key=lambda each: (each.end, each.days))
        if (one := hospital[period].value(indicator)) is not None
        and (other := municipal[period].value(indicator)) is not None
    ]
    if not common:
        return Beside(measure, missing=_("Sykehuset og kommunene har ikke tall for samme periode."))
    period, one, other = common[-1]
    return Beside(
        measure=measure,
        period=period.label(),
        hospital=written(one, indicator),
        municipalities=written(other, indicator),
        difference=_difference(one - other, measure),
    )


def _whole(parts: Sequence[Sequence[Point]]) -> Sequence[Point]:
    return parts[0] if len(parts) == 1 else summed(parts)


def _difference(points: float, measure: Measure) -> str:
    indicator = measure.benefit.indicator
    kind = kind_for(indicator.kind)
    number = format_number(points, indicator.decimals, signed=True)
    if not round_half_up(points, indicator.decimals):
        return _("likt")
    if indicator.kind == "share":
        return _("%(n)s prosentpoeng") % {"n": number}
    return f"{number}\u00a0{kind.fixed_unit or indicator.unit}"


def _lacking(trusts: str, has_theirs: bool, has_ours: bool) -> str:
    if has_ours:
        return _("%(trusts)s har ikke levert dette tallet.") % {"trusts": trusts}
    if has_theirs:
        return _("Kommunene har ikke levert dette tallet.")
    return _("Verken sykehuset eller kommunene har levert dette tallet.")


def _listed(actors: Sequence[Actor]) -> str:
    names = [actor.name for actor in actors]
    return " ".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {_('og')} {names[-1]}"
