"""What became of each benefit: its measured values set beside baseline, path and ambition.

Reads for any number of benefits in the same number of queries; the judging itself is plain (`attainment.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from gevinst.definitions.asking import Definitions
from gevinst.plans.attainment import assess
from gevinst.plans.line_breaks import told_of_breaks
from gevinst.plans.lines import BenefitLines, Line, PlacedMilestone
from gevinst.plans.models import Benefit, Contribution, Milestone, Plan
from gevinst.plans.plain import ambition_of, baseline_of, milestone_of
from gevinst.values.words import written
from indicators.actors.numbers import Numbers
from indicators.actors.successions import Successions
from indicators.measurements.known import day_of
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Cell, Point, divided_series, of_length, series_of
from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number


def lines_of(plan: Plan) -> list[BenefitLines]:
    return lines_for(plan.benefits.for_overview())


def lines_of_benefit(benefit: Benefit) -> BenefitLines:
    return lines_for([benefit])[0]


def lines_for(
    benefits: Iterable[Benefit],
    *,
    only: frozenset[int] | None = None,
    as_known_on: date | None = None,
    successions: Successions | None = None,
    definitions: Definitions | None = None,
) -> list[BenefitLines]:
    """Lines of these benefits (loaded `for_overview`); `only` keeps contributions of those actors.

    `as_known_on`: with the figures known that day, and judged as that day; the plan is the one of today.
    `successions`, and the `definitions` of the benefits, are read where they are not at hand.
    """
    benefits = list(benefits)
    kept = [
        (benefit, contribution)
        for benefit in benefits
        for contribution in benefit.contributions.all()
        if only is None or contribution.actor_id in only
    ]
    today = day_of(as_known_on)
    successions = Successions.load() if successions is None else successions
    definitions = Definitions.of(benefits) if definitions is None else definitions
    series = _series(kept, as_known_on, successions.numbers)
    breaks = successions.breaks_of(contribution.actor_id for _benefit, contribution in kept)
    redefined = definitions.breaks
    lines: dict[int, list[Line]] = {benefit.pk: [] for benefit in benefits}
    for benefit, contribution in kept:
        points = series.get((benefit.indicator_id, contribution.actor_id, benefit.breakdown), [])
        line = line_of(benefit, contribution, points, today)
        line = replace(
            line,
            as_known_on=as_known_on,
            breaks=sorted([*breaks[contribution.actor_id], *redefined.get(benefit.indicator_id, ())]),
            accepted=definitions.held.get(benefit.pk, 0),
            measured=points,
        )
        lines[benefit.pk].append(told_of_breaks(line))
    return [_gathered(benefit, lines[benefit.pk], today) for benefit in benefits]


def _series(
    kept: list[tuple[Benefit, Contribution]], as_known_on: date | None, numbers: Numbers
) -> dict[Cell, list[Point]]:
    """Of all as a whole, and of those about a category the category's own: only the former are summed from
    below."""
    wholes = [(benefit.indicator, one.actor) for benefit, one in kept if not benefit.breakdown]
    cells = [(each.indicator_id, one.actor_id, each.breakdown) for each, one in kept if each.breakdown]
    found = series_of(wholes, as_known_on=as_known_on, numbers=numbers)
    divided = divided_series(cells, as_known_on=as_known_on, numbers=numbers) if cells else {}
    return divided | {(indicator, actor, ""): points for (indicator, actor), points in found.items()}


def _gathered(benefit: Benefit, lines: list[Line], today: date) -> BenefitLines:
    own = [line for line in lines if line.contribution.actor_id == benefit.plan.actor_id]
    others = [line for line in lines if line.contribution.actor_id != benefit.plan.actor_id]
    if not own and len(others) == 1:
        own, others = others, []
    members = sorted(others, key=lambda line: (line.contribution.baseline is None, line.actor.name))
    return BenefitLines(benefit, own[0] if own else None, today, members)


def line_of(benefit: Benefit, contribution: Contribution, points: list[Point], today: date) -> Line:
    """The points, in periods as long as the baseline's, held against what the contribution promises."""
    indicator = benefit.indicator
    length = _length(benefit, contribution)
    comparable = of_length(points, length, sums_over_time=indicator.over_time == "sum")
    valued = [(point, point.value(indicator)) for point in comparable if point.is_whole]
    known = [(point, value) for point, value in valued if value is not None]
    milestones, direction = list(contribution.milestones.all()), Direction(indicator.direction)
    assessment = assess(
        baseline=baseline_of(contribution),
        ambition=ambition_of(contribution),
        direction=direction,
        milestones=[milestone_of(milestone) for milestone in milestones],
        series=[(point.period.end, value) for point, value in known],
        overlapping=any(point.months > 1 for point, _value in known),
        today=today,
        show=lambda value: written(value, indicator),
        say=_,
    )
    placed = [_placed(one, contribution.baseline, assessment.target, direction) for one in milestones]
    return Line(benefit, contribution, [point for point, _known in known], assessment, placed, today)


def _length(benefit: Benefit, contribution: Contribution) -> PeriodKind | None:
    """The kind of period to judge in: that of the own baseline, else of another's in the benefit."""
    others = (other.baseline_over for other in benefit.contributions.all())
    over = contribution.baseline_over or next((other for other in others if other), None)
    return over.kind if over else None


def _placed(
    milestone: Milestone, start: float | None, target: float | None, direction: Direction
) -> PlacedMilestone:
    """With the value it asks for; one that is counted from a baseline or an ambition waits for it."""
    amount = f"{format_number(milestone.amount, 0 if milestone.amount.is_integer() else 1)}\u00a0%"
    own_words, counted_from = {
        Milestone.Basis.ABSOLUTE: ("", 0.0),
        Milestone.Basis.OF_BASELINE: (_("%(amount)s endring av nullpunktet"), start),
        Milestone.Basis.OF_WAY: (_("%(amount)s av veien"), None if target is None else start),
    }[Milestone.Basis(milestone.basis)]
    words = milestone.text or own_words % {"amount": amount}
    if counted_from is None:
        return PlacedMilestone(milestone.pk, milestone.due, words, None)
    # Before there is an ambition, the way goes where the indicator is better.
    end = counted_from + direction.sign if target is None else target
    return PlacedMilestone(
        milestone.pk, milestone.due, words, milestone_of(milestone).value(counted_from, end)
    )
