"""One indicator across the municipalities of a group, seen through lenses that keep the question.

`question.py` reads the address, `reading.py` the figures, `evidence.py` how sure they are; a `Scene` holds
all that a lens may show of, and each lens is one file in `lenses/`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_noop

from gevinst.access import gate
from gevinst.access.gate import Someone
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.compare.answers import answer_of, asked
from gevinst.dashboards.boards.compare.lenses import LENSES, Lens, Seen, lens_for
from gevinst.dashboards.boards.compare.periods import Choice
from gevinst.dashboards.boards.compare.question import Question, ask, asked_actors
from gevinst.dashboards.boards.compare.reading import nothing_read, read
from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.wholes import Told, told
from gevinst.dashboards.boards.compare.words import Row, how_summed
from gevinst.dashboards.charts import Chart
from gevinst.dashboards.tables import Answer, as_query
from gevinst.values import known
from indicators.actors.models import Actor


@dataclass(frozen=True)
class Comparison:
    """What the page shows: the scene, and what the chosen lens makes of it."""

    scene: Scene
    seen: Seen
    problems: list[str]
    not_shared: list[Actor]

    @property
    def question(self) -> Question:
        return self.scene.question

    @property
    def choices(self) -> Sequence[Choice]:
        return self.scene.found.choices.offered

    @property
    def choice(self) -> Choice | None:
        return self.scene.found.choice

    @property
    def rows(self) -> list[Row]:
        return self.scene.rows

    @property
    def listed(self) -> list[Row]:
        """Those with a figure, and one's own."""
        return [row for row in self.rows if row.value is not None or row.is_own]

    @property
    def silent(self) -> list[Row]:
        return [row for row in self.rows if row.value is None and not row.is_own]

    @property
    def unit(self) -> str:
        return self.scene.unit

    @property
    def whole(self) -> float | None:
        return self.scene.whole

    @property
    def whole_text(self) -> str:
        return self.scene.whole_text

    @property
    def group_name(self) -> str:
        return self.scene.group_name

    @property
    def finding(self) -> str:
        return self.seen.title

    @property
    def reading(self) -> str:
        """How to read it, after the period it is of."""
        period = self.scene.period_label
        return " ".join(
            filter(None, [f"{period[:1].upper()}{period[1:]}." if period else "", self.seen.reading])
        )

    @property
    def chart(self) -> Chart | None:
        return self.seen.chart

    @cached_property
    def whole_told(self) -> Told | None:
        whole = self.scene.found.whole
        return told(whole, self.rows, self.question) if whole else None

    @cached_property
    def query(self) -> str:
        return as_query(asked(self.scene))

    @property
    def today_query(self) -> str:
        """The same question, of the figures of now."""
        return as_query(known.without(asked(self.scene)))

    @property
    def tabs(self) -> list[tuple[Lens, str, bool]]:
        """Each lens, the same question through it, and whether it is the one that is open."""
        kept = [(name, value) for name, value in asked(self.scene) if name not in ("visning", "sorter")]
        return [
            (lens_for(code), as_query([("visning", code), *kept]), code == self.question.lens)
            for code in LENSES
        ]

    @property
    def by_signal_query(self) -> str:
        return as_query([*self._unsorted, ("sorter", "signal")])

    @property
    def own_first_query(self) -> str:
        return as_query(self._unsorted)

    @property
    def _unsorted(self) -> list[tuple[str, str]]:
        return [(name, value) for name, value in asked(self.scene) if name != "sorter"]

    @property
    def answer(self) -> Answer:
        return answer_of(self.scene, self.seen)

    @property
    def whole_note(self) -> str:
        return how_summed(self.question)

    @cached_property
    def has_examples(self) -> bool:
        return any(row.is_example for row in self.rows)

    @cached_property
    def marks_examples(self) -> bool:
        """Whether rows must say it each for itself: some figures are made up, and some are not."""
        return self.has_examples and not all(row.is_example for row in self.rows if row.value is not None)

    @property
    def has_values(self) -> bool:
        return bool(self.scene.valued)


def compare(user: Someone, query: Mapping[str, str]) -> Comparison | None:
    """None when there is nothing to compare: no indicator is published."""
    question = ask(user, query)
    if question is None:
        return None
    actors, problems = asked_actors(question)
    shared = None if question.indicator.open else gate.peers(user, question.numbers)
    shown = [actor for actor in actors if shared is None or actor.pk in shared]
    lens = lens_for(question.lens)
    if lens.many:
        shown = actors
    seen = {actor.pk for actor in shown}
    scene = Scene(
        user=user,
        question=question,
        actors=shown,
        found=nothing_read(shown) if lens.many else read(question, shown, over_time=lens.over_time),
        own=gate.own_actors(user),
        many=lens.many,
    )
    return Comparison(
        scene=scene,
        seen=lens.look(scene) if scene.valued or lens.over_time or lens.many else Seen(),
        problems=problems,
        not_shared=[actor for actor in actors if actor.pk not in seen],
    )


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    found = compare(user, query)
    return found.answer if found else None


BOARD = Board(
    code="compare",
    name=gettext_noop("Sammenlign"),
    question=gettext_noop("Hvordan ligger vi an mot dem vi vil sammenligne oss med?"),
    route="sammenlign/",
    view="gevinst.dashboards.compare_views.compare",
    answer=answer,
    remembers=True,
    parameters=(
        ("visning", f"Hvordan tallene vises, og hvilke kolonner svaret har: {', '.join(LENSES)}."),
        ("indikator", "Måleindikatorens nøkkel, som i adressen til 1-sideren."),
        (
            "gruppe",
            "Nettverk, helsefellesskap, fylke eller land, for eksempel network:ror; "
            "like:1539 for kommuner med om lag like mange innbyggere som 1539.",
        ),
        ("aktorer", "Kommuner ved navn eller nummer med komma mellom. Går foran gruppe."),
        ("periode", "12m for de siste tolv månedene, eller en periode: 2024, 2024-03, 2024-T1."),
        ("maal", "rate for per innbygger, antall for selve tallet."),
        ("sorter", "I utvikling: signal for å ha dem det har hendt noe med, først."),
        (known.NAME, known.MEANING),
    ),
)
