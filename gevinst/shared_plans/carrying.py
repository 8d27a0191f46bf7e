"""Who carries and who gains: what each contributor puts in, beside what is measured with it since.

The figure of the whole is its own series, or summed from those measured below it (`progress`); it is never
added to its parts. See docs/calculations.md, `carrying`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import BenefitLines, Line
from gevinst.plans.models import Benefit, Contribution
from gevinst.shared_plans.adding import Sum, added
from gevinst.shared_plans.words import EFFORTS
from indicators.actors.models import Actor
from indicators.statistics.direction import Direction

Parts = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Carrier:
    """One contributor in one benefit. `change`: from its nullpunkt to its latest figure, in the unit of the
    indicator. `of_gain`: percent of the change of the whole; `of_effort`: percent of each sum, by column.
    None wherever it cannot be told.
    """

    line: Line
    change: float | None
    better: bool | None
    of_gain: float | None
    of_effort: dict[str, float]

    @property
    def actor(self) -> Actor:
        return self.line.actor

    @property
    def contribution(self) -> Contribution:
        return self.line.contribution

    @property
    def efforts(self) -> dict[str, float | None]:
        return {name: getattr(self.contribution, name) for name in EFFORTS}

    @property
    def carries(self) -> bool:
        return any(self.efforts.values())

    @property
    def has_stated(self) -> bool:
        return bool(self.contribution.effort_text) or any(v is not None for v in self.efforts.values())

    @property
    def heavier(self) -> dict[str, float]:
        """The efforts of which it carries a larger part than of the gain."""
        if self.of_gain is None:
            return {}
        return {name: share for name, share in self.of_effort.items() if share > self.of_gain}

    @property
    def carries_more(self) -> bool:
        """A larger part of an effort than of the gain; or something, while nothing has become better."""
        return bool(self.heavier) or (self.carries and self.better is False)


@dataclass(frozen=True)
class Carrying:
    """One benefit: the whole where it is measured, those who contribute, and the sums, by column."""

    benefit: Benefit
    whole: Carrier | None
    carriers: list[Carrier]
    sums: dict[str, Sum]

    @property
    def everybody(self) -> list[Carrier]:
        return [*([self.whole] if self.whole else []), *self.carriers]

    @property
    def contributing(self) -> list[Carrier]:
        """Without the whole, where there are others."""
        return self.carriers or self.everybody

    @property
    def carrying_more(self) -> list[Carrier]:
        return [one for one in self.carriers if one.carries_more]

    def named(self, actors: tuple[int, ...]) -> list[Actor]:
        by_id = {one.actor.pk: one.actor for one in self.everybody}
        return [by_id[pk] for pk in actors]

    def stated(self, measure: str) -> dict[int, float | None]:
        return {one.actor.pk: one.efforts[measure] for one in self.everybody}


def carrying_of(entry: BenefitLines, parts: Parts) -> Carrying:
    """`parts`: all that is a part of each contributor, itself among them; of the plan's own actor, all who
    contribute to the plan are."""
    lines = [*([entry.main] if entry.main else []), *entry.members]
    owner = entry.benefit.plan.actor_id
    covering = dict(parts)
    if owner in covering:
        covering[owner] = covering[owner].union(*(parts[line.actor.pk] for line in lines))
    stated = {name: {line.actor.pk: getattr(line.contribution, name) for line in lines} for name in EFFORTS}
    sums = {name: added(values, covering) for name, values in stated.items()}
    whole = next((line for line in lines if line.actor.pk == owner), None)

    def carrier(line: Line) -> Carrier:
        shares = {name: sums[name].share_of(line.actor.pk, stated[name]) for name in EFFORTS}
        return Carrier(
            line=line,
            change=change_of(line),
            better=is_better(line),
            of_gain=share_of_gain(line, whole, parts) if whole and line is not whole else None,
            of_effort={name: share for name, share in shares.items() if share is not None},
        )

    return Carrying(
        benefit=entry.benefit,
        whole=carrier(whole) if whole else None,
        carriers=[carrier(line) for line in lines if line is not whole],
        sums=sums,
    )


def change_of(line: Line) -> float | None:
    """Latest less nullpunkt, where something is measured after it."""
    start, latest = line.contribution.baseline, line.assessment.latest
    return None if start is None or latest is None else latest.value - start


def is_better(line: Line) -> bool | None:
    """Whether what is measured is a gain: nearer what the indicator wants, or held where that is the
    ambition. None where nothing is measured, or no way is better."""
    change = change_of(line)
    if change is None:
        return None
    if line.contribution.form == Contribution.Form.HOLD:
        return line.status == AttainmentStatus.REACHED
    sign = Direction(line.indicator.direction).sign
    return change * sign > 0 if sign else None


def share_of_gain(line: Line, whole: Line, parts: Parts) -> float | None:
    """Percent of the change of the whole that is this part's. Only of what is counted, and where the two
    changes are over the same time: shares and means are not divided. None where the whole is not better, or
    either of them was to be held: who holds moves nothing.
    """
    if Contribution.Form.HOLD in (line.contribution.form, whole.contribution.form):
        return None
    own, all_of_it = change_of(line), change_of(whole)
    if own is None or not all_of_it or not is_better(whole):
        return None
    indicator, here, there = line.indicator, line.assessment.latest, whole.assessment.latest
    counted = indicator.kind == "count" and indicator.additive
    inside = line.actor.pk in parts.get(whole.actor.pk, frozenset())
    same_time = (
        here is not None
        and there is not None
        and here.on == there.on
        and line.contribution.baseline_over == whole.contribution.baseline_over
        and line.contribution.baseline_on == whole.contribution.baseline_on
    )
    return 100 * own / all_of_it if counted and inside and same_time else None
