"""A benefit in the overview, and what stands around it: how it behaves, what is due, what is said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gevinst.dashboards.figures import Spark, spark
from gevinst.plans.lines import BenefitLines, Line
from gevinst.plans.models import Action, Benefit, Comment
from gevinst.values.words import plain
from gevinst.workshops.potential import Hours
from indicators.actors.models import Actor
from indicators.catalogue.models import Term
from indicators.measurements.behaviour import Behaviour, Signal

SPARK_POINTS = 24


@dataclass(frozen=True)
class Due:
    day: date
    what: str


@dataclass(frozen=True)
class Row:
    """`shared_with`: whose plan it is, where that is another's; `comments`: how many threads are open."""

    benefit: Benefit
    line: Line
    behaviour: Behaviour
    spark: Spark | None
    shared_with: Actor | None
    next_due: Due | None
    late: list[Action]
    comments: int = 0

    @property
    def services(self) -> list[Term]:
        return [term for term in self.benefit.indicator.terms.all() if term.kind == Term.Kind.SERVICE]

    @property
    def owner(self) -> str:
        return self.benefit.owner_title

    @property
    def hours(self) -> Hours | None:
        """Of a year, as the workshop estimated them; None where it was not made there."""
        made = getattr(self.benefit, "estimated_by", None)
        return made.hours if made else None

    @property
    def counts(self) -> str:
        """«340 av 412», beside a share."""
        latest = self.line.latest
        if self.line.indicator.kind != "share" or latest is None or not latest.denominator:
            return ""
        said = {"some": plain(latest.numerator), "all": plain(latest.denominator)}
        return _("%(some)s av %(all)s") % said if latest.numerator is not None else ""

    @property
    def signal_words(self) -> str:
        """«Forbedring siden mars 2024»."""
        signal, since = self.behaviour.signal, self.behaviour.since
        if since is None:
            return signal.words
        return _("%(signal)s siden %(since)s") % {"signal": signal.words, "since": since.words()}

    @property
    def spark_words(self) -> str:
        said = {"title": self.benefit.title, "n": len(self.behaviour.values[-SPARK_POINTS:])}
        return _("%(title)s, de siste %(n)s målingene.") % said + f" {self.signal_words}."


def row_of(lines: BenefitLines, line: Line, actor: Actor, behaviour: Behaviour, comments: int = 0) -> Row:
    plan = lines.benefit.plan
    return Row(
        benefit=lines.benefit,
        line=line,
        behaviour=behaviour,
        spark=_spark(behaviour),
        shared_with=plan.actor if plan.actor_id != actor.pk else None,
        next_due=_next_due(lines.benefit, line),
        late=lines.late_actions,
        comments=comments,
    )


def open_threads(benefits: Sequence[Benefit]) -> Counter[int]:
    """By the id of the benefit: threads about it, its targets, its milestones and its actions. One query."""
    told: dict[tuple[str, int], int] = {}
    for benefit in benefits:
        told[("gevinst", benefit.pk)] = benefit.pk
        told |= {("tiltak", action.pk): benefit.pk for action in benefit.actions.all()}
        for contribution in benefit.contributions.all():
            told[("mal", contribution.pk)] = benefit.pk
            told |= {("milepel", one.pk): benefit.pk for one in contribution.milestones.all()}
    threads = Comment.objects.filter(
        plan__in={benefit.plan_id for benefit in benefits}, answers=None, resolved_at=None
    )
    rows: Iterable[tuple[str, int]] = threads.order_by().values_list("kind", "row")
    return Counter(told[row] for row in rows if row in told)


def _spark(behaviour: Behaviour) -> Spark | None:
    """With limits where there are enough figures to lock them."""
    chart = behaviour.chart if behaviour.signal is not Signal.TOO_FEW else None
    within = (chart.limits.lower, chart.limits.upper) if chart else None
    return spark(behaviour.values[-SPARK_POINTS:], within, mean=chart.limits.mean if chart else None)


def _next_due(benefit: Benefit, line: Line) -> Due | None:
    """The first day ahead on which something of the benefit is due."""
    contribution, going_on = line.contribution, Action.GOING_ON
    dues = [Due(one.due, one.title) for one in benefit.actions.all() if one.due and one.state in going_on]
    dues += [Due(milestone.due, _("Milepæl")) for milestone in line.milestones]
    if contribution.target_date:
        dues.append(Due(contribution.target_date, _("Ambisjonen")))
    if contribution.baseline is None and contribution.baseline_due:
        dues.append(Due(contribution.baseline_due, _("Nullpunktet")))
    return min((due for due in dues if due.day >= line.today), key=lambda due: due.day, default=None)
