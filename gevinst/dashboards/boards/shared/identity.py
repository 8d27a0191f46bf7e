"""The equation that ties measures of the plan together, with this community's numbers: at the nullpunkt, now
and at the targets - and whether the targets can all be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gevinst.dashboards.boards.shared.reading import Measure
from gevinst.plans.identities import Conflict, conflicts_among
from gevinst.plans.lines import Line
from gevinst.plans.models import Contribution
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Identity, Operand, load_vocabulary
from indicators.measurements.periods import Period
from indicators.measurements.series import Point
from indicators.quality.identities import Interval, half_unit, product, residual_of, solved
from indicators.statistics.rounding import format_number

Known = dict[Operand, Interval | None]


@dataclass(frozen=True)
class Term:
    """One figure of the equation, in words: at the nullpunkt, now and at the target."""

    name: str
    start: str
    now: str
    target: str
    is_result: bool = False


@dataclass(frozen=True)
class Tied:
    """`terms`: the factors, then the whole as it is told; `computed`: what the factors give. `now_words`: for
    which period, whether it adds up, or what is missing."""

    identity: Identity
    actor: Actor
    terms: Sequence[Term]
    told: Term
    computed: Term
    now_words: str
    conflict: Conflict | None

    @property
    def rows(self) -> list[Term]:
        return [*self.terms, replace(self.computed, is_result=True), replace(self.told, is_result=True)]

    @property
    def equation(self) -> str:
        return self.identity.description.in_language(get_language() or "nb")

    @property
    def finding(self) -> str:
        if self.conflict:
            return self.conflict.what
        return (
            _("Målene i regnestykket kan nås samtidig.")
            if self.computed.target != "–"
            else _("Regnestykket mangler tall, så ingen kan si om målene går opp.")
        )


def tied_of(measures: Iterable[Measure], contributions: Iterable[Contribution]) -> list[Tied]:
    """Equations whose indicators all stand in the plan, for the whole. No query."""
    by_slug = {one.benefit.indicator.slug: one for one in measures if one.whole and not one.benefit.breakdown}
    asked = [
        identity
        for identity in load_vocabulary().identities
        if len(identity.indicators) > 1
        and identity.whole.part == "value"
        and by_slug.keys() >= set(identity.indicators)
    ]
    value = Contribution.Scale.VALUE
    found = conflicts_among(one for one in contributions if one.scale == value and not one.benefit.breakdown)
    return [_tied(identity, by_slug, found) for identity in asked]


def _tied(identity: Identity, measures: Mapping[str, Measure], conflicts: Sequence[Conflict]) -> Tied:
    lines = {slug: line for slug in identity.indicators if (line := measures[slug].whole)}
    start = _filled(identity, {one: _start(one, lines) for one in identity.operands})
    aimed = {one: _target(one, lines) or start[one] for one in identity.operands}
    now, words = _now(identity, measures)
    actor = lines[identity.whole.indicator].actor
    conflict = next((one for one in conflicts if one.identity == identity and one.actor == actor), None)
    indicator = lines[identity.whole.indicator].indicator

    def figures(operand: Operand) -> tuple[str, str, str]:
        of = lines[operand.indicator].indicator
        start_, now_, aim = (_written(known.get(operand), operand, of) for known in (start, now, aimed))
        return start_, now_, aim

    def computed(known: Known) -> str:
        found = product(identity, {**known, identity.whole: None})
        return _written(found, identity.whole, indicator)

    whole = lines[identity.whole.indicator]
    told = figures(identity.whole)
    return Tied(
        identity=identity,
        actor=actor,
        terms=[
            Term(_name(one, lines[one.indicator].indicator), *figures(one)) for one in identity.operands[1:]
        ],
        told=Term(
            _("%(title)s, slik det er oppgitt") % {"title": indicator.title},
            told[0],
            told[1],
            whole.target_label,
        ),
        computed=Term(_("Regnet ut av de andre"), computed(start), computed(now), computed(aimed)),
        now_words=words,
        conflict=conflict,
    )


def _start(operand: Operand, lines: Mapping[str, Line]) -> Interval | None:
    value = lines[operand.indicator].contribution.baseline
    return None if operand.part != "value" or value is None else Interval.around(value).of_100(operand.of_100)


def _target(operand: Operand, lines: Mapping[str, Line]) -> Interval | None:
    """None where nothing is aimed at; the figure is then as at the nullpunkt."""
    line = lines[operand.indicator]
    target = line.assessment.target
    if target is None and line.contribution.form in (Contribution.Form.AT_MOST, Contribution.Form.AT_LEAST):
        target = line.contribution.target
    return (
        None if operand.part != "value" or target is None else Interval.around(target).of_100(operand.of_100)
    )


def _filled(identity: Identity, known: Known) -> Known:
    """With the one figure nobody has told, as the others make it."""
    free = [operand for operand in identity.operands if known[operand] is None]
    if len(free) != 1 or free[0] == identity.whole:
        return known
    needed = solved(identity, known, free[0])
    return {**known, free[0]: needed and needed.of_100(free[0].of_100)}


def _now(identity: Identity, measures: Mapping[str, Measure]) -> tuple[Known, str]:
    """The figures of the last period all of them are known for, and what to say of it."""
    by_period: dict[str, dict[Period, Point]] = {
        slug: {
            p.period: p for p in measures[slug].points if p.is_whole and _value(p, measures[slug]) is not None
        }
        for slug in identity.indicators
    }
    lacking = [measures[slug].benefit.indicator.title for slug, points in by_period.items() if not points]
    nothing: Known = dict.fromkeys(identity.operands)
    if lacking:
        return nothing, _("Nå kan ikke regnes ut: måling mangler for %(titles)s.") % {
            "titles": _listed(lacking)
        }
    common = set.intersection(*(set(points) for points in by_period.values()))
    if not common:
        return nothing, _("Nå kan ikke regnes ut: tallene er ikke målt for samme periode.")
    last = max(common, key=lambda period: (period.end, period.days))
    known: Known = {}
    for operand in identity.operands:
        point, indicator = by_period[operand.indicator][last], measures[operand.indicator].benefit.indicator
        found = point.value(indicator) if operand.part == "value" else getattr(point, operand.part)
        stated = operand.part == "value" and point.numerator is None
        half = float(half_unit(found, indicator.decimals)) if stated and found is not None else 0.0
        known[operand] = None if found is None else Interval.around(found, half).of_100(operand.of_100)
    residual = residual_of(identity, known)
    said = {"period": last.label()}
    if residual is None:
        return known, _("Nå er %(period)s. Antallet bak andelen mangler.") % said
    if bool(residual.holds):
        return known, _("Nå er %(period)s. Regnestykket går opp.") % said
    return known, _("Nå er %(period)s. Regnestykket går ikke opp: tallene er ikke talt likt.") % said


def _value(point: Point, measure: Measure) -> float | None:
    return point.value(measure.benefit.indicator)


def _written(found: Interval | None, operand: Operand, indicator: Indicator) -> str:
    """The middle of it, in the form the figure has."""
    if found is None:
        return "–"
    middle = (float(found.low) + float(found.high)) / 2
    if operand.of_100:
        middle = 100 * (1 - middle) if operand.of_100 == "rest" else 100 * middle
    return written(middle, indicator) if operand.part == "value" else format_number(middle)


def _name(operand: Operand, indicator: Indicator) -> str:
    if operand.part == "value":
        return indicator.title
    said: Mapping[str, str] = indicator.definition.get(operand.part) or {}
    name = said.get("nn" if get_language() == "nn" else "nb") or said.get("nb", "")
    return name[:1].upper() + name[1:]


def _listed(names: Sequence[str]) -> str:
    quoted = [f"«{name}»" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {_('og')} {quoted[-1]}"
