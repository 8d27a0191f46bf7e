"""The municipalities of the opened measure, as the page writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.dashboards.boards.shared.shown import Shown, status_words
from gevinst.dashboards.boards.shared.table import asked
from gevinst.dashboards.boards.shared.words import in_unit
from gevinst.dashboards.tables import as_query
from gevinst.values.words import written
from indicators.statistics.rounding import format_number


class Side(Enum):
    """Where a municipality lies, from what is expected of it."""

    BEHIND = "behind"
    AHEAD = "ahead"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class RowShown:
    """All in words. `is_measured`: the baseline is not the plan's; `is_as_whole`: nor is what is expected.
    `query` chooses the municipality; `is_near`: it is the chosen one or the reader's own."""

    name: str
    query: str
    is_chosen: bool
    is_near: bool
    side: Side
    baseline: str
    is_measured: bool
    now: str
    trail_url: str
    expected: str
    is_as_whole: bool
    amount: str
    share: str
    status: str
    status_words: str


def rows_of(shown: Shown, own: frozenset[int]) -> Iterator[RowShown]:
    indicator = shown.indicator
    for one in shown.standings.rows:
        line, part = one.line, one.part
        is_chosen = shown.row is not None and shown.row.actor == one.actor
        yield RowShown(
            name=one.actor.name,
            query=query_with(shown, kommune=one.actor.code, maaltall=indicator.slug),
            is_chosen=is_chosen,
            is_near=is_chosen or one.actor.pk in own,
            side=Side.UNKNOWN if part is None else Side.BEHIND if part.amount > 0 else Side.AHEAD,
            baseline=line.baseline_label
            if line and one.baseline is None
            else written(one.baseline, indicator),
            is_measured=one.is_measured,
            now=written(one.value, indicator),
            trail_url=one.trail(shown.measure, shown.question.as_known_on),
            expected=written(one.expected, indicator),
            is_as_whole=one.expected is not None and not one.is_own,
            amount=in_unit(part.amount, shown) if part else "–",
            share="–" if part is None or part.share is None else f"{format_number(part.share, 1)}\u00a0%",
            status=line.status.value if line else "",
            status_words=_words(one.row.is_shared, status_words(line) if line else ""),
        )


def others_words(sides: Sequence[Side]) -> str:
    """«De 58 andre kommunene: 33 bak, 21 i rute eller foran, 4 uten nok tall»."""
    words = ngettext("Den andre kommunen", "De %(n)s andre kommunene", len(sides)) % {"n": len(sides)}
    counted = Counter(sides)
    if counted[Side.UNKNOWN] == len(sides):
        return words
    told = (
        (Side.BEHIND, _("%(n)s bak")),
        (Side.AHEAD, _("%(n)s i rute eller foran")),
        (Side.UNKNOWN, _("%(n)s uten nok tall")),
    )
    return f"{words}: {', '.join(said % {'n': counted[side]} for side, said in told if counted[side])}"


def query_with(shown: Shown, **changed: str) -> str:
    """The same question with something else chosen."""
    return as_query([(name, changed.get(name, value)) for name, value in asked(shown.question)])


def _words(is_shared: bool, status: str) -> str:
    return (status or _("Ikke med i planen")) if is_shared else _("Deles ikke med deg")
