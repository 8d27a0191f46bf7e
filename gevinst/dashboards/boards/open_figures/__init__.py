"""Åpne tall: a tree of areas with subtotals at every level, for anybody - in each structure, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gevinst.access.gate import Someone
from gevinst.dashboards.boards import Board
from gevinst.dashboards.boards.open_figures.question import Question, ask
from gevinst.dashboards.boards.open_figures.rows import Row, Rows, finding
from gevinst.dashboards.tables import Answer, Cell, Column, as_query, rounded
from gevinst.values import known
from gevinst.values.origins import source_names
from indicators.catalogue.kinds import kind_for
from indicators.measurements.rollup import RolledFigure
from indicators.measurements.values import describe_reason
from indicators.statistics.rounding import format_number


@dataclass(frozen=True)
class OpenTable:
    question: Question
    rows: list[Row]
    left_out: int
    sources: list[str]
    finding: str

    @property
    def has_shares(self) -> bool:
        return kind_for(self.question.indicator.kind).value_is_sum and self.question.indicator.additive

    @cached_property
    def has_rates(self) -> bool:
        return any(row.rate is not None for row in self.rows)

    @cached_property
    def has_beside(self) -> bool:
        return any(row.beside is not None for row in self.rows)

    @property
    def rate_words(self) -> str:
        indicator = self.question.indicator
        return _("Per %(n)s innbyggere") % {"n": format_number(indicator.population_factor)}

    @cached_property
    def has_examples(self) -> bool:
        return any(row.figure.is_example for row in self.rows)

    @cached_property
    def marks_examples(self) -> bool:
        """Whether rows must say it each for itself: some figures are made up, and some are not."""
        return self.has_examples and not all(row.figure.is_example for row in self.rows)

    @cached_property
    def has_shared(self) -> bool:
        return any(row.figure.shared for row in self.rows)

    @property
    def query(self) -> str:
        return as_query(_asked(self.question))

    @property
    def today_query(self) -> str:
        """The same question, of the figures of now."""
        return as_query(known.without(_asked(self.question)))

    @cached_property
    def answer(self) -> Answer:
        return _answer(self)


def open_figures(query: Mapping[str, str]) -> OpenTable | None:
    """None when no open figures exist."""
    question = ask(query)
    if question is None:
        return None
    read = Rows.read(question)
    everything = list(read.all())
    shown = everything if question.shows_all else [row for row in everything if row.is_known]
    return OpenTable(
        question=question,
        rows=shown,
        left_out=len(everything) - len(shown),
        sources=_sources(read.figures.values()),
        finding=finding(shown, question),
    )


def _sources(figures: Iterable[RolledFigure]) -> list[str]:
    """Those of the stored rows, and of the months of figures summed from them. One query."""
    batches: set[int] = set().union(*(figure.batches for figure in figures))
    return source_names(batches, named=False)


def _answer(table: OpenTable) -> Answer:
    question = table.question
    indicator, beside = question.indicator, question.beside
    figures: list[tuple[Column, Sequence[float | None]]] = [
        (Column("verdi", indicator.unit.capitalize(), indicator.decimals), [row.value for row in table.rows])
    ]
    if table.has_shares:
        share = Column("andel_av_totalen", _("Andel av totalen, prosent"), 1)
        figures.append((share, [row.share for row in table.rows]))
    if table.has_rates:
        figures.append((Column("per_innbyggere", table.rate_words, 1), [row.rate for row in table.rows]))
    if beside and table.has_beside:
        column = Column(
            "ved_siden_av",
            f"{beside.title} ({kind_for(beside.kind).fixed_unit or beside.unit})",
            beside.decimals,
        )
        figures.append((column, [row.beside for row in table.rows]))
    numbers = zip(
        *([rounded(value, column.decimals or 0) for value in values] for column, values in figures),
        strict=True,
    )
    return Answer(
        name=f"apne-tall-{indicator.slug}-{question.structure.code}-{question.year}",
        title=indicator.title,
        columns=[
            Column("niva", _("Nivå"), 0),
            Column("type", _("Type")),
            Column("nummer", _("Nummer"), role="geo"),
            Column("omrade", _("Område"), role="name"),
            *(column for column, _values in figures),
            Column("merknad", _("Merknad")),
        ],
        rows=[_line(row, cells) for row, cells in zip(table.rows, numbers, strict=True)],
        facts=[
            (_("Måleindikator"), indicator.title),
            (_("Gruppert etter"), question.structure.name),
            (_("År"), str(question.year)),
            *known.facts(question.as_known_on),
            (_("Enhet"), indicator.unit),
            (_("Kilde"), "; ".join(table.sources)),
        ],
        asked=_asked(question),
    )


def _asked(question: Question) -> list[tuple[str, str]]:
    return [
        ("indikator", question.indicator.slug),
        ("struktur", question.structure.code),
        ("aar", str(question.year)),
        ("tomme", "1" if question.shows_all else ""),
        known.asked_for(question.as_known_on),
    ]


def _line(row: Row, numbers: Sequence[Cell]) -> list[Cell]:
    why_none = [] if row.is_known else [_(describe_reason(row.figure.reason)).capitalize()]
    example = [_("Eksempeltall")] if row.figure.is_example else []
    notes = ". ".join([*why_none, *row.notes, *example])
    return [row.depth, row.actor.get_kind_display(), row.actor.code, row.actor.name, *numbers, notes]


def answer(user: Someone, query: Mapping[str, str]) -> Answer | None:
    found = open_figures(query)
    return found.answer if found else None


BOARD = Board(
    code="open",
    name=gettext_noop("Åpne tall"),
    question=gettext_noop("Hvordan er det der jeg bor, og i resten av landet?"),
    route="apne-tall/",
    view="gevinst.dashboards.views.open_figures",
    needs_login=False,
    answer=answer,
    remembers=True,
    parameters=(
        ("indikator", "Måleindikatorens nøkkel, som i adressen til 1-sideren."),
        ("struktur", "samarbeid, sykehus eller fylke."),
        ("aar", "Årstallet."),
        ("tomme", "1 for å ta med områder uten tall."),
        (known.NAME, known.MEANING),
    ),
)
