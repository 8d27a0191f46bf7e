"""Change between two figures, and whether the two may be compared at all."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indicators.statistics.rounding import format_number

# A figure, or the code of the reason there is none ("hidden", "missing" …).
Operand = float | str

NOT_COMPUTED = "kan ikke beregnes"
HIDDEN = "hidden"
WEEK = "W"


@dataclass(frozen=True, slots=True)
class Change:
    """From `old` to `new`. Nothing is rounded.

    `points` is new − old in the unit of the figure (percentage points for a share); `percent` is relative
    to `old`. `reason` is set, and all numbers are None, when an operand is no number. `note` says in
    Norwegian why `percent` alone is missing.
    """

    old: float | None = None
    new: float | None = None
    points: float | None = None
    percent: float | None = None
    reason: str = ""
    note: str = ""
    is_share: bool = False
    decimals: int = 0

    def words(self) -> str:
        """The change as text: percent with one decimal; for shares points first, percent in brackets."""
        if self.old is None or self.points is None:
            return NOT_COMPUTED
        percent = "" if self.percent is None else f"{format_number(self.percent, 1, signed=True)}\u00a0%"
        points = format_number(self.points, self.decimals, signed=True)
        if self.is_share:
            return f"{points}\u00a0prosentpoeng" + (f" ({percent})" if percent else "")
        return percent or (points if self.old > 0 else NOT_COMPUTED)

    def formula(self) -> str:
        """How `percent` came about, as text; empty when there are no operands to show."""
        if self.old is None or self.new is None:
            return ""
        old, new = format_number(self.old, self.decimals), format_number(self.new, self.decimals)
        result = self.note if self.percent is None else f"{format_number(self.percent, 1)}\u00a0%"
        return f"({new} − {old}) / {old} · 100 = {result}"


def change(old: Operand, new: Operand, *, is_share: bool = False, decimals: int = 0) -> Change:
    """Change from `old` to `new`: (new − old) / old · 100, and new − old.

    `is_share`: both are percentages. `decimals` are those the figures are shown with: where `old` is less
    than one unit of the last of them, there is no relative change. Source: methods.md, "Change".
    """
    if isinstance(old, str) or isinstance(new, str):
        reasons = [operand for operand in (old, new) if isinstance(operand, str)]
        return Change(
            reason=HIDDEN if HIDDEN in reasons else reasons[0], note=NOT_COMPUTED, is_share=is_share
        )
    note = _why_no_percent(old, decimals)
    # Multiplied before it is divided: whole numbers then give the nearest float, which rounds right.
    percent = None if note else (new - old) * 100 / old
    return Change(old, new, new - old, percent, note=note, is_share=is_share, decimals=decimals)


def total_change(series: Sequence[Operand], *, is_share: bool = False, decimals: int = 0) -> Change:
    """From the first to the last of the series, whatever lies between; ValueError when it is empty."""
    if not series:
        raise ValueError("en tom rekke har ingen endring")
    return change(series[0], series[-1], is_share=is_share, decimals=decimals)


def _why_no_percent(old: float, decimals: int) -> str:
    if old <= 0:
        return NOT_COMPUTED
    return "for liten verdi til å regne prosent av" if old < 10.0**-decimals else ""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `start` to `through` of a period that ends on `end`. `kind`: W, M, Q, T or Y."""

    kind: str
    start: date
    through: date
    end: date

    @property
    def is_whole(self) -> bool:
        """Whether the figure covers all of its period."""
        return self.through >= self.end

    @property
    def label(self) -> str:
        """Empty for a whole period, otherwise the last day covered."""
        return "" if self.is_whole else f"til og med {self.through:%d.%m.}"


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """Two spans side by side. Comparable when both are whole, or both stop on the same day of the period.

    Source: methods.md, "Like for like".
    """

    old: Span
    new: Span

    @property
    def is_comparable(self) -> bool:
        """Same kind of period, and the same days of it."""
        if self.old.kind != self.new.kind or self.old.is_whole != self.new.is_whole:
            return False
        return self.new.is_whole or _stop_alike(self.old, self.new)

    @property
    def label(self) -> str:
        """What to print beside the figures: empty for whole periods, otherwise the last day covered."""
        return self.new.label or self.old.label

    @property
    def words(self) -> str:
        """Both spans, and why they cannot be compared when they cannot."""
        spans = f"{_days(self.new)} mot {_days(self.old)}"
        return spans if self.is_comparable else f"{spans}: ikke samme dager, og derfor ikke sammenlignet"


def _stop_alike(one: Span, other: Span) -> bool:
    """Whether two spans of one kind stop at the same place: the last of February matches the other one's."""
    if one.kind == WEEK:
        return (one.through - one.start) == (other.through - other.start)
    if _months_in(one) != _months_in(other):
        return False
    return one.through.day == other.through.day or (_is_last(one.through) and _is_last(other.through))


def _months_in(span: Span) -> int:
    return (span.through.year - span.start.year) * 12 + span.through.month - span.start.month


def _is_last(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _days(span: Span) -> str:
    return f"{span.start:%d.%m.%Y}–{span.through:%d.%m.%Y}"
