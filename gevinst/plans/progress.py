"""What became of each benefit: its measured values set beside baseline, path and ambition.

Reads for any number of benefits in the same number of queries; the judging itself is plain (`attainment.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.plans import attainment
from gevinst.plans.attainment import Assessment, AttainmentStatus
from gevinst.plans.models import Action, Benefit, Contribution, Milestone, Plan
from indicators.actors.models import Actor
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point, of_length, series_of
from indicators.statistics.direction import Direction
from indicators.statistics.rounding import format_number

NEEDS_ATTENTION = {
    AttainmentStatus.WRONG_DIRECTION,
    AttainmentStatus.BEHIND,
    AttainmentStatus.MISSING_BASELINE,
    AttainmentStatus.BASELINE_TO_BE_ESTABLISHED,
    AttainmentStatus.MISSING_AMBITION,
    AttainmentStatus.MISSING_MEASUREMENT,
}


@dataclass(frozen=True)
class PlacedMilestone:
    due: date
    words: str
    value: float | None


@dataclass(frozen=True)
class Line:
    """One contribution with its figures, in periods as long as the baseline's."""

    benefit: Benefit
    contribution: Contribution
    points: list[Point]
    assessment: Assessment
    today: date

    @property
    def indicator(self) -> Indicator:
        return self.benefit.indicator

    @property
    def actor(self) -> Actor:
        return self.contribution.actor

    @property
    def status(self) -> AttainmentStatus:
        return self.assessment.status

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def now(self) -> float | None:
        return self.latest.value(self.indicator) if self.latest else None

    @property
    def status_words(self) -> str:
        return _(self.status.words).capitalize()

    @property
    def baseline_label(self) -> str:
        if self.contribution.baseline is not None:
            return self.show(self.contribution.baseline)
        if self.contribution.baseline_due or self.contribution.baseline_text:
            return _("Må etableres")
        return "–"

    @property
    def baseline_words(self) -> str:
        """What the baseline is of and where it is from; or by when there shall be one."""
        contribution, period = self.contribution, self.contribution.baseline_period
        if contribution.baseline is None:
            due = contribution.baseline_due
            return _("innen %(day)s") % {"day": f"{due:%d.%m.%Y}"} if due else ""
        words = [period.label() if period else "", contribution.baseline_text, contribution.baseline_source]
        return " · ".join(word for word in words if word)

    @property
    def now_label(self) -> str:
        return self.show(self.now)

    @property
    def target_label(self) -> str:
        """The ambition as its source words it, else in our words: «høyst 1 000 døgn», «uendret (± 0,5 døgn)»."""
        contribution = self.contribution
        if contribution.target_text:
            return contribution.target_text
        form = contribution.form
        if not form:
            return "–"
        if form == Contribution.Form.HOLD:
            tolerance = contribution.tolerance
            return _("uendret") + (f" (± {self.show(tolerance)})" if tolerance else "")
        if form == Contribution.Form.RELATIVE:
            change = f"{format_number(contribution.target or 0.0, signed=True)}\u00a0%"
            return change if self.assessment.target is None else f"{self.show(self.assessment.target)} ({change})"
        sign = {"at_most": "≤\u00a0", "at_least": "≥\u00a0"}.get(form, "")
        return f"{sign}{self.show(contribution.target)}"

    @property
    def target_words(self) -> str:
        by = self.contribution.target_date
        return _("innen %(day)s") % {"day": f"{by:%d.%m.%Y}"} if by else ""

    @property
    def trail_url(self) -> str:
        """Where the latest figure can be traced."""
        latest = self.latest
        if latest is None:
            return ""
        url = reverse(
            "values:trail", args=[self.indicator.slug, self.actor.kind, self.actor.code, latest.period.code]
        )
        return f"{url}?maneder={latest.months}" if latest.months > 1 else url

    @property
    def values(self) -> list[float]:
        return [value for point in self.points if (value := point.value(self.indicator)) is not None]

    @property
    def is_example(self) -> bool:
        return any(point.is_example for point in self.points)

    @property
    def needs_attention(self) -> bool:
        return self.status in NEEDS_ATTENTION

    @property
    def now_place(self) -> float | None:
        """Where the latest value stands on the strip: 10 at the baseline, 90 at the ambition."""
        return _place(self.assessment.percent)

    @property
    def expected_place(self) -> float | None:
        expected, target = self.assessment.expected_then, self.assessment.target
        if expected is None or target is None or self.contribution.baseline is None:
            return None
        return _place(
            attainment.attainment_percent(expected, baseline=self.contribution.baseline, target=target)
        )

    @property
    def milestones(self) -> list[PlacedMilestone]:
        """Each milestone with the value it asks for; those that need a baseline or an ambition wait for it."""
        start, target = self.contribution.baseline, self.assessment.target
        return [
            PlacedMilestone(
                milestone.due,
                milestone.text or milestone.get_basis_display(),
                None if start is None else _as_plain(milestone).value(start, start if target is None else target),
            )
            for milestone in self.contribution.milestones.all()
        ]

    def show(self, value: float | None) -> str:
        return "–" if value is None else show(value, self.indicator)


@dataclass(frozen=True)
class BenefitLines:
    """A benefit and its lines: the plan's own actor first, then the members that contribute."""

    benefit: Benefit
    main: Line | None
    members: list[Line] = field(default_factory=list)

    @property
    def late_actions(self) -> list[Action]:
        today = timezone.localdate()
        open_states = {Action.State.PLANNED, Action.State.UNDER_WAY}
        return [a for a in self.benefit.actions.all() if a.due and a.due < today and a.state in open_states]


def lines_of(plan: Plan) -> list[BenefitLines]:
    return lines_for(plan.benefits.for_overview())


def lines_for(benefits: Iterable[Benefit], *, only: frozenset[int] | None = None) -> list[BenefitLines]:
    """Lines of these benefits (loaded `for_overview`); `only` keeps contributions of those actors."""
    benefits = list(benefits)
    kept = [
        (benefit, contribution)
        for benefit in benefits
        for contribution in benefit.contributions.all()
        if only is None or contribution.actor_id in only
    ]
    today = timezone.localdate()
    series = series_of((benefit.indicator, contribution.actor) for benefit, contribution in kept)
    lines: dict[int, list[Line]] = {benefit.pk: [] for benefit in benefits}
    for benefit, contribution in kept:
        points = series.get((benefit.indicator_id, contribution.actor_id), [])
        lines[benefit.pk].append(_line(benefit, contribution, points, today))
    return [_gathered(benefit, lines[benefit.pk]) for benefit in benefits]


def lines_of_benefit(benefit: Benefit) -> BenefitLines:
    return lines_for([benefit])[0]


def show(value: float, indicator: Indicator) -> str:
    kind = kind_for(indicator.kind)
    return kind.format(value, indicator.decimals, kind.fixed_unit or indicator.unit)


def _gathered(benefit: Benefit, lines: list[Line]) -> BenefitLines:
    own = [line for line in lines if line.contribution.actor_id == benefit.plan.actor_id]
    others = [line for line in lines if line.contribution.actor_id != benefit.plan.actor_id]
    if not own and len(others) == 1:
        own, others = others, []
    members = sorted(others, key=lambda line: (line.contribution.baseline is None, line.actor.name))
    return BenefitLines(benefit, own[0] if own else None, members)


def _line(benefit: Benefit, contribution: Contribution, points: list[Point], today: date) -> Line:
    indicator = benefit.indicator
    comparable = of_length(points, _length(benefit, contribution), sums_over_time=indicator.over_time == "sum")
    usable = [point for point in comparable if point.is_whole and point.value(indicator) is not None]
    assessment = attainment.assess(
        baseline=_baseline(contribution),
        ambition=_ambition(contribution),
        direction=Direction(indicator.direction),
        milestones=_milestones(contribution),
        series=_dated(usable, indicator),
        today=today,
        show=lambda value: show(value, indicator),
    )
    return Line(benefit, contribution, usable, assessment, today)


def _length(benefit: Benefit, contribution: Contribution) -> PeriodKind | None:
    """The kind of period to judge in: that of the own baseline, else of another's in the benefit."""
    own = contribution.baseline_period
    others = (other.baseline_period for other in benefit.contributions.all())
    period = own or next((other for other in others if other), None)
    return period.kind if period else None


def _baseline(contribution: Contribution) -> attainment.Baseline | None:
    if contribution.baseline is None and contribution.baseline_due is None:
        return None
    return attainment.Baseline(
        value=contribution.baseline, on=contribution.baseline_on, due=contribution.baseline_due
    )


def _ambition(contribution: Contribution) -> attainment.Ambition | None:
    form = contribution.form
    if not form or (form != Contribution.Form.HOLD and contribution.target is None):
        return None
    return attainment.Ambition(
        form=attainment.AmbitionForm(form),
        target=contribution.target,
        tolerance=contribution.tolerance or 0.0,
        by=contribution.target_date,
    )


def _milestones(contribution: Contribution) -> list[attainment.Milestone]:
    return [_as_plain(milestone) for milestone in contribution.milestones.all()]


def _as_plain(milestone: Milestone) -> attainment.Milestone:
    return attainment.Milestone(
        due=milestone.due, basis=attainment.MilestoneBasis(milestone.basis), amount=milestone.amount
    )


def _dated(points: Sequence[Point], indicator: Indicator) -> list[tuple[date, float]]:
    return [
        (point.period.end, value) for point in points if (value := point.value(indicator)) is not None
    ]


def _place(percent: float | None) -> float | None:
    return None if percent is None else round(min(max(10 + 0.8 * percent, 0), 100), 1)
