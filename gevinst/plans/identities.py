"""Targets of a plan that cannot all hold: the catalogue ties their indicators together by an equation.

Baselines give what has no target of its own (the number of stays); the targets are then put into the
equation. A plan is told so only when no figures that would be written like its baselines make them fit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Identity, Operand, load_vocabulary
from indicators.quality.identities import Interval, half_unit, product, solved
from indicators.statistics.rounding import format_number

Known = dict[Operand, Interval | None]
Form = Contribution.Form


@dataclass(frozen=True)
class Given:
    """One figure of the equation: `value` at the target, else as at the baseline; `alone`, what it would have
    to be for the rest to fit, empty where it cannot be told. `contribution` is None for what the baselines
    give."""

    name: str
    value: str
    has_target: bool
    alone: str = ""
    contribution: Contribution | None = None

    @property
    def whence(self) -> str:
        if self.has_target:
            return _("målet")
        return _("nullpunktet") if self.contribution else _("følger av nullpunktene")


@dataclass(frozen=True)
class Conflict:
    """The targets of one actor. `computed` is what the others give, `asked` what the target of `whole` is,
    `fitting` the one that would fit."""

    identity: Identity
    whole: Contribution
    computed: str
    asked: str
    fitting: str
    terms: tuple[Given, ...]

    @property
    def actor(self) -> Actor:
        return self.whole.actor

    @property
    def title(self) -> str:
        return self.whole.benefit.indicator.title

    @property
    def what(self) -> str:
        """The finding with its numbers."""
        numbers = {"title": self.title, "computed": self.computed, "asked": self.asked}
        words = _("Når de andre målene nås, blir «%(title)s» %(computed)s. Målet er %(asked)s.")
        return words % numbers

    @property
    def advice(self) -> str:
        words = _(
            "Endre et av de andre tallene i regnestykket, eller sett målet for «%(title)s» til %(fitting)s."
        )
        return words % {"title": self.title, "fitting": self.fitting}

    @property
    def equation(self) -> str:
        return self.identity.description.in_language(get_language() or "nb")

    def concerns(self, benefit: Benefit) -> bool:
        tied = [self.whole, *(term.contribution for term in self.terms if term.contribution)]
        return any(contribution.benefit_id == benefit.pk for contribution in tied)


def conflicts(plan: Plan) -> list[Conflict]:
    """Which targets of the plan cannot all hold. One query."""
    rows = Contribution.objects.filter(
        benefit__plan=plan,
        benefit__binned_at=None,
        benefit__category=None,
        scale=Contribution.Scale.VALUE,
    )
    return conflicts_among(rows.select_related("actor", "benefit__indicator"))


def conflicts_among(contributions: Iterable[Contribution]) -> list[Conflict]:
    """As `conflicts`, of contributions at hand; of two of the same indicator and actor the last counts."""
    by_actor: dict[Actor, dict[str, Contribution]] = defaultdict(dict)
    for each in contributions:
        by_actor[each.actor][each.benefit.indicator.slug] = each
    identities = load_vocabulary().identities
    found = (_conflict(identity, has) for has in by_actor.values() for identity in identities)
    return [conflict for conflict in found if conflict]


def _conflict(identity: Identity, has: Mapping[str, Contribution]) -> Conflict | None:
    if not has.keys() >= set(identity.indicators):
        return None
    whole = has[identity.whole.indicator]
    aims = [has[slug] for slug in identity.indicators if _target(has[slug]) is not None]
    if whole not in aims or len(aims) < 2 or identity.whole.part != "value":
        return None
    judged, shown = (_at_targets(identity, has, rounded=rounded) for rounded in (True, False))
    if judged is None or shown is None:
        return None
    computed, told = product(identity, judged), product(identity, shown)
    target = judged[identity.whole]
    if computed is None or told is None or target is None or _fits(whole, computed, identity.whole):
        return None
    indicator = whole.benefit.indicator
    result = written(_percent(float(told.low), identity.whole), indicator)
    return Conflict(
        identity=identity,
        whole=whole,
        computed=result,
        asked=_asked(whole, written(_target(whole), indicator)),
        fitting=_asked(whole, result),
        terms=tuple(_term(operand, identity, has, shown) for operand in identity.operands[1:]),
    )


def _at_targets(identity: Identity, has: Mapping[str, Contribution], *, rounded: bool) -> Known | None:
    """Each figure at its target, at its baseline where it has none, or as the other baselines make it."""
    before: Known = {}
    after: Known = {}
    for operand in identity.operands:
        if operand.part != "value":
            continue
        contribution = has[operand.indicator]
        start, target = contribution.baseline, _target(contribution)
        if start is not None:
            half = float(half_unit(start, contribution.benefit.indicator.decimals)) if rounded else 0.0
            before[operand] = Interval.around(start, half).of_100(operand.of_100)
            after[operand] = before[operand]
        if target is not None:
            after[operand] = Interval.around(target).of_100(operand.of_100)
    free = [operand for operand in identity.operands if operand not in after]
    for operand in free:
        needed = solved(identity, before, operand)
        after[operand] = needed and needed.of_100(operand.of_100)
    return None if len(free) > 1 or None in after.values() else after


def _target(contribution: Contribution) -> float | None:
    start, target = contribution.baseline, contribution.target
    match contribution.form:
        case Form.HOLD:
            return start
        case Form.RELATIVE:
            return None if start is None or target is None else start * (1 + target / 100)
        case Form.NONE:
            return None
    return target


def _fits(whole: Contribution, computed: Interval, operand: Operand) -> bool:
    """Whether what the others give can satisfy the target of the whole."""
    target = _target(whole) or 0.0
    low, high = _percent(float(computed.low), operand), _percent(float(computed.high), operand)
    room = (whole.tolerance or 0.0) + 0.5 * 10.0**-whole.benefit.indicator.decimals
    falls = whole.form == Form.AT_MOST or (whole.form == Form.RELATIVE and (whole.target or 0) < 0)
    rises = whole.form == Form.AT_LEAST or (whole.form == Form.RELATIVE and (whole.target or 0) > 0)
    return (rises or low <= target + room) and (falls or high >= target - room)


def _term(operand: Operand, identity: Identity, has: Mapping[str, Contribution], known: Known) -> Given:
    contribution, needed, value = has[operand.indicator], solved(identity, known, operand), known[operand]
    indicator, alone = contribution.benefit.indicator, float(needed.low) if needed else None
    if operand.part != "value":
        now = float(value.low) if value else None
        return Given(_part_name(operand, indicator), _counted(now), False, _counted(alone))
    target = _target(contribution)
    reachable = alone is not None and alone >= 0 and (indicator.kind != "share" or alone <= 100)
    return Given(
        name=indicator.title,
        value=written(contribution.baseline if target is None else target, indicator),
        has_target=target is not None,
        alone=written(alone, indicator) if reachable else "",
        contribution=contribution,
    )


def _part_name(operand: Operand, indicator: Indicator) -> str:
    said: dict[str, str] = indicator.definition.get(operand.part) or {}
    name = said.get("nn" if get_language() == "nn" else "nb") or said.get("nb", "")
    return name[:1].upper() + name[1:]


def _asked(whole: Contribution, value: str) -> str:
    words = {
        Form.AT_MOST: _("høyst %(value)s"),
        Form.AT_LEAST: _("minst %(value)s"),
    }
    return words.get(Form(whole.form), "%(value)s") % {"value": value}


def _counted(number: float | None) -> str:
    return "" if number is None else format_number(number)


def _percent(number: float, operand: Operand) -> float:
    return 100 * number if operand.of_100 == "fraction" else number
