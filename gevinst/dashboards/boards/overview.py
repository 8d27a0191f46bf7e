"""Gevinstoversikt: how an actor's benefits stand, and what needs somebody first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.access.permissions import Permission
from gevinst.dashboards.boards import Board
from gevinst.dashboards.charts import Chart, progress_chart
from gevinst.dashboards.needs import Need, needs_of
from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import BenefitLines, Line, by_goal
from gevinst.plans.models import Action, Benefit
from gevinst.plans.progress import lines_for
from gevinst.plans.queries import benefits_of
from gevinst.values.quality import questions_for
from indicators.actors.models import Actor
from indicators.catalogue.models import Term

BOARD = Board(
    code="overview",
    name="Gevinstoversikt",
    question="Hva går bra, hva gjør ikke det, og hva må gjøres?",
    route="oversikt/<str:kind>/<str:code>/",
    view="gevinst.dashboards.views.overview",
)


@dataclass(frozen=True)
class Due:
    day: date
    what: str


@dataclass(frozen=True)
class Row:
    """`shared_with`: whose plan it is, where that is another's."""

    benefit: Benefit
    line: Line
    chart: Chart
    shared_with: Actor | None
    next_due: Due | None
    late: list[Action]


@dataclass(frozen=True)
class Overview:
    actor: Actor
    as_known_on: date | None
    sentence: str
    needs: list[Need]
    goals: list[tuple[Term | None, list[Row]]]
    has_examples: bool


def overview(user: Someone, actor: Actor, as_known_on: date | None = None) -> Overview:
    """`as_known_on`: with the figures known that day, and judged then; the plan is the one of today."""
    benefits = benefits_of(actor, within=gate.plans(user))
    found = lines_for(benefits, only=frozenset({actor.pk}), as_known_on=as_known_on)
    rows = [_row(lines, lines.main, actor) for lines in found if lines.main is not None]
    return Overview(
        actor=actor,
        as_known_on=as_known_on,
        sentence=sentence([row.line.status for row in rows]),
        needs=needs_of(
            found,
            gate.own_actors(user, Permission.EDIT_PLAN),
            questions=0 if as_known_on else questions_for(user),
        ),
        goals=by_goal(rows, lambda row: row.benefit),
        has_examples=any(row.line.is_example or row.benefit.plan.is_example for row in rows),
    )


def sentence(statuses: Sequence[AttainmentStatus]) -> str:
    """What a director can read aloud in five seconds: «Av 9 gevinster er 2 nådd, 4 på vei og 3 bak plan.»"""
    if not statuses:
        return _("Det er ikke valgt noen gevinster ennå.")
    counted = Counter(statuses)
    counted[AttainmentStatus.MISSING_BASELINE] += counted.pop(AttainmentStatus.BASELINE_TO_BE_ESTABLISHED, 0)
    parts = (
        (AttainmentStatus.REACHED, _("{n} nådd")),
        (AttainmentStatus.ON_TRACK, _("{n} på vei")),
        (AttainmentStatus.BEHIND, _("{n} bak plan")),
        (AttainmentStatus.WRONG_DIRECTION, _("{n} på vei i feil retning")),
        (AttainmentStatus.TOO_FEW, _("{n} med for få målinger")),
        (AttainmentStatus.MISSING_MEASUREMENT, _("{n} uten måling")),
        (AttainmentStatus.MISSING_AMBITION, _("{n} uten ambisjon")),
        (AttainmentStatus.MISSING_BASELINE, _("{n} uten nullpunkt")),
    )
    said = [words.format(n=counted[status]) for status, words in parts if counted[status]]
    start = ngettext("Av {n} gevinst er ", "Av {n} gevinster er ", len(statuses)).format(n=len(statuses))
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} {_('og')} {said[-1]}"
    return f"{start}{listed}."


def _row(lines: BenefitLines, line: Line, actor: Actor) -> Row:
    benefit, plan = lines.benefit, lines.benefit.plan
    return Row(
        benefit=benefit,
        line=line,
        chart=progress_chart(line),
        shared_with=plan.actor if plan.actor_id != actor.pk else None,
        next_due=_next_due(benefit, line),
        late=lines.late_actions,
    )


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
