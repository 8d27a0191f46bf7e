"""One indicator across the municipalities of a group: sorted, with the group's own value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards import figures
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.compare.periods import Choice
from gevinst.dashboards.boards.compare.question import Question, ask, asked_actors
from gevinst.dashboards.boards.compare.reading import Figures, read
from gevinst.dashboards.boards.compare.wholes import Told, told
from gevinst.dashboards.boards.compare.words import (
    Row,
    compares,
    decimals_of,
    finding,
    group_name,
    how_summed,
    row_of,
    text_of,
    unit_of,
)
from gevinst.dashboards.charts import Chart, source_names
from gevinst.dashboards.tables import Answer, Column, as_query, rounded
from gevinst.values import known
from indicators.actors.models import Actor

# More bars than this are not read one by one; the table has them all.
MOST_BARS = 60


@dataclass(frozen=True)
class Comparison:
    question: Question
    choices: Sequence[Choice]
    choice: Choice | None
    rows: list[Row]
    unit: str
    whole: float | None
    whole_text: str
    whole_told: Told | None
    group_name: str
    finding: str
    chart: Chart | None
    problems: list[str]
    not_shared: list[Actor]

    @property
    def query(self) -> str:
        return as_query(_asked(self.question, self.choice))

    @property
    def today_query(self) -> str:
        """The same question, of the figures of now."""
        return as_query(known.without(_asked(self.question, self.choice)))

    @property
    def answer(self) -> Answer:
        return _answer(self)

    @property
    def whole_note(self) -> str:
        return how_summed(self.question)

    @property
    def has_examples(self) -> bool:
        return any(row.is_example for row in self.rows)

    @property
    def marks_examples(self) -> bool:
        """Whether rows must say it each for itself: some figures are made up, and some are not."""
        return self.has_examples and not all(row.is_example for row in self.rows if row.value is not None)

    @property
    def has_values(self) -> bool:
        return any(row.value is not None for row in self.rows)


def compare(user: Someone, query: Mapping[str, str]) -> Comparison | None:
    """None when there is nothing to compare: no indicator is published."""
    question = ask(user, query)
    if question is None:
        return None
    actors, problems = asked_actors(question)
    shared = None if question.indicator.open else gate.peers(user)
    shown = [actor for actor in actors if shared is None or actor.pk in shared]
    found = read(question, shown)
    whole = found.whole.value if found.whole else None
    rows = _rows(user, shown, found, question)
    whole_text = text_of(whole, question)
    valued = [row for row in rows if row.value is not None]
    said = finding(valued, whole_text, question) if valued else ""
    return Comparison(
        question=question,
        choices=found.choices.offered,
        choice=found.choice,
        rows=rows,
        unit=unit_of(question),
        whole=whole,
        whole_text=whole_text,
        whole_told=told(found.whole, rows, question) if found.whole else None,
        group_name=group_name(question),
        finding=said,
        chart=_chart(valued, found, question, said) if valued and len(valued) <= MOST_BARS else None,
        problems=problems,
        not_shared=[actor for actor in actors if actor not in shown],
    )


def _rows(user: Someone, actors: Sequence[Actor], found: Figures, question: Question) -> list[Row]:
    own, whole = gate.own_actors(user), found.whole.value if found.whole else None
    rows = [
        row_of(
            actor,
            found.values[actor.pk],
            found.points[actor.pk],
            whole=whole,
            question=question,
            is_own=actor.pk in own,
        )
        for actor in actors
    ]
    return sorted(rows, key=lambda row: (row.value is None, -(row.value or 0.0), row.actor.name))


def _chart(rows: Sequence[Row], found: Figures, question: Question, title: str) -> Chart:
    unit, whole = unit_of(question), found.whole.value if found.whole else None
    return Chart(
        id="sammenligning",
        title=title,
        unit=unit,
        direction=question.indicator.direction,
        source=source_names(question.indicator),
        updated=found.choice.label if found.choice else "",
        data=figures.sorted_bars(
            names=[row.actor.name for row in rows],
            values=[row.value for row in rows],
            texts=[row.text for row in rows],
            own=[row.is_own for row in rows],
            group_value=whole if compares(question) else None,
            group_text=f"{group_name(question)}: {text_of(whole, question)}",
            unit=unit,
        ),
    )


def _answer(board: Comparison) -> Answer:
    question = board.question
    decimals, relative = decimals_of(question), compares(question)
    columns = [
        Column("kommunenr", _("Kommunenummer")),
        Column("kommune", _("Kommune")),
        Column("verdi", board.unit.capitalize(), decimals),
        *([Column("mot_gruppen", _("Mot gruppen samlet, prosent"), 0)] if relative else []),
        Column("merknad", _("Merknad")),
    ]

    def line(
        code: str, name: str, value: float | None, difference: float | None, note: str
    ) -> list[str | float | None]:
        compared = [rounded(difference, 0)] if relative else []
        return [code, name, rounded(value, decimals), *compared, note]

    lines = [
        line(row.actor.code, row.actor.name, row.value, row.difference, _note(row)) for row in board.rows
    ]
    if board.whole is not None:
        lines.append(line("", board.group_name, board.whole, None, how_summed(question)))
    indicator = question.indicator
    return Answer(
        name=f"sammenlign-{indicator.slug}",
        title=indicator.title,
        columns=columns,
        rows=lines,
        facts=[
            (_("Måleindikator"), indicator.title),
            (_("Gruppe"), board.group_name),
            (_("Periode"), board.choice.label if board.choice else "–"),
            *known.facts(question.as_known_on),
            (_("Enhet"), board.unit),
            (_("Kilde"), source_names(indicator)),
        ],
        asked=_asked(question, board.choice),
    )


def _asked(question: Question, choice: Choice | None) -> list[tuple[str, str]]:
    return [
        ("indikator", question.indicator.slug),
        ("gruppe", question.group_key),
        ("aktorer", question.picked),
        ("periode", choice.code if choice else ""),
        ("maal", ("rate" if question.as_rate else "antall") if question.may_be_rate else ""),
        known.asked_for(question.as_known_on),
    ]


def _note(row: Row) -> str:
    return ". ".join(filter(None, [row.note, _("Eksempeltall") if row.is_example else ""]))


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    found = compare(user, query)
    return found.answer if found else None


BOARD = Board(
    code="compare",
    name="Sammenlign",
    question="Hvordan ligger vi an mot dem vi vil sammenligne oss med?",
    route="sammenlign/",
    view="gevinst.dashboards.views.compare",
    answer=answer,
    parameters=(
        ("indikator", "Måleindikatorens nøkkel, som i adressen til 1-sideren."),
        ("gruppe", "Nettverk, helsefellesskap, fylke eller land, for eksempel network:ror."),
        ("aktorer", "Kommuner ved navn eller nummer med komma mellom. Går foran gruppe."),
        ("periode", "12m for de siste tolv månedene, eller en periode: 2024, 2024-03, 2024-T1."),
        ("maal", "rate for per innbygger, antall for selve tallet."),
        (known.NAME, known.MEANING),
    ),
)
