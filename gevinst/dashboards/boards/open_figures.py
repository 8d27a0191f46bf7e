"""Åpne tall: a tree of areas with subtotals at every level, for anybody - in each structure, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.boards import Board
from gevinst.values.origins import source_names
from gevinst.values.words import finished, written
from indicators.actors.models import Actor, ActorKind, Structure
from indicators.actors.sorting import alphabetical
from indicators.catalogue.models import Indicator
from indicators.measurements.denominators import population_of
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.rollup import RolledFigure, roll_up
from indicators.measurements.tree import Tree
from indicators.statistics.rounding import format_number

BOARD = Board(
    code="open",
    name="Åpne tall",
    question="Hvordan er det der jeg bor, og i resten av landet?",
    route="apne-tall/",
    view="gevinst.dashboards.views.open_figures",
    needs_login=False,
)
STRUCTURES = ("samarbeid", "sykehus", "fylke")
DEFAULT_INDICATOR = "ukp-dogn"
# The groupings are not known further back (indicators/actors/reference/README.md).
KNOWN_FROM = date(2020, 1, 1)
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """One area. `depth` 0 is the top; `trail` is the period its figure can be traced by."""

    actor: Actor
    depth: int
    figure: RolledFigure
    value: str
    share: str
    rate: str
    beside: str
    notes: list[str]
    has_children: bool

    @property
    def is_known(self) -> bool:
        return self.figure.reason in ("", "nil")


@dataclass(frozen=True)
class OpenTable:
    indicators: list[Indicator]
    indicator: Indicator
    structures: list[Structure]
    structure: Structure
    years: list[int]
    year: int
    rows: list[Row]
    left_out: int
    shows_all: bool
    rate_words: str
    beside: Indicator | None
    sources: list[str]
    has_examples: bool
    finding: str

    @property
    def has_shared(self) -> bool:
        return any(row.figure.shared for row in self.rows)


def open_figures(query: QueryDict) -> OpenTable | None:
    """The table the URL asks for, with unknown choices replaced; None when no open figures exist."""
    indicators = _with_figures()
    indicator = _chosen(indicators, "slug", query.get("indikator", DEFAULT_INDICATOR))
    if indicator is None:
        return None
    structures = sorted(
        Structure.objects.filter(code__in=STRUCTURES), key=lambda one: STRUCTURES.index(one.code)
    )
    structure = _chosen(structures, "code", query.get("struktur", ""))
    years = _years(indicator)
    if structure is None or not years:
        return None
    asked = query.get("aar", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else years[0]
    period = Period(PeriodKind.YEAR, date(year, 1, 1))
    on = min(max(period.end, KNOWN_FROM), timezone.localdate())

    tree = Tree.load(structure, on)
    figures = roll_up(indicator=indicator, structure=structure, periods=[period], on=on)
    beside = _beside(indicator, indicators)
    beside_figures = roll_up(indicator=beside, structure=structure, periods=[period], on=on) if beside else {}
    people = population_of(tree.kinds, indicator.population_band, year)
    actors = Actor.objects.in_bulk(list(tree.kinds))
    builder = _Builder(tree, actors, indicator, period, figures, beside, beside_figures, people)
    everything = list(builder.rows())
    shows_all = query.get("tomme") == "1"
    shown = everything if shows_all else [row for row in everything if row.is_known]
    return OpenTable(
        indicators=indicators,
        indicator=indicator,
        structures=structures,
        structure=structure,
        years=years,
        year=year,
        rows=shown,
        left_out=len(everything) - len(shown),
        shows_all=shows_all,
        rate_words=_rate_words(indicator),
        beside=beside,
        sources=_sources(indicator, period, figures.values()),
        has_examples=any(row.figure.is_example for row in shown),
        finding=builder.finding(shown),
    )


def _with_figures() -> list[Indicator]:
    measured = Measurement.objects.values("indicator")
    return list(Indicator.objects.open().filter(pk__in=measured))


def _years(indicator: Indicator) -> list[int]:
    kinds = [PeriodKind.YEAR.value, *([PeriodKind.MONTH.value] if indicator.over_time == "sum" else [])]
    found = Measurement.objects.of(indicator=indicator.pk).whole().filter(period_kind__in=kinds)
    return sorted({day.year for day in found.dates("period_start", "year")}, reverse=True)


def _beside(indicator: Indicator, opened: list[Indicator]) -> Indicator | None:
    """A share or mean that tells of the same thing, to be shown in a column of its own."""
    related = indicator.definition.get("related", [])
    return next((one for one in opened if one.slug in related and one.kind != "count"), None)


def _rate_words(indicator: Indicator) -> str:
    if not indicator.population_band:
        return ""
    return _("Per %(n)s innbyggere") % {"n": format_number(indicator.population_factor)}


def _sources(indicator: Indicator, period: Period, figures: Iterable[RolledFigure]) -> list[str]:
    """Those of the stored rows, and of the months of figures summed from them. One query."""
    shown = list(figures)
    ids = [figure.measurement_id for figure in shown if figure.measurement_id]
    by_month = [figure.actor_id for figure in shown if figure.months]
    months = Q(
        actor__in=by_month, period_kind=PeriodKind.MONTH, period_start__range=(period.start, period.end)
    )
    rows = Measurement.objects.of(indicator=indicator.pk).whole().filter(Q(pk__in=ids) | months)
    return source_names(rows, named=False)


def _chosen(choices: list[T], attribute: str, wanted: str) -> T | None:
    return next(
        (one for one in choices if getattr(one, attribute) == wanted), choices[0] if choices else None
    )


@dataclass(frozen=True)
class _Builder:
    tree: Tree
    actors: dict[int, Actor]
    indicator: Indicator
    period: Period
    figures: dict[tuple[int, Period], RolledFigure]
    beside: Indicator | None
    beside_figures: dict[tuple[int, Period], RolledFigure]
    people: dict[int, float]

    def rows(self) -> Iterator[Row]:
        """Depth first, areas of a level in alphabetical order."""
        tops = [actor for actor in self.tree.kinds if not self.tree.parents.get(actor)]
        for top in sorted(tops, key=self._order):
            yield from self._below(top, 0, self._number(top))

    def finding(self, rows: list[Row]) -> str:
        """The area with most per inhabitant - or most - among municipalities that have a figure."""
        municipalities = [row for row in rows if row.actor.kind == ActorKind.MUNICIPALITY and row.is_known]
        rated = [(value, row) for row in municipalities if (value := self._rate(row.actor.pk)) is not None]
        if len(rated) > 1:
            _value, row = max(rated, key=lambda pair: pair[0])
            return _(
                "%(area)s hadde flest i forhold til folketallet i %(year)s: %(rate)s %(unit)s per %(n)s innbyggere"
            ) % {
                "area": row.actor.name,
                "year": self.period.label(),
                "rate": row.rate,
                "unit": self.indicator.unit,
                "n": format_number(self.indicator.population_factor),
            }
        return ""

    def _below(self, actor: int, depth: int, total: float | None) -> Iterator[Row]:
        children = self.tree.children.get(actor, [])
        yield self._row(actor, depth, total, bool(children))
        for child in sorted(children, key=self._order):
            yield from self._below(child, depth + 1, total)

    def _row(self, pk: int, depth: int, total: float | None, has_children: bool) -> Row:
        figure = self.figures[(pk, self.period)]
        number = figure.number(self.indicator)
        rate = self._rate(pk)
        beside = self.beside_figures.get((pk, self.period))
        told = beside.number(self.beside) if beside and self.beside else None
        return Row(
            actor=self.actors[pk],
            depth=depth,
            figure=figure,
            value="" if number is None else format_number(number, self.indicator.decimals),
            share="" if number is None or not total else f"{format_number(number * 100 / total, 1)}\u00a0%",
            rate="" if rate is None else format_number(rate, 1),
            beside="" if told is None or self.beside is None else written(told, self.beside),
            notes=list(self._notes(figure)),
            has_children=has_children,
        )

    def _notes(self, figure: RolledFigure) -> Iterator[str]:
        if figure.origin == "summed" and figure.parts:
            said = ngettext("Sum av %(n)s område", "Sum av %(n)s områder", len(figure.parts)) % {
                "n": len(figure.parts)
            }
            lacking = ngettext("; %(n)s mangler", "; %(n)s mangler", len(figure.missing)) % {
                "n": len(figure.missing)
            }
            yield said + (lacking if figure.missing else "")
        if figure.difference:
            yield _("Som kilden oppgir; delene gir %(parts)s") % {
                "parts": format_number((figure.numerator or 0.0) - figure.difference)
            }
        if figure.shared:
            yield _("Har delt kommune")
        if unfinished := finished(figure, figure.lacking):
            yield unfinished.capitalize()

    def _rate(self, pk: int) -> float | None:
        """Per inhabitant; only of areas whose own inhabitants are known, so that parts and population agree."""
        number, people = self._number(pk), self.people.get(pk)
        return None if number is None or not people else number * self.indicator.population_factor / people

    def _number(self, pk: int) -> float | None:
        return self.figures[(pk, self.period)].number(self.indicator)

    def _order(self, pk: int) -> str:
        return alphabetical(self.actors[pk].name)
