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

from gevinst.plans.models import Contribution, Plan
from gevinst.values.words import plain, written
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import Identity, Operand, load_vocabulary
from indicators.quality.identities import Interval, half_unit, product, solved

Known = dict[Operand, Interval | None]
Form = Contribution.Form


@dataclass(frozen=True)
class Given:
    """One figure of the equation: `value` at the target, else as at the baseline; `alone`, what it would have
    to be for the rest to fit, None where it cannot be told."""

    name: str
    value: str
    has_target: bool
    alone: str = ""


@dataclass(frozen=True)
class Conflict:
    """The targets of one actor. `computed` is what the others give, `asked` what the target is."""

    identity: Identity
    actor: Actor
    title: str
    computed: str
    asked: str
    terms: tuple[Given, ...]

    @property
    def what(self) -> str:
        """The finding with its numbers, in one sentence."""
        said = [_("%(name)s %(value)s") % {"name": term.name, "value": term.value} for term in self.terms]
        numbers = {"terms": "; ".join(said), "computed": self.computed, "asked": self.asked}
        words = _("Med disse målene blir resultatet %(computed)s, men målet er %(asked)s (%(terms)s).")
        return words % numbers

    @property
    def ways(self) -> list[str]:
        """What any one of the others must be for the target to be met."""
        return [
            _("%(name)s: %(value)s") % {"name": term.name, "value": term.alone}
            for term in self.terms
            if term.alone
        ]

    @property
    def equation(self) -> str:
        return self.identity.description.in_language(get_language() or "nb")


def conflicts(plan: Plan) -> list[Conflict]:
    """Which targets of the plan cannot all hold. One query."""
    rows = Contribution.objects.filter(
        benefit__plan=plan, benefit__category=None, scale=Contribution.Scale.VALUE
    )
    return conflicts_among(rows.select_related("actor", "benefit__indicator"))


def conflicts_among(contributions: Iterable[Contribution]) -> list[Conflict]:
    """As `conflicts`, of contributions at hand; of two of the same indicator and actor the last counts."""
    by_actor: dict[Actor, dict[str, Contribution]] = defaultdict(dict)
    for each in contributions:
        by_actor[each.actor][each.benefit.indicator.slug] = each
    found = []
    for actor, has in by_actor.items():
        for identity in load_vocabulary().identities:
            if conflict := _conflict(identity, actor, has):
                found.append(conflict)
    return found


def _conflict(identity: Identity, actor: Actor, has: Mapping[str, Contribution]) -> Conflict | None:
    whole = has.get(identity.whole.indicator)
    aims = [has[slug] for slug in identity.indicators if slug in has and _target(has[slug]) is not None]
    if whole is None or whole not in aims or len(aims) < 2 or identity.whole.part != "value":
        return None
    judged, shown = (_at_targets(identity, has, rounded=rounded) for rounded in (True, False))
    if judged is None or shown is None:
        return None
    computed, told = product(identity, judged), product(identity, shown)
    target = judged[identity.whole]
    if computed is None or told is None or target is None or _fits(whole, computed, identity.whole):
        return None
    indicator = whole.benefit.indicator
    return Conflict(
        identity=identity,
        actor=actor,
        title=indicator.title,
        computed=written(_percent(float(told.low), identity.whole), indicator),
        asked=_asked(whole),
        terms=tuple(_term(operand, identity, has, shown) for operand in identity.operands[1:]),
    )


def _at_targets(identity: Identity, has: Mapping[str, Contribution], *, rounded: bool) -> Known | None:
    """Each figure at its target, at its baseline where it has none, or as the other baselines make it."""
    before: Known = {}
    after: Known = {}
    for operand in identity.operands:
        contribution = has.get(operand.indicator) if operand.part == "value" else None
        if contribution is None:
            continue
        start, target = contribution.baseline, _target(contribution)
        if start is not None:
            half = float(half_unit(start, contribution.benefit.indicator.decimals)) if rounded else 0.0
            before[operand] = Interval.around(start, half).of_100(operand.of_100)
            after[operand] = before[operand]
        if target is not None:
            after[operand] = Interval.around(target).of_100(operand.of_100)
    free = [operand for operand in identity.operands if operand not in after]
    for operand in free:
        after[operand] = solved(identity, before, operand)
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
    contribution, value = has.get(operand.indicator), known[operand]
    needed = solved(identity, known, operand)
    alone = float(needed.low) if needed else None
    if contribution is None or value is None:
        return Given(operand.indicator, "–", False)
    indicator = contribution.benefit.indicator
    if operand.part != "value":
        name = _part_name(operand, indicator)
        return Given(name, _counted(float(value.low)), False, "" if alone is None else _counted(alone))
    target = _target(contribution)
    reachable = alone is not None and alone >= 0 and (indicator.kind != "share" or alone <= 100)
    return Given(
        name=indicator.title,
        value=written(contribution.baseline if target is None else target, indicator),
        has_target=target is not None,
        alone=written(alone, indicator) if reachable else "",
    )


def _part_name(operand: Operand, indicator: Indicator) -> str:
    said: dict[str, str] = indicator.definition.get(operand.part) or {}
    name = said.get("nn" if get_language() == "nn" else "nb") or said.get("nb", "")
    return name[:1].upper() + name[1:]


def _asked(whole: Contribution) -> str:
    value = written(_target(whole), whole.benefit.indicator)
    words = {
        Form.AT_MOST: _("høyst %(value)s"),
        Form.AT_LEAST: _("minst %(value)s"),
    }
    return words.get(Form(whole.form), "%(value)s") % {"value": value}


def _counted(number: float) -> str:
    return plain(round(number))


def _percent(number: float, operand: Operand) -> float:
    return 100 * number if operand.of_100 == "fraction" else number
