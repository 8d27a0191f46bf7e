"""What a page says of a benefit: a contribution's figures in words, and where they stand on the strip."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from gevinst.plans.attainment import Assessment, AttainmentStatus
from gevinst.plans.models import Action, Benefit, Contribution
from gevinst.plans.path import attainment_percent
from gevinst.values.known import asked_for
from gevinst.values.templatetags.figures import bare
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.actors.numbers import Break, Number
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator, Term
from indicators.measurements.series import Point
from indicators.statistics.rounding import format_number

NEEDS_ATTENTION = {
    AttainmentStatus.WRONG_DIRECTION,
    AttainmentStatus.BEHIND,
    AttainmentStatus.MISSING_BASELINE,
    AttainmentStatus.BASELINE_TO_BE_ESTABLISHED,
    AttainmentStatus.MISSING_AMBITION,
    AttainmentStatus.MISSING_MEASUREMENT,
}
SIGNS = {Contribution.Form.AT_MOST: "≤\u00a0", Contribution.Form.AT_LEAST: "≥\u00a0"}
# A longer unit stands once in the row rather than under every mark of the strip.
LONGEST_UNIT_ON_STRIP = 5
NAMES_SHOWN = 4
T = TypeVar("T")


@dataclass(frozen=True)
class PlacedMilestone:
    """`value` is None while it waits for a baseline or an ambition to be counted from."""

    pk: int
    due: date
    words: str
    value: float | None


@dataclass(frozen=True)
class Line:
    """One contribution with its figures, oldest first, in periods as long as the baseline's; those known on
    `as_known_on`, where that is said. `breaks`: where figures begin to be of something else, oldest first;
    `accepted`: the newest definition under which the baseline is said to hold, 0 for none; `measured`: the
    figures as they came, in periods of every length."""

    benefit: Benefit
    contribution: Contribution
    points: list[Point]
    assessment: Assessment
    milestones: list[PlacedMilestone]
    today: date
    as_known_on: date | None = None
    breaks: list[Break] = field(default_factory=list)
    accepted: int = 0
    measured: list[Point] = field(default_factory=list)

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
    def status_words(self) -> str:
        return _(self.status.words).capitalize()

    @property
    def needs_attention(self) -> bool:
        return self.status in NEEDS_ATTENTION

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def now(self) -> float | None:
        return self.latest.value(self.indicator) if self.latest else None

    @property
    def under(self) -> list[Number | None]:
        """The numbers the figures were delivered under, None for the one the actor has."""
        return [point.under for point in self.points]

    @property
    def values(self) -> list[float]:
        return [value for point in self.points if (value := point.value(self.indicator)) is not None]

    @property
    def is_example(self) -> bool:
        return any(point.is_example for point in self.points)

    @property
    def baseline_label(self) -> str:
        contribution = self.contribution
        if contribution.baseline is None and (contribution.baseline_due or contribution.baseline_text):
            return _("Må etableres")
        return self.show(contribution.baseline)

    @property
    def baseline_words(self) -> str:
        """What the baseline is of and where it is from; or by when there shall be one."""
        contribution = self.contribution
        if contribution.baseline is None:
            return _by(contribution.baseline_due)
        over = contribution.baseline_over
        words = [over.label() if over else "", contribution.baseline_text, contribution.baseline_source]
        return " · ".join(word for word in words if word)

    @property
    def now_label(self) -> str:
        return self.show(self.now)

    @property
    def target_label(self) -> str:
        """The ambition as its source words it, else in ours: «≤ 1 000 døgn», «uendret (± 0,5 døgn)»."""
        return self.contribution.target_text or self._target(unit=True)

    @property
    def target_words(self) -> str:
        return _by(self.contribution.target_date)

    @property
    def strip_unit(self) -> str:
        """The unit, where it is too long to stand under the marks of the strip."""
        kind = kind_for(self.indicator.kind)
        unit = kind.fixed_unit or self.indicator.unit
        return "" if len(unit) <= LONGEST_UNIT_ON_STRIP else unit

    @property
    def strip_labels(self) -> tuple[str, str, str]:
        """Baseline, now and ambition as short as they can be said."""
        brief = bare if self.strip_unit else written
        known = self.contribution.baseline is not None
        start = brief(self.contribution.baseline, self.indicator) if known else self.baseline_label
        return start, brief(self.now, self.indicator), self._target(unit=not self.strip_unit)

    @property
    def target_brief(self) -> str:
        """As `target_label`, without a unit that is too long to stand in every cell."""
        return self.contribution.target_text or self._target(unit=not self.strip_unit)

    @property
    def now_place(self) -> float | None:
        """Where the latest value stands on the strip: 10 at the baseline, 90 at the ambition."""
        return _place(self.assessment.percent)

    @property
    def expected_place(self) -> float | None:
        start, target, expected = (
            self.contribution.baseline,
            self.assessment.target,
            self.assessment.expected_then,
        )
        if start is None or target is None or expected is None:
            return None
        return _place(attainment_percent(expected, baseline=start, target=target))

    @property
    def trail_url(self) -> str:
        """Where the latest figure can be traced."""
        return self.trail_of(self.latest) if self.latest else ""

    def trail_of(self, point: Point) -> str:
        """Where a figure of the series can be traced."""
        asked = [
            ("maneder", str(point.months) if point.months > 1 else ""),
            ("kategori", self.benefit.breakdown),
            asked_for(self.as_known_on),
        ]
        query = urlencode([(name, value) for name, value in asked if value])
        return trail_url(self.indicator.slug, self.actor, point.period.code, query)

    def show(self, value: float | None) -> str:
        return written(value, self.indicator)

    def _target(self, *, unit: bool) -> str:
        contribution, say = self.contribution, written if unit else bare
        match contribution.form:
            case Contribution.Form.NONE:
                return "–"
            case Contribution.Form.HOLD:
                room = contribution.tolerance
                return _("uendret") + (f" (±\u00a0{say(room, self.indicator)})" if room else "")
            case Contribution.Form.RELATIVE:
                change = f"{format_number(contribution.target or 0.0, signed=True)}\u00a0%"
                reached = self.assessment.target
                return change if reached is None else f"{say(reached, self.indicator)} ({change})"
        return SIGNS.get(Contribution.Form(contribution.form), "") + say(contribution.target, self.indicator)


@dataclass(frozen=True)
class BenefitLines:
    """A benefit and its lines: the plan's own actor first, then the members that contribute."""

    benefit: Benefit
    main: Line | None
    today: date
    members: list[Line] = field(default_factory=list)

    @property
    def member_names(self) -> str:
        """The first few that contribute, and how many more there are."""
        names = [line.actor.name for line in self.members]
        more = len(names) - NAMES_SHOWN
        if more <= 1:
            return ", ".join(names)
        return _("%(names)s og %(n)s til") % {"names": ", ".join(names[:NAMES_SHOWN]), "n": more}

    @property
    def late_actions(self) -> list[Action]:
        return [action for action in self.benefit.actions.all() if action.is_late(self.today)]


def by_goal(rows: Iterable[T], benefit_of: Callable[[T], Benefit]) -> list[tuple[Term | None, list[T]]]:
    """Rows under the gevinstmål of their benefits, goals in their own order, those without one last."""
    groups: dict[Term | None, list[T]] = {}
    for row in rows:
        groups.setdefault(benefit_of(row).goal, []).append(row)
    return sorted(groups.items(), key=lambda group: (group[0] is None, group[0].order if group[0] else 0))


def _by(day: date | None) -> str:
    return _("innen %(day)s") % {"day": f"{day:%d.%m.%Y}"} if day else ""


def _place(percent: float | None) -> float | None:
    return None if percent is None else round(min(max(10 + 0.8 * percent, 0), 100), 1)
