"""One measure as the board shows it: of the whole, or of the municipality that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.shared.question import Question
from gevinst.dashboards.boards.shared.reading import Measure, Row
from gevinst.dashboards.boards.shared.standing import Standings, standings_of
from gevinst.dashboards.figures import Spark, spark
from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import Line
from gevinst.plans.models import Contribution, Milestone
from gevinst.plans.plain import milestone_of
from gevinst.values.known import asked_for
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import written
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.behaviour import Behaviour, Signal, behaviour
from indicators.measurements.periods import PeriodKind
from indicators.measurements.series import Point
from indicators.statistics.rounding import format_number

SPARK_POINTS = 24
Status = AttainmentStatus


@dataclass(frozen=True)
class MilestoneShown:
    """`value` as the plan counts it; `otherwise`, what the same percent gives of the other basis."""

    due: date
    value: str
    words: str
    otherwise: str


@dataclass(frozen=True)
class Shown:
    """A measure, seen for `actor`: the whole or one municipality. `row` is None for the whole."""

    measure: Measure
    question: Question
    actor: Actor
    row: Row | None

    @property
    def indicator(self) -> Indicator:
        return self.measure.benefit.indicator

    @property
    def title(self) -> str:
        return self.measure.benefit.title

    @property
    def line(self) -> Line | None:
        return self.row.line if self.row else self.measure.main

    @property
    def points(self) -> Sequence[Point]:
        if self.row:
            return self.row.points
        main = self.measure.main
        of_another = main is not None and main.actor.pk != self.question.group.pk
        return (main.points if main else ()) if of_another else self.measure.points

    @property
    def whose(self) -> str:
        """Whose figures these are, where they are not of whom the page is about."""
        line = self.line
        return line.actor.name if line and line.actor.pk != self.actor.pk else ""

    @cached_property
    def recent(self) -> list[Point]:
        """Figures of weeks or months, as asked where there are such, else of the other; oldest first."""
        by_kind = {
            kind: [p for p in self.points if p.period.kind is kind and p.value(self.indicator) is not None]
            for kind in (PeriodKind.WEEK, PeriodKind.MONTH)
        }
        other = PeriodKind.MONTH if self.question.kind is PeriodKind.WEEK else PeriodKind.WEEK
        return by_kind[self.question.kind] or by_kind[other]

    @property
    def resolution_note(self) -> str:
        """Why the figures are not of the length that was asked for."""
        if self.recent and self.recent[-1].period.kind is self.question.kind:
            return ""
        weekly = self.question.kind is PeriodKind.WEEK
        measured = self.indicator.definition.get("frequency", ["week", "month"])
        if ("week" if weekly else "month") not in measured:
            return _("Måles ikke per uke") if weekly else _("Måles ikke per måned")
        if not self.points:
            return ""
        return _("Ingen ukestall levert") if weekly else _("Ingen månedstall levert")

    @cached_property
    def behaviour(self) -> Behaviour:
        return behaviour(self.recent, self.indicator)

    @property
    def signal(self) -> str:
        """Empty where there is too little to tell."""
        found = self.behaviour.signal
        return "" if found is Signal.TOO_FEW else found.value

    @property
    def signal_words(self) -> str:
        return self.behaviour.signal.words if self.recent else ""

    @property
    def latest(self) -> Point | None:
        return self.recent[-1] if self.recent else None

    @property
    def latest_text(self) -> str:
        return written(self.latest.value(self.indicator), self.indicator) if self.latest else "–"

    @property
    def latest_note(self) -> str:
        if self.latest is None or self.latest.is_whole:
            return ""
        if self.latest.as_of:
            return _("til og med %(day)s") % {"day": f"{self.latest.as_of:%d.%m.%Y}"}
        return _("ikke alle har meldt")

    @property
    def latest_url(self) -> str:
        return self.trail_of(self.latest) if self.latest else ""

    def trail_of(self, point: Point) -> str:
        """Where a figure can be traced."""
        asked = [("kategori", self.measure.benefit.breakdown), asked_for(self.question.as_known_on)]
        of = self.line.actor if self.line else self.actor
        query = urlencode([pair for pair in asked if pair[1]])
        return trail_url(self.indicator.slug, of, point.period.code, query)

    @cached_property
    def spark(self) -> Spark | None:
        found = self.behaviour
        limits = found.chart.limits if found.chart else None
        return spark(found.values[-SPARK_POINTS:], (limits.lower, limits.upper) if limits else None)

    @property
    def spark_words(self) -> str:
        said = {
            "title": self.title,
            "period": self.latest.label() if self.latest else "",
            "value": self.latest_text,
        }
        words = _("%(title)s: %(value)s i %(period)s") % said
        return f"{words}. {self.behaviour.signal.words}."

    @property
    def status(self) -> AttainmentStatus | None:
        return self.line.status if self.line else None

    @property
    def status_words(self) -> str:
        return status_words(self.line) if self.line else _("Ikke med i planen")

    @cached_property
    def standings(self) -> Standings:
        return standings_of(self.measure)

    @property
    def milestones(self) -> list[MilestoneShown]:
        line = self.line
        if line is None:
            return []
        placed = {one.pk: one for one in line.milestones}
        kept = line.contribution.milestones.all()
        return [
            MilestoneShown(
                due=one.due,
                value=written(placed[one.pk].value, self.indicator),
                words=placed[one.pk].words,
                otherwise=_otherwise(one, line),
            )
            for one in kept
        ]

    @property
    def gap_text(self) -> str:
        """How far from what was expected, all together."""
        gap = self.standings.gap
        return "" if gap is None else written(abs(gap.net), self.indicator)


def status_words(line: Line) -> str:
    """In words; of what shall be held, only whether it is inside or outside."""
    if line.contribution.form == Contribution.Form.HOLD:
        held = {Status.REACHED: _("Innenfor"), Status.WRONG_DIRECTION: _("Utenfor")}
        return held.get(line.status, line.status_words)
    return line.status_words


def _otherwise(milestone: Milestone, line: Line) -> str:
    """The same percent counted the other way: half off the nullpunkt, or half of the way."""
    start, target = line.contribution.baseline, line.assessment.target
    of_baseline, of_way = Milestone.Basis.OF_BASELINE, Milestone.Basis.OF_WAY
    if start is None or target is None or milestone.basis not in (of_baseline, of_way):
        return ""
    other = of_way if milestone.basis == of_baseline else of_baseline
    plain = milestone_of(milestone)
    value = type(plain)(due=plain.due, basis=type(plain.basis)(other), amount=plain.amount).value(
        start, target
    )
    words = (
        _("%(amount)s av veien er %(value)s")
        if other == of_way
        else _("%(amount)s av nullpunktet er %(value)s")
    )
    amount = f"{format_number(plain.amount)}\u00a0%"
    return words % {"amount": amount, "value": written(value, line.indicator)}
