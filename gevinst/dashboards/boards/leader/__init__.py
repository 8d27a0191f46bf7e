"""Lederoversikt: a unit's own measures month by month, with nothing held against what it is not like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.translation import gettext_noop

from gevinst.access.gate import Someone
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.leader.goals import goals_of
from gevinst.dashboards.boards.leader.question import Question, ask
from gevinst.dashboards.boards.leader.reading import Figures, read_figures
from gevinst.dashboards.boards.leader.rows import Row, rows_of
from gevinst.dashboards.boards.leader.table import answer_of
from gevinst.dashboards.boards.leader.under import Under, units_of
from gevinst.dashboards.boards.leader.words import (
    MOST_FINDINGS,
    findings,
    running_note,
    sentence,
    shared_until,
)
from gevinst.dashboards.tables import Answer, as_query
from gevinst.values import known
from indicators.actors.models import Actor
from indicators.catalogue.models import Term
from indicators.measurements.periods import Period


@dataclass(frozen=True)
class Leader:
    question: Question
    figures: Figures
    rows: Sequence[Row]
    under: Sequence[Under]

    @property
    def actor(self) -> Actor:
        return self.question.actor

    @cached_property
    def sentence(self) -> str:
        return sentence(self.rows)

    @cached_property
    def findings(self) -> list[tuple[Row, str]]:
        return findings(self.rows)[:MOST_FINDINGS]

    @cached_property
    def more_findings(self) -> int:
        return max(0, len(findings(self.rows)) - MOST_FINDINGS)

    @property
    def now(self) -> Period | None:
        return self.figures.now

    @property
    def last_month(self) -> Period | None:
        return self.now.previous() if self.now else None

    @property
    def last_year(self) -> Period | None:
        return self.now.same_last_year() if self.now else None

    @cached_property
    def until(self) -> str:
        return shared_until([row.now for row in self.rows])

    @property
    def is_running(self) -> bool:
        """Whether all there is of the month is of a part of it."""
        return bool(self.until)

    @cached_property
    def running_note(self) -> str:
        return running_note(self.rows, self.now) if self.now else ""

    @cached_property
    def groups(self) -> list[tuple[Term | None, list[Row]]]:
        """The rows under the dashboards they belong to, in their own order; all in one when asked for one."""
        if any(term.code == self.question.group for term in self.figures.groups):
            return [(None, list(self.rows))]
        ordered = sorted(self.rows, key=lambda row: (row.group is None, row.group.order if row.group else 0))
        return [(group, list(rows)) for group, rows in groupby(ordered, key=lambda row: row.group)]

    @cached_property
    def has_examples(self) -> bool:
        return any(row.is_example for row in self.rows)

    @cached_property
    def marks_examples(self) -> bool:
        """Whether rows must say it each for itself: some figures are made up, and some are not."""
        return self.has_examples and not all(row.is_example for row in self.rows)

    @cached_property
    def asked(self) -> list[tuple[str, str]]:
        """The question as it was answered: the month and the group are those shown."""
        known_groups = {term.code for term in self.figures.groups}
        said = dict(self.question.asked) | {"maned": self.now.code if self.now else ""}
        return [
            (name, "" if name == "gruppe" and value not in known_groups else value)
            for name, value in said.items()
        ]

    @cached_property
    def query(self) -> str:
        return as_query(self.asked)

    @property
    def today_query(self) -> str:
        """The same question, of the figures of now."""
        return as_query(known.without(self.question.asked))


def leader(user: Someone, query: Mapping[str, str]) -> Leader | None:
    """None for who has no role, and for an actor that is not the user's own."""
    question = ask(user, query)
    if question is None:
        return None
    found = read_figures(question)
    goals = goals_of(user, question.actor, question.path, found.indicators)
    return Leader(question, found, rows_of(question, found, goals), units_of(question, found))


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    board = leader(user, query)
    if board is None:
        return None
    rows = [row for _group, rows in board.groups for row in rows]
    return answer_of(board.question, board.figures, rows, board.asked)


BOARD = Board(
    code="leader",
    name=gettext_noop("Lederoversikt"),
    question=gettext_noop("Hvordan går det i min enhet, måned for måned?"),
    route="leder/",
    view="gevinst.dashboards.boards.leader.page.leader",
    answer=answer,
    parameters=(
        ("aktor", "Kommune, enhet eller avdeling, for eksempel unit:1539-hjemmetjenesten."),
        ("gruppe", "Dashbordet måleindikatorene hører til, som ledelse; tomt for alle."),
        ("maned", "Måneden som er «nå», som 2022-05. Uten: den nyeste med tall."),
        (known.NAME, known.MEANING),
    ),
)
