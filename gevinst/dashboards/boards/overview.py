"""Gevinstoversikt: how an actor's benefits stand, and what needs somebody first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.boards import Board
from gevinst.dashboards.charts import Chart, progress_chart
from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import BenefitLines, Line
from gevinst.plans.models import Action, Benefit
from gevinst.plans.progress import lines_for
from indicators.actors.models import Actor
from indicators.catalogue.models import Term

BOARD = Board(
    code="overview",
    name="Gevinstoversikt",
    question="Hva går bra, hva gjør ikke det, og hva må gjøres?",
    route="oversikt/<str:kind>/<str:code>/",
    view="gevinst.dashboards.views.overview",
)
MOST_ASKED_FOR = 5


@dataclass(frozen=True)
class Need:
    """One thing somebody must do, with where to do it."""

    text: str
    reason: str
    url: str
    label: str
    status: str

    @property
    def tone(self) -> str:
        return "bad" if self.status == AttainmentStatus.WRONG_DIRECTION else "warn"


@dataclass(frozen=True)
class Due:
    day: date
    what: str


@dataclass(frozen=True)
class Row:
    benefit: Benefit
    line: Line
    chart: Chart
    shared_with: Actor | None

    next_due: Due | None


@dataclass(frozen=True)
class Overview:
    actor: Actor
    sentence: str
    needs: list[Need]
    groups: list[tuple[Term | None, list[Row]]]
    has_examples: bool


def overview(user: Someone, actor: Actor) -> Overview:
    benefits = Benefit.objects.for_overview().filter(
        Q(plan__actor=actor) | Q(contributions__actor=actor), plan__in=gate.plans(user)
    )
    found = lines_for(benefits.distinct(), only=frozenset({actor.pk}))
    rows = [_row(lines, actor) for lines in found if lines.main is not None]
    return Overview(
        actor=actor,
        sentence=_sentence([row.line for row in rows]),
        needs=_needs(found, gate.may(user, gate.Permission.EDIT_PLAN, actor.pk))[:MOST_ASKED_FOR],
        groups=_by_goal(rows),
        has_examples=any(row.line.is_example or row.benefit.plan.is_example for row in rows),
    )


def _row(lines: BenefitLines, actor: Actor) -> Row:
    line = lines.main
    assert line is not None  # noqa: S101 - the caller kept only those with a line
    plan = lines.benefit.plan
    shared_with = plan.actor if plan.actor_id != actor.pk else None
    return Row(lines.benefit, line, progress_chart(line), shared_with, _next_due(lines.benefit, line))


def _next_due(benefit: Benefit, line: Line) -> Due | None:
    """The first day ahead on which something of the benefit is due."""
    going = {Action.State.PLANNED, Action.State.UNDER_WAY}
    dues = [
        Due(action.due, action.title)
        for action in benefit.actions.all()
        if action.due and action.state in going
    ]
    dues += [Due(milestone.due, _("Milepæl")) for milestone in line.milestones]
    contribution = line.contribution
    if contribution.target_date:
        dues.append(Due(contribution.target_date, _("Ambisjonen")))
    if contribution.baseline is None and contribution.baseline_due:
        dues.append(Due(contribution.baseline_due, _("Nullpunktet")))
    return min((due for due in dues if due.day >= line.today), key=lambda due: due.day, default=None)


def _by_goal(rows: list[Row]) -> list[tuple[Term | None, list[Row]]]:
    goals = {row.benefit.goal for row in rows}
    ordered = sorted(goals, key=lambda goal: (goal is None, goal.order if goal else 0))
    return [(goal, [row for row in rows if row.benefit.goal == goal]) for goal in ordered]


def _sentence(lines: list[Line]) -> str:
    """What a director can read aloud in five seconds."""
    if not lines:
        return _("Det er ikke valgt noen gevinster ennå.")
    counted = Counter(line.status for line in lines)
    parts = [
        (AttainmentStatus.REACHED, _("{n} nådd")),
        (AttainmentStatus.ON_TRACK, _("{n} på vei")),
        (AttainmentStatus.BEHIND, _("{n} bak plan")),
        (AttainmentStatus.WRONG_DIRECTION, _("{n} på vei i feil retning")),
        (AttainmentStatus.TOO_FEW, _("{n} med for få målinger")),
        (AttainmentStatus.MISSING_MEASUREMENT, _("{n} uten måling")),
        (AttainmentStatus.MISSING_AMBITION, _("{n} uten ambisjon")),
    ]
    said = [words.format(n=counted[status]) for status, words in parts if counted[status]]
    without = (
        counted[AttainmentStatus.MISSING_BASELINE] + counted[AttainmentStatus.BASELINE_TO_BE_ESTABLISHED]
    )
    if without:
        said.append(_("{n} uten nullpunkt").format(n=without))
    start = ngettext("Av {n} gevinst er ", "Av {n} gevinster er ", len(lines)).format(n=len(lines))
    return start + _listed(said) + "."


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {_('og')} {parts[-1]}"


def _needs(found: list[BenefitLines], may_edit: bool) -> list[Need]:
    needs = []
    for lines in found:
        line = lines.main
        if line is None:
            continue
        page = reverse("plans:benefit", args=[lines.benefit.pk])
        for action in lines.late_actions:
            needs.append(
                Need(
                    _("Tiltaket «%(title)s» er over fristen") % {"title": action.title},
                    _("Fristen var %(day)s.") % {"day": f"{action.due:%d.%m.%Y}"},
                    reverse("plans:edit_action", args=[action.pk]) if may_edit else page,
                    _("Oppdater tiltaket") if may_edit else _("Se gevinsten"),
                    AttainmentStatus.BEHIND,
                )
            )
        if line.needs_attention:
            needs.append(_need_of(lines.benefit, line, page, may_edit))
    order = [*[AttainmentStatus.WRONG_DIRECTION, AttainmentStatus.BEHIND], ""]
    return sorted(needs, key=lambda need: order.index(need.status) if need.status in order else len(order))


def _need_of(benefit: Benefit, line: Line, page: str, may_edit: bool) -> Need:
    target = reverse("plans:edit_contribution", args=[benefit.pk, line.contribution.actor_id])
    own = may_edit and benefit.plan.actor_id == line.contribution.actor_id
    doing = {
        AttainmentStatus.MISSING_BASELINE: (target, _("Sett nullpunkt")),
        AttainmentStatus.BASELINE_TO_BE_ESTABLISHED: (target, _("Sett nullpunkt")),
        AttainmentStatus.MISSING_AMBITION: (target, _("Sett ambisjon")),
        AttainmentStatus.MISSING_MEASUREMENT: (
            f"{reverse('values:new')}?indikator={benefit.indicator.slug}",
            _("Importer målinger"),
        ),
    }
    url, label = doing.get(line.status, (page, _("Se gevinsten"))) if own else (page, _("Se gevinsten"))
    return Need(benefit.title, line.assessment.explanation, url, label, line.status)
