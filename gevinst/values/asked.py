"""A figure somebody asks about, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.values.keys import actor_of, key_of
from gevinst.values.known import NAME as KNOWN
from gevinst.values.known import known_day
from indicators.actors.models import Actor, Structure
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodError, parse_period
from indicators.measurements.services import Categories
from indicators.measurements.shapes import AnyFigure

MOST_MONTHS = 60
ONLY_HERE, SHARE_OF = "eget", "andel_av"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose figure, of what and when - or of the `months` that end with `period`; summed in which
    structure; as it was known on which day, None for now. `only_here`: what was delivered under this very
    number, and not under another of the same place. `share_of`: as a share of the figure of that actor."""

    indicator: Indicator
    actor: Actor
    period: Period
    months: int = 1
    structure: Structure | None = None
    category: str = ""
    per_inhabitant: bool = False
    share_of: Actor | None = None
    only_here: bool = False
    as_known_on: date | None = None

    @property
    def label(self) -> str:
        if self.months == 1:
            return self.period.label()
        return _("%(n)s måneder til og med %(last)s") % {"n": self.months, "last": self.period.label()}

    @property
    def window(self) -> list[Period]:
        """The periods summed, oldest first; the one period where there is only that."""
        periods = [self.period]
        while len(periods) < self.months:
            periods.insert(0, periods[0].previous())
        return periods

    @property
    def categories(self) -> Categories:
        """As (dimension, code), each."""
        parts = (part.partition("=") for part in self.category.split("|") if part)
        return frozenset((dimension, code) for dimension, _sign, code in parts)

    @property
    def own_url(self) -> str:
        """The trail of this very figure, as it is now."""
        return self.url(self.actor, self.period)

    @property
    def today_url(self) -> str:
        """The same question, of the figures of now."""
        query = self._query(self.period, self.months) | {
            "per": "innbygger" if self.per_inhabitant else "",
            SHARE_OF: key_of(self.share_of) if self.share_of else "",
        }
        return self._page("trail", query | {KNOWN: ""})

    @property
    def edit_url(self) -> str:
        return self._page("edit_value", self._value_query)

    @property
    def withdraw_url(self) -> str:
        return self._page("withdraw_value", self._value_query)

    @property
    def _value_query(self) -> dict[str, str]:
        return {"kategori": self.category, ONLY_HERE: "1" if self.only_here else ""}

    def url(self, actor: Actor, period: Period, *, months: int = 1) -> str:
        """The trail of a part, asked for in the same way."""
        return self._page("trail", self._query(period, months), actor=actor, period=period)

    def _query(self, period: Period, months: int) -> dict[str, str]:
        return {
            "maneder": str(months) if months > 1 else "",
            "struktur": self.structure.code if self.structure and period == self.period else "",
            **self._value_query,
            KNOWN: self.as_known_on.isoformat() if self.as_known_on else "",
        }

    def _page(
        self, name: str, query: dict[str, str], *, actor: Actor | None = None, period: Period | None = None
    ) -> str:
        whose, when = actor or self.actor, period or self.period
        page = reverse(f"values:{name}", args=[self.indicator.slug, whose.kind, whose.code, when.code])
        said = urlencode({key: value for key, value in query.items() if value})
        return f"{page}?{said}" if said else page


@dataclass(frozen=True, kw_only=True)
class Part:
    """A month, or an area (`actor` its id)."""

    name: str
    url: str
    figure: AnyFigure
    actor: int | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Basis:
    """`parts` are areas or months, `missing` the areas without a figure; `row` is the stored figure where
    there is one. Stored rows of `summed_actors` in `summed_periods` were summed.
    """

    figure: AnyFigure
    how: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parts_are: Literal["", "areas", "months"] = ""
    parts: list[Part] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    row: Measurement | None = None
    summed_actors: list[int] = field(default_factory=list)
    summed_periods: list[Period] = field(default_factory=list)
    is_example: bool = False


def ask(query: Mapping[str, str], *, indicator: Indicator, actor: Actor, period: str) -> Asked | None:
    """What the address asks for: `maneder`, `struktur`, `kategori`, `per`, `andel_av`, `eget`, `kjent`; None
    for what it cannot mean."""
    months, code, whole = query.get("maneder", "1"), query.get("struktur", ""), query.get(SHARE_OF, "")
    structure = Structure.objects.filter(code=code).first() if code else None
    share_of = actor_of(whole) if whole else None
    try:
        when = parse_period(period)
    except PeriodError:
        return None
    understood = months.isascii() and months.isdecimal() and 0 < int(months[:4]) <= MOST_MONTHS
    if not understood or (code and structure is None) or (whole and share_of is None):
        return None
    return Asked(
        indicator=indicator,
        actor=actor,
        period=when,
        months=int(months),
        structure=structure,
        category=query.get("kategori", ""),
        per_inhabitant=query.get("per") == "innbygger",
        share_of=share_of,
        only_here=query.get(ONLY_HERE) == "1",
        as_known_on=known_day(query),
    )
