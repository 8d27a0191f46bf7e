"""Regional: trusts, hospital areas and municipalities on the goals of the specialist health service.

A whole is Σ numerators / Σ denominators of its parts, never a mean of them; what is left out is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_noop

from gevinst.access.gate import Someone
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.regional.cells import Cell, cell_of
from gevinst.dashboards.boards.regional.question import Question, ask
from gevinst.dashboards.boards.regional.reading import Compared, read
from gevinst.dashboards.boards.regional.table import answer_of, asked
from gevinst.dashboards.boards.regional.words import bars_of, finding_of, sentence
from gevinst.dashboards.charts import Chart, source_names
from gevinst.dashboards.tables import Answer, as_query
from gevinst.values import known
from gevinst.values.keys import key_of
from indicators.actors.models import Actor
from indicators.catalogue.models import Term

# More parts than this are rows of one indicator, not columns of many; more drawings in a row are not read.
MOST_COLUMNS, MOST_DRAWN = 12, 5


@dataclass(frozen=True)
class Row:
    """One indicator: the whole, then its parts. `query` opens it."""

    compared: Compared
    whole: Cell
    parts: Sequence[Cell]
    query: str

    @property
    def finding(self) -> str:
        """How far apart the parts are."""
        return finding_of(self.compared)


@dataclass(frozen=True)
class Regional:
    question: Question
    found: Sequence[Compared]

    @cached_property
    def rows(self) -> list[Row]:
        """Of what has figures the reader may see."""
        return [self._row(one) for one in self.found if one.is_shared and one.has_figures]

    def _row(self, one: Compared) -> Row:
        return Row(
            one,
            cell_of(one, one.whole, self.question),
            [cell_of(one, part, self.question) for part in one.parts],
            self.query_with(indikator=one.indicator.slug),
        )

    @property
    def goals(self) -> list[tuple[Term, list[Row]]]:
        """Each goal with its indicators; one that serves several stands under the first of them."""
        first = {row.compared.indicator.pk: self._goal(row) for row in self.rows}
        groups = [
            (goal, [row for row in self.rows if first[row.compared.indicator.pk] == goal.pk])
            for goal in self.question.goals
        ]
        return [(goal, rows) for goal, rows in groups if rows]

    @property
    def empty_goals(self) -> list[str]:
        served = {
            term.pk
            for one in self.found
            if one.has_figures and one.is_shared
            for term in one.indicator.terms.all()
        }
        return [goal.name for goal in self.question.goals if goal.pk not in served]

    @property
    def sources(self) -> list[str]:
        names = (source_names(row.compared.indicator) for row in self.rows)
        return list(dict.fromkeys(name for name in names if name))

    @property
    def without_figures(self) -> list[str]:
        return [one.indicator.title for one in self.found if one.is_shared and not one.has_figures]

    @property
    def not_shared(self) -> int:
        return sum(not one.is_shared for one in self.found)

    def _goal(self, row: Row) -> int:
        serves = {term.pk for term in row.compared.indicator.terms.all()}
        return next(goal.pk for goal in self.question.goals if goal.pk in serves)

    @property
    def is_matrix(self) -> bool:
        return self.question.chosen is None and len(self.question.parts) <= MOST_COLUMNS

    @property
    def draws(self) -> bool:
        return len(self.with_figures) < MOST_DRAWN

    @property
    def opened(self) -> Row | None:
        """The one indicator shown with a row for each part."""
        return None if self.is_matrix or not self.rows else self.rows[0]

    @property
    def opened_rows(self) -> list[tuple[Cell, str]]:
        """Each part with the question that goes down to it, "" where nobody is below; the highest first."""
        row, tree = self.opened, self.question.tree
        parts = sorted(row.parts, key=lambda one: (one.value is None, -(one.value or 0.0))) if row else []
        return [
            (one, self.query_with(under=key_of(one.actor)) if tree.children.get(one.actor.pk) else "")
            for one in parts
        ]

    @cached_property
    def with_figures(self) -> list[Actor]:
        """The parts that have a figure in some row: the others would be empty columns."""
        known = {cell.actor.pk for row in self.rows for cell in row.parts if cell.value is not None}
        return [one for one in self.question.parts if one.pk in known]

    @property
    def parts_without(self) -> list[str]:
        return [one.name for one in self.question.parts if one not in self.with_figures]

    @property
    def columns(self) -> list[tuple[Actor, str]]:
        """Each part with the question that goes down to it."""
        return [(one, self.query_with(under=key_of(one))) for one in self.with_figures]

    @property
    def matrix(self) -> list[tuple[Term, list[tuple[Row, list[Cell]]]]]:
        """The goals, their indicators, and of each the cells of the columns."""
        shown = {one.pk for one in self.with_figures}
        return [
            (goal, [(row, [cell for cell in row.parts if cell.actor.pk in shown]) for row in rows])
            for goal, rows in self.goals
        ]

    @property
    def width(self) -> int:
        """Of the table: the name, the whole and its parts."""
        return 2 + len(self.with_figures)

    @property
    def under_key(self) -> str:
        return key_of(self.question.under)

    @property
    def way(self) -> list[tuple[Actor, str]]:
        return [(one, self.query_with(under=key_of(one))) for one in self.question.way]

    @property
    def sentence(self) -> str:
        return sentence([cell for row in self.rows for cell in (row.whole, *row.parts)])

    @property
    def finding(self) -> str:
        return self.opened.finding if self.opened else ""

    @property
    def chart(self) -> Chart | None:
        return bars_of(self.opened.compared) if self.opened else None

    @property
    def has_examples(self) -> bool:
        return any(cell.is_example for row in self.rows for cell in (row.whole, *row.parts))

    @property
    def query(self) -> str:
        return as_query(asked(self.question))

    @property
    def all_query(self) -> str:
        return self.query_with(indikator="")

    @property
    def today_query(self) -> str:
        return as_query(known.without(asked(self.question)))

    def query_with(self, **changed: str) -> str:
        """The same question with something else chosen."""
        return as_query([(name, changed.get(name, value)) for name, value in asked(self.question)])

    @property
    def answer(self) -> Answer:
        return answer_of(self.question, list(self._told()))

    def _told(self) -> Iterator[tuple[Compared, list[Cell]]]:
        for row in self.rows:
            yield row.compared, [row.whole, *row.parts]


def regional(user: Someone, query: Mapping[str, str]) -> Regional | None:
    """None for somebody without a role, and where no region is known."""
    question = ask(user, query)
    return Regional(question, read(user, question)) if question else None


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    found = regional(user, query)
    return found.answer if found else None


BOARD = Board(
    code="regional",
    name=gettext_noop("Regional"),
    question=gettext_noop("Hvordan ligger foretakene an på målene for spesialisthelsetjenesten?"),
    route="regional/",
    view="gevinst.dashboards.boards.regional.page.regional_page",
    answer=answer,
    parameters=(
        ("region", "Organisasjonsnummeret til det regionale helseforetaket."),
        ("under", "Hvem delene hører til, som trust:883974832. Uten det: regionen."),
        ("periode", "Årstallet, eller siste for de siste tallene til hver indikator."),
        ("indikator", "Måleindikatorens nøkkel. Uten den vises alle som har tall."),
        (known.NAME, known.MEANING),
    ),
)
