"""The rows of the open table: every area under the one it belongs to, with its figure and its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.boards.open_figures.question import Question
from gevinst.dashboards.tables import as_query
from gevinst.values import known
from gevinst.values.asked import SHARE_OF
from gevinst.values.keys import key_of
from gevinst.values.trail_urls import trail_url
from gevinst.values.words import finished
from indicators.actors.models import Actor, ActorKind
from indicators.actors.numbers import Numbers
from indicators.actors.sorting import alphabetical
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.denominators import population_of
from indicators.measurements.periods import Period
from indicators.measurements.rollup import RolledFigure, roll_up
from indicators.measurements.tree import Tree
from indicators.measurements.values import Reason, Status
from indicators.statistics.rounding import format_number

Rolled = Mapping[tuple[int, Period], RolledFigure]


@dataclass(frozen=True)
class Row:
    """One area. `depth` 0 is the `top`; `share`: percent of it; `beside`: of the related indicator, or
    why there is none."""

    actor: Actor
    depth: int
    figure: RolledFigure
    value: float | None
    share: float | None
    rate: float | None
    beside: float | None
    beside_reason: Reason
    notes: list[str]
    has_children: bool
    top: Actor
    question: Question

    @property
    def is_known(self) -> bool:
        return self.figure.reason in (Reason.NONE, Reason.NIL)

    @property
    def trail_url(self) -> str:
        return self._trail(self.question.indicator)

    @property
    def share_url(self) -> str:
        return self._trail(self.question.indicator, (SHARE_OF, key_of(self.top)))

    @property
    def rate_url(self) -> str:
        return self._trail(self.question.indicator, ("per", "innbygger"))

    @property
    def beside_url(self) -> str:
        return self._trail(self.question.beside) if self.question.beside else ""

    def _trail(self, of: Indicator, *more: tuple[str, str]) -> str:
        question = self.question
        asked = [("struktur", question.structure.code), known.asked_for(question.as_known_on), *more]
        return trail_url(of.slug, self.actor, question.period.code, as_query(asked))


@dataclass(frozen=True)
class Rows:
    """Builds them, from figures that were read once for all."""

    question: Question
    tree: Tree
    actors: Mapping[int, Actor]
    figures: Rolled
    beside: Rolled
    people: Mapping[int, float]

    @classmethod
    def read(cls, question: Question) -> Rows:
        """At most eleven queries, however many areas there are."""
        indicator, beside, period = question.indicator, question.beside, question.period
        tree, numbers = Tree.load(question.structure, question.on), Numbers.load()

        def figures(of: Indicator) -> Rolled:
            return roll_up(
                indicator=of,
                tree=tree,
                periods=[period],
                as_known_on=question.as_known_on,
                numbers=numbers,
            )

        return cls(
            question=question,
            tree=tree,
            actors=Actor.objects.in_bulk(list(tree.kinds)),
            figures=figures(indicator),
            beside=figures(beside) if beside else {},
            people=population_of(
                tree.kinds,
                indicator.population_band,
                question.year,
                as_known_on=question.as_known_on,
                numbers=numbers,
            ),
        )

    def all(self) -> Iterator[Row]:
        """Depth first, areas of a level in alphabetical order."""
        tops = [actor for actor in self.tree.kinds if not self.tree.parents.get(actor)]
        for top in sorted(tops, key=self._order):
            yield from self._below(top, 0, top)

    def _below(self, actor: int, depth: int, top: int) -> Iterator[Row]:
        children = self.tree.children.get(actor, [])
        yield self._row(actor, depth, top, bool(children))
        for child in sorted(children, key=self._order):
            yield from self._below(child, depth + 1, top)

    def _row(self, pk: int, depth: int, top: int, has_children: bool) -> Row:
        question, actor, number, total = self.question, self.actors[pk], self._number(pk), self._number(top)
        indicator, key = question.indicator, (pk, question.period)
        figure, beside = self.figures[key], self.beside.get(key)
        sums = kind_for(indicator.kind).value_is_sum and indicator.additive
        return Row(
            actor=actor,
            depth=depth,
            figure=figure,
            value=number,
            share=number * 100 / total if number is not None and total and sums else None,
            rate=self._rate(pk),
            beside=beside.number(question.beside) if beside and question.beside else None,
            beside_reason=beside.reason if beside else Reason.MISSING,
            notes=list(_notes(figure)),
            has_children=has_children,
            top=self.actors[top],
            question=question,
        )

    def _rate(self, pk: int) -> float | None:
        """Only of areas whose own inhabitants are known, so that parts and population agree."""
        number, people = self._number(pk), self.people.get(pk)
        return (
            None
            if number is None or not people
            else number * self.question.indicator.population_factor / people
        )

    def _number(self, pk: int) -> float | None:
        return self.figures[(pk, self.question.period)].number(self.question.indicator)

    def _order(self, pk: int) -> str:
        return alphabetical(self.actors[pk].name)


def finding(rows: Sequence[Row], question: Question) -> str:
    """The municipality with most per inhabitant, where that is known of several; else the whole."""
    indicator = question.indicator
    rated = [
        (row.rate, row) for row in rows if row.rate is not None and row.actor.kind == ActorKind.MUNICIPALITY
    ]
    whole = [each for each in rated if each[1].figure.status != Status.PARTIAL]
    part = [each for each in rated if each[1].figure.status == Status.PARTIAL]
    # A part of the year is never set beside all of it.
    alike = whole if len(whole) > 1 else part
    if len(alike) > 1:
        rate, row = max(alike, key=lambda pair: pair[0])
        said = _(
            "%(area)s hadde flest %(unit)s etter folketall i %(year)s: %(rate)s per %(n)s innbyggere."
        ) % {
            "area": row.actor.name,
            "unit": indicator.unit,
            "year": question.year,
            "rate": format_number(rate, 1),
            "n": format_number(indicator.population_factor),
        }
        return _with_reach(said, row.figure)
    top = next((row for row in rows if row.depth == 0 and row.value is not None), None)
    if top is None or top.value is None or not kind_for(indicator.kind).value_is_sum:
        return ""
    said = _("%(value)s %(unit)s i %(area)s i %(year)s.") % {
        "value": format_number(top.value, indicator.decimals),
        "unit": indicator.unit,
        "area": top.actor.name,
        "year": question.year,
    }
    return _with_reach(said, top.figure)


def _with_reach(sentence: str, figure: RolledFigure) -> str:
    unfinished = finished(figure, figure.lacking)
    return f"{sentence} {unfinished.capitalize()}." if unfinished else sentence


def _notes(figure: RolledFigure) -> Iterator[str]:
    if figure.origin == "summed" and figure.parts:
        n, lacking = len(figure.parts), len(figure.missing)
        said = ngettext("Sum av %(n)s område", "Sum av %(n)s områder", n) % {"n": n}
        yield said + (_("; %(n)s mangler") % {"n": lacking} if lacking else "")
    if figure.difference:
        parts = (figure.numerator or 0.0) - figure.difference
        yield _("Som kilden oppgir; delene gir %(parts)s") % {"parts": format_number(parts)}
    if figure.shared:
        yield _("Har delt kommune")
    if unfinished := finished(figure, figure.lacking):
        yield unfinished.capitalize()
