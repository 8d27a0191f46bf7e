"""What the open table is asked, as the address says it; what it does not know becomes something sensible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from gevinst.values.known import known_day
from indicators.actors.models import Structure
from indicators.catalogue.models import Indicator
from indicators.measurements.frontier import structure_day
from indicators.measurements.known import day_of, read
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind

STRUCTURES = ("samarbeid", "sykehus", "fylke")
DEFAULT = "ukp-dogn"
T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    """With `as_known_on` the figures are those known that day, which is then `today`."""

    indicators: list[Indicator]
    indicator: Indicator
    structures: list[Structure]
    structure: Structure
    years: list[int]
    year: int
    shows_all: bool
    today: date
    as_known_on: date | None = None

    @cached_property
    def period(self) -> Period:
        return Period(PeriodKind.YEAR, date(self.year, 1, 1))

    @property
    def on(self) -> date:
        """The day the grouping is seen: the last of the year, as far as it is known."""
        return structure_day(self.period, self.today)

    @cached_property
    def beside(self) -> Indicator | None:
        """A share or mean that tells of the same thing, to be shown in a column of its own."""
        related = self.indicator.definition.get("related", [])
        return next((one for one in self.indicators if one.slug in related and one.kind != "count"), None)


def ask(query: Mapping[str, str]) -> Question | None:
    """None when nothing that may be shown has been measured."""
    known = known_day(query)
    today = day_of(known)
    measured = Measurement.objects.values("indicator")
    indicators = list(Indicator.objects.open().filter(pk__in=measured))
    indicator = _chosen(indicators, "slug", query.get("indikator", DEFAULT))
    if indicator is None:
        return None
    found = Structure.objects.filter(code__in=STRUCTURES)
    structures = sorted(found, key=lambda one: STRUCTURES.index(one.code))
    structure = _chosen(structures, "code", query.get("struktur", ""))
    years = _years(indicator, known)
    if structure is None or not years:
        return None
    # A year that is not over is offered, but not what one meets first.
    over = [year for year in years if year < today.year]
    asked = query.get("aar", "")
    return Question(
        indicators=indicators,
        indicator=indicator,
        structures=structures,
        structure=structure,
        years=years,
        year=int(asked) if asked.isdecimal() and int(asked) in years else (over or years)[0],
        shows_all=query.get("tomme") == "1",
        today=today,
        as_known_on=known,
    )


def _years(indicator: Indicator, known: date | None) -> list[int]:
    kinds = [PeriodKind.YEAR.value, *([PeriodKind.MONTH.value] if indicator.over_time == "sum" else [])]
    starts = read(
        known,
        lambda rows: rows.of(indicator=indicator.pk).whole().filter(period_kind__in=kinds).distinct(),
        "period_start",
    )
    return sorted({start.year for (start,) in starts}, reverse=True)


def _chosen(choices: list[T], attribute: str, wanted: str) -> T | None:
    return next(
        (one for one in choices if getattr(one, attribute) == wanted), choices[0] if choices else None
    )
