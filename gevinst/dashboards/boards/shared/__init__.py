"""Samhandling: a community's shared measures - the whole, each municipality, and who carries what is left.

Everything is judged over the same time as the nullpunkt; weeks and months show the latest, never the goal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext_noop

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.shared.beside import Beside, beside_of, lacking
from gevinst.dashboards.boards.shared.identity import Tied, tied_of
from gevinst.dashboards.boards.shared.pictures import contribution_chart, recent_chart
from gevinst.dashboards.boards.shared.question import Question, ask
from gevinst.dashboards.boards.shared.reading import Reading, Row, read
from gevinst.dashboards.boards.shared.rows import RowShown, others_words, query_with, rows_of
from gevinst.dashboards.boards.shared.shown import Shown
from gevinst.dashboards.boards.shared.table import answer_of, asked
from gevinst.dashboards.boards.shared.words import gap_sentence, in_unit, missing_words, sentence
from gevinst.dashboards.charts import Chart, progress_chart
from gevinst.dashboards.tables import Answer, as_query
from gevinst.values import known
from indicators.actors.models import Actor


@dataclass(frozen=True)
class Shared:
    """`measures` are those of `actor`, the whole or one municipality; `opened` is seen in full; `own` are the
    reader's own, by id."""

    question: Question
    reading: Reading
    actor: Actor
    measures: Sequence[Shown]
    opened: Shown | None
    tied: Sequence[Tied]
    beside: Sequence[Beside]
    own: frozenset[int]

    @property
    def is_whole(self) -> bool:
        return self.actor == self.question.group

    @property
    def sentence(self) -> str:
        return sentence([one.status for one in self.measures])

    @property
    def finding(self) -> str:
        """Of the opened measure: who carries most of what is left."""
        return gap_sentence(self.opened) if self.opened else ""

    @property
    def carries(self) -> str:
        """The finding, where it is of who carries what; the rest the sentence has said."""
        gap = self.opened.standings.gap if self.opened else None
        return self.finding if gap and gap.parts else ""

    @property
    def contribution(self) -> Chart | None:
        return contribution_chart(self.opened) if self.opened else None

    @property
    def recent(self) -> Chart | None:
        return recent_chart(self.opened) if self.opened else None

    @property
    def side_by_side(self) -> list[Beside]:
        return [one for one in self.beside if not one.missing]

    @property
    def not_side_by_side(self) -> list[tuple[str, str]]:
        return lacking(self.beside)

    @property
    def progress(self) -> Chart | None:
        line = self.opened.line if self.opened else None
        return progress_chart(line) if line and line.points else None

    @property
    def has_examples(self) -> bool:
        return any(one.measure.is_example for one in self.measures)

    @property
    def has_standings(self) -> bool:
        """Whether any municipality has something to show in the opened measure."""
        rows = self.opened.standings.rows if self.opened else ()
        return any(one.value is not None or one.line is not None for one in rows)

    @cached_property
    def standings(self) -> list[RowShown]:
        return list(rows_of(self.opened, self.own)) if self.opened else []

    @property
    def near(self) -> list[RowShown]:
        """The reader's own and the chosen one: they stand with the whole, above what is folded."""
        return [row for row in self.standings if row.is_near]

    @property
    def others(self) -> list[RowShown]:
        return [row for row in self.standings if not row.is_near]

    @property
    def others_words(self) -> str:
        """What there is in the fold."""
        return others_words([row.side for row in self.others])

    @property
    def listed(self) -> list[tuple[Shown, str]]:
        """Each measure, with the question that opens it."""
        return [(one, query_with(one, maaltall=one.indicator.slug)) for one in self.measures]

    @property
    def why_no_shares(self) -> str:
        return missing_words(self.opened) if self.opened else ""

    @property
    def trust_names(self) -> str:
        return ", ".join(actor.name for actor in self.reading.trusts)

    @property
    def net_text(self) -> str:
        gap = self.opened.standings.gap if self.opened else None
        return in_unit(gap.net, self.opened) if gap and self.opened else ""

    @property
    def query(self) -> str:
        return as_query(asked(self.question))

    @property
    def today_query(self) -> str:
        """The same question, of the figures of now."""
        return as_query(known.without(asked(self.question)))

    @property
    def answer(self) -> Answer:
        return answer_of(self.question, self.measures)


def shared(user: Someone, query: Mapping[str, str]) -> Shared | None:
    """None when there is no shared plan the user may read."""
    question = ask(user, query)
    if question is None:
        return None
    found = read(user, question)
    chosen = next((one for one in found.members if one.code == question.municipality), None)
    slugs = {one.benefit.indicator.slug for one in found.measures}
    question = replace(
        question,
        municipality=chosen.code if chosen else "",
        measure=question.measure if question.measure in slugs else "",
    )
    actor = chosen or question.group
    measures = [Shown(one, question, actor, _row_of(one.rows, chosen)) for one in found.measures]
    return Shared(
        question=question,
        reading=found,
        actor=actor,
        measures=measures,
        opened=_opened(measures, question),
        tied=tied_of(found.measures, found.contributions),
        beside=beside_of(found.measures) if found.trusts else [],
        own=gate.own_actors(user),
    )


def _row_of(rows: Sequence[Row], chosen: Actor | None) -> Row | None:
    return next((row for row in rows if row.actor == chosen), None)


def _opened(measures: Sequence[Shown], question: Question) -> Shown | None:
    """The one asked for, else the first in which somebody carries something, else the first."""
    named = next((one for one in measures if one.indicator.slug == question.measure), None)
    carried = (one for one in measures if one.standings.gap and one.standings.gap.parts)
    return named or next(carried, measures[0] if measures else None)


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    found = shared(user, query)
    return found.answer if found else None


BOARD = Board(
    code="shared",
    name=gettext_noop("Samhandling"),
    question=gettext_noop("Når vi målene vi har satt sammen, og hvem bærer det som gjenstår?"),
    route="samhandling/",
    view="gevinst.dashboards.boards.shared.page.shared_page",
    answer=answer,
    parameters=(
        ("gruppe", "Helsefellesskap, samarbeidsområde eller nettverk, som health_community:hef-st-olav."),
        ("opplosning", "uke eller maned: hvor ofte de siste målingene vises."),
        ("maaltall", "Nøkkelen til måltallet som åpnes. Uten den er alle med i tabellen."),
        ("kommune", "Kommunenummeret til én av kommunene. Uten det vises alle."),
        (known.NAME, known.MEANING),
    ),
)
