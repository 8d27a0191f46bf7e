"""Figures of every level of a structure: as measured where somebody measured, else summed from those below.

The nearest measured actors are the parts. Numerators and denominators are summed each for themselves, never
shares or rates; unique persons are not summed. A printed figure stands as printed, with the difference from
its parts stated; a year nobody printed is the sum of the actor's own months, where the indicator allows that
(own.py). See docs/calculations.md, `roll_up`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from indicators.actors.numbers import Numbers
from indicators.catalogue.kinds import kind_for
from indicators.catalogue.models import Indicator
from indicators.measurements.known import AsKnownOn
from indicators.measurements.own import OwnFigure, own_figures, total, weakest, why_not
from indicators.measurements.periods import Period
from indicators.measurements.tree import Tree
from indicators.measurements.values import Reason, Status

Origin = Literal["measured", "months", "summed"]
Own = dict[int, OwnFigure]


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledFigure:
    """One actor's figure in one period: `measured` so, summed over own `months`, or `summed` from actors
    below.

    `months`: how many were summed; `lacking`: those that were not there, so that the figure is partial -
    without an `as_of` where they are not the last ones. `batches`: ids of those its own rows came in.
    `parts`: the actors summed, none when the actor has its own figure. `missing`: those under it that no
    value covers. `difference`: the printed numerator minus the sum of a complete set of parts; None when
    there is none to compare with. `shared`: the parts that also count in another actor of the same kind, so
    that such actors do not add up. `number()` is None exactly when `reason` says why, NIL apart.
    """

    actor_id: int
    period: Period
    numerator: float | None = None
    denominator: float | None = None
    stated: float | None = None
    reason: Reason = Reason.NONE
    status: Status = Status.FINAL
    as_of: date | None = None
    origin: Origin = "summed"
    parts: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    shared: tuple[int, ...] = ()
    difference: float | None = None
    batches: frozenset[int] = frozenset()
    is_example: bool = False
    months: int = 0
    lacking: tuple[Period, ...] = ()

    def number(self, indicator: Indicator) -> float | None:
        """The figure in the unit it is shown in."""
        if self.reason not in (Reason.NONE, Reason.NIL):
            return None
        kind = kind_for(indicator.kind)
        return kind.derive(self.numerator, self.denominator, self.stated, indicator.factor)


def roll_up(
    *,
    indicator: Indicator,
    tree: Tree,
    periods: Iterable[Period],
    root: int | None = None,
    actors: Iterable[int] | None = None,
    breakdown: str = "",
    as_known_on: AsKnownOn = None,
    numbers: Numbers | None = None,
) -> dict[tuple[int, Period], RolledFigure]:
    """The figure of each actor in each period, by (actor id, period).

    Three queries at most, however many actors and periods. `tree`: the structure, on the day it is seen.
    `actors`: whose figures are wanted; else `root` and all under it; else all in the structure. `breakdown`:
    its key, "" for all. `as_known_on`: values as they were known that day or moment (known.py).
    """
    wanted = tree.everybody(actors, root)
    asked = list(dict.fromkeys(periods))
    concerned = set(wanted).union(*(tree.below(actor) for actor in wanted))
    own = own_figures(indicator, concerned, asked, breakdown, as_known_on=as_known_on, numbers=numbers)
    return {
        (actor, period): _figure(tree, actor, period, own[period], indicator)
        for period in asked
        for actor in wanted
    }


def _figure(tree: Tree, actor: int, period: Period, own: Own, indicator: Indicator) -> RolledFigure:
    figure = own.get(actor)
    parts, missing = tree.frontier(actor, own)
    rows = [own[part] for part in parts]
    if figure is not None:
        return RolledFigure(
            actor_id=actor,
            period=period,
            numerator=figure.numerator,
            denominator=figure.denominator,
            stated=figure.stated,
            reason=figure.reason,
            status=figure.status,
            as_of=figure.as_of,
            origin="months" if figure.months else "measured",
            difference=_difference(figure, rows, indicator, complete=not missing),
            batches=figure.batches,
            is_example=figure.is_example,
            months=figure.months,
            lacking=figure.lacking,
        )
    reason = _why_not(rows, indicator)
    return RolledFigure(
        actor_id=actor,
        period=period,
        numerator=None if reason else total(each.numerator for each in rows),
        denominator=None if reason else total(each.denominator for each in rows),
        reason=reason,
        status=weakest(rows),
        as_of=min((each.as_of for each in rows if each.as_of), default=None),
        parts=tuple(parts),
        missing=tuple(missing),
        shared=tuple(part for part in parts if tree.shared(part, actor)),
        is_example=any(each.is_example for each in rows),
    )


def _why_not(rows: list[OwnFigure], indicator: Indicator) -> Reason:
    """Why these figures of several actors cannot be summed; NONE when they can."""
    if not rows:
        return Reason.MISSING
    return why_not(rows, indicator) if indicator.additive else Reason.NOT_POSSIBLE


def _difference(
    figure: OwnFigure, rows: list[OwnFigure], indicator: Indicator, *, complete: bool
) -> float | None:
    """Only between wholes: months that lack make a difference of their own."""
    if figure.numerator is None or any(each.lacking for each in (figure, *rows)) or _why_not(rows, indicator):
        return None
    difference = figure.numerator - sum(each.numerator or 0.0 for each in rows)
    # Parts that already make the whole say that those missing count nothing.
    return difference if complete or difference == 0 else None
