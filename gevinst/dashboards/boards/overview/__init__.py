"""Gevinstoversikt: how an actor's benefits stand, and what needs somebody first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_noop

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.access.permissions import Permission
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.overview.answer import answer_of
from gevinst.dashboards.boards.overview.question import PARAMETERS, Question, ask
from gevinst.dashboards.boards.overview.rows import Row, open_threads, row_of
from gevinst.dashboards.boards.overview.signals import behaviours_of
from gevinst.dashboards.boards.overview.summary import Portfolio, portfolio
from gevinst.dashboards.boards.overview.words import sentence
from gevinst.dashboards.needs import Need, needs_of
from gevinst.dashboards.reached import Reached, reached_lately
from gevinst.dashboards.tables import Answer, as_query
from gevinst.definitions.asking import Definitions
from gevinst.plans.lines import BenefitLines, by_goal
from gevinst.plans.models import Benefit, Plan
from gevinst.plans.progress import lines_for
from gevinst.plans.queries import benefits_of
from gevinst.values.keys import key_of
from gevinst.values.known import known_day
from gevinst.values.quality import questions_for
from indicators.actors.models import Actor
from indicators.actors.successions import Successions
from indicators.catalogue.models import Term
from indicators.measurements.known import day_of

ACTOR = "aktor"
FEWEST_TO_NARROW = 4


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    """Of the actor asked for; without one, of the first at which the reader has a role."""
    actor = _asked_actor(user, query.get(ACTOR, ""))
    if actor is None:
        return None
    board = overview(user, actor, query)
    asked = [(ACTOR, key_of(actor)), *board.question.asked]
    return answer_of(board.shown, actor, asked, board.as_known_on)


BOARD = Board(
    code="overview",
    name=gettext_noop("Gevinstoversikt"),
    question=gettext_noop("Hva går bra, hva gjør ikke det, og hva må gjøres?"),
    route="oversikt/<str:kind>/<str:code>/",
    view="gevinst.dashboards.views.overview",
    answer=answer,
    parameters=((ACTOR, "Slag og nummer, som municipality:1539."), *PARAMETERS),
    files="oversikt/",
)


@dataclass(frozen=True)
class Overview:
    """`rows` are all benefits, `shown` those asked for, and `goals` these under their goals."""

    actor: Actor
    question: Question
    rows: Sequence[Row]
    shown: Sequence[Row]
    sentence: str
    reached: list[Reached]
    needs: list[Need]
    goals: list[tuple[Term | None, list[Row]]]
    portfolio: Portfolio
    has_examples: bool

    @property
    def as_known_on(self) -> date | None:
        return self.question.as_known_on

    @property
    def plans(self) -> list[Plan]:
        """The actor's own with a benefit in them."""
        plans = {row.benefit.plan for row in self.rows if row.benefit.plan.actor_id == self.actor.pk}
        return sorted(plans, key=lambda plan: plan.pk)

    @property
    def can_be_narrowed(self) -> bool:
        return len(self.rows) >= FEWEST_TO_NARROW or self.question.is_narrowed

    @property
    def file_query(self) -> str:
        return as_query([(ACTOR, key_of(self.actor)), *self.question.asked])


def overview(user: Someone, actor: Actor, query: Mapping[str, str] | None = None) -> Overview:
    """As known on an earlier day, with the figures known that day, and judged then; the plan is today's."""
    asked = query or {}
    day, successions, benefits = known_day(asked), Successions.load(), list(_benefits(user, actor))
    definitions = Definitions.of(benefits)
    found = lines_for(
        benefits,
        only=frozenset({actor.pk}),
        as_known_on=day,
        successions=successions,
        definitions=definitions,
    )
    rows = rows_of(found, actor)
    question = ask(asked, rows, day)
    shown = [row for row in rows if question.keeps(row)]
    there = {row.benefit.pk for row in shown}
    concerned = [lines for lines in found if lines.benefit.pk in there]
    redefined = {} if day else definitions.questions(lines.benefit for lines in concerned)
    return Overview(
        actor=actor,
        question=question,
        rows=rows,
        shown=shown,
        sentence=sentence([row.line.status for row in shown]),
        reached=reached_lately((row.line for row in shown), day_of(day)),
        needs=needs_of(
            concerned,
            gate.own_actors(user, Permission.EDIT_PLAN),
            questions=0 if day or question.is_narrowed else questions_for(user, successions.numbers),
            redefined=[one for one in redefined.values() if gate.may_answer_for(user, one.benefit)],
        ),
        goals=by_goal(shown, lambda row: row.benefit),
        portfolio=portfolio(rows, question),
        has_examples=any(row.line.is_example or row.benefit.plan.is_example for row in rows),
    )


def opened(user: Someone, actor: Actor, pk: int, as_known_on: date | None) -> Row:
    """One benefit of the overview, whole; Http404 for one that does not stand there."""
    found = lines_for(
        _benefits(user, actor).filter(pk=pk), only=frozenset({actor.pk}), as_known_on=as_known_on
    )
    rows = rows_of(found, actor)
    if not rows:
        raise Http404
    return rows[0]


def rows_of(found: Sequence[BenefitLines], actor: Actor) -> list[Row]:
    told = [(lines, lines.main) for lines in found if lines.main is not None]
    judged = behaviours_of([line for _lines, line in told])
    threads = open_threads([lines.benefit for lines in found]) if found else {}
    return [
        row_of(lines, line, actor, judged[line.contribution.pk], threads.get(lines.benefit.pk, 0))
        for lines, line in told
    ]


def _benefits(user: Someone, actor: Actor) -> QuerySet[Benefit]:
    return benefits_of(actor, within=gate.plans(user)).select_related("estimated_by")


def _asked_actor(user: Someone, key: str) -> Actor | None:
    if key:
        kind, _colon, code = key.partition(":")
        return gate.actor(user, kind=kind, code=code)
    return next(iter(gate.actors_with_role(user)), None)
