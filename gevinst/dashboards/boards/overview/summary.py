"""The benefits counted by goal, type and service.

Hours stand under the one type they are of, kroner where a plan states them, and no row or column has both: an
hour saved is not money, and quality is neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.boards.overview.question import (
    GOAL,
    SERVICE,
    STATUSES,
    TYPE,
    Question,
    status_code,
    values_of,
)
from gevinst.dashboards.boards.overview.rows import Row
from gevinst.plans.models import Benefit
from gevinst.workshops.potential import Hours
from indicators.statistics.rounding import format_number


@dataclass(frozen=True)
class Group:
    """`counted`: how many there are of each status, in the order of `Portfolio.columns`; `said`: what else is
    known of them, each a sentence."""

    name: str
    url: str
    count: int
    counted: Sequence[int]
    said: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    heading: str
    groups: Sequence[Group]


@dataclass(frozen=True)
class Portfolio:
    columns: Sequence[str]
    parts: Sequence[Part]


def portfolio(rows: Sequence[Row], question: Question) -> Portfolio:
    def groups(name: str, said: Callable[[list[Row]], list[str]] = lambda rows: []) -> list[Group]:
        (found,) = [one for one in question.filters if one.name == name]
        return [
            Group(one.label, f"?{question.also(name, one.value)}", len(some), _counted(some), said(some))
            for one in found.choices
            if (some := [row for row in rows if one.value in values_of(row)[name]])
        ]

    parts = [
        Part(_("Etter gevinstmål"), groups(GOAL)),
        Part(_("Etter type"), groups(TYPE, _stated)),
        Part(_("Etter tjeneste"), groups(SERVICE)),
    ]
    columns = [str(label) for label, _found in STATUSES.values()]
    return Portfolio(columns, [one for one in parts if one.groups])


def hours_of(rows: Iterable[Row]) -> tuple[Hours, int]:
    """Those that save time, and how many of them are estimated. A task is counted once, whatever benefits it
    has led to."""
    saving = [row for row in rows if row.benefit.type == Benefit.Type.TIME_SAVED and row.hours is not None]
    tasks = {row.benefit.estimated_by.task_id: row.hours for row in saving}
    return sum((hours for hours in tasks.values() if hours), Hours()), len(saving)


def _counted(rows: Iterable[Row]) -> list[int]:
    counted = Counter(status_code(row.line.status) for row in rows)
    return [counted[code] for code in STATUSES]


def _stated(rows: list[Row]) -> list[str]:
    return [said for said in (_hours_words(rows), _cost_words(rows)) if said]


def _hours_words(rows: list[Row]) -> str:
    hours, n = hours_of(rows)
    if not n:
        return ""
    said = {
        "low": format_number(hours.low),
        "high": format_number(hours.high),
        "likely": format_number(hours.likely),
        "n": n,
        "all": len(rows),
    }
    words = _("%(low)s–%(high)s timer i året, trolig %(likely)s, anslått i workshop for %(n)s av %(all)s.")
    return words % said


def _cost_words(rows: list[Row]) -> str:
    """What the plan says it costs, once and yearly apart."""
    stated = [row.line.contribution for row in rows]
    once, yearly = [one.cost_once for one in stated], [one.cost_yearly for one in stated]
    parts = [
        words % {"n": format_number(sum(found))}
        for words, some in ((_("%(n)s kr én gang"), once), (_("%(n)s kr i året"), yearly))
        if (found := [each for each in some if each is not None])
    ]
    if not parts:
        return ""
    n = sum(one.cost_once is not None or one.cost_yearly is not None for one in stated)
    words = ngettext(
        "Koster %(cost)s, oppgitt for %(n)s gevinst.", "Koster %(cost)s, oppgitt for %(n)s gevinster.", n
    )
    return words % {"cost": _(" og ").join(parts), "n": n}
