"""What a plan says, in words and plain values, laid out by nobody yet.

Texts are as a page would show them, in the reader's language. Days are days, so that a writer may sort them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class MilestoneSaid:
    """`asks`: the value it comes to; empty while there is no baseline or ambition to count from."""

    pk: int
    due: date
    words: str
    asks: str


@dataclass(frozen=True, kw_only=True)
class ActionSaid:
    pk: int
    title: str
    owner: str
    start: date | None
    due: date | None
    state: str
    is_late: bool
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class LineSaid:
    """What one actor brings. `now_place` and `expected_place`: on a strip with the baseline at 10 and the
    ambition at 90, None where there is none. `attainment`: in words, empty where it is not a percent."""

    pk: int
    who: str
    baseline: str
    baseline_words: str
    baseline_on: date | None
    baseline_due: date | None
    ambition: str
    ambition_by: date | None
    now: str
    now_period: str
    attainment: str
    status: str
    status_code: str
    why: str
    now_place: float | None
    expected_place: float | None
    is_example: bool
    milestones: tuple[MilestoneSaid, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RiskSaid:
    """`size`: «høy, 4 × 4 = 16»; empty where it is not assessed."""

    title: str
    size: str
    mitigation: str
    owner: str


@dataclass(frozen=True, kw_only=True)
class DisbenefitSaid:
    """`finding`: whether it has come, in words with its figures."""

    title: str
    affected: str
    finding: str
    mitigation: str


@dataclass(frozen=True, kw_only=True)
class BenefitSaid:
    """`own` is what the plan's own actor brings, or the one who alone contributes. `facts`: labels, words."""

    pk: int
    title: str
    goal: str
    indicator: str
    indicator_codes: str
    version: str
    category: str
    owner: str
    note: str
    source_note: str
    link: str
    own: LineSaid | None
    members: tuple[LineSaid, ...] = ()
    actions: tuple[ActionSaid, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    risks: tuple[RiskSaid, ...] = ()
    disbenefits: tuple[DisbenefitSaid, ...] = ()

    @property
    def lines(self) -> tuple[LineSaid, ...]:
        return (self.own, *self.members) if self.own else self.members


@dataclass(frozen=True, kw_only=True)
class GoalSaid:
    name: str
    benefits: tuple[BenefitSaid, ...]


@dataclass(frozen=True, kw_only=True)
class CellSaid:
    """A cell that can be edited. `value`: a day or a number where `text`, which is what counts, is one."""

    text: str
    value: date | float | str


@dataclass(frozen=True, kw_only=True)
class RowSaid:
    """A row of the plan with its cells by field. `about`: what it belongs to, not to be edited."""

    address: str
    about: tuple[str, ...]
    cells: dict[str, CellSaid]


@dataclass(frozen=True, kw_only=True)
class SheetSaid:
    """One kind of row. `columns`: code and heading of each field; `about`: headings of what is only told."""

    code: str
    title: str
    about: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    choices: dict[str, tuple[str, ...]]
    rows: tuple[RowSaid, ...]


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """`finding`: the sentence that sums it up. `sheets`: its cells as they are edited, where asked for."""

    pk: int
    title: str
    actor: str
    language: str
    state: str
    finding: str
    example: str
    made_at: datetime
    link: str
    goals: tuple[GoalSaid, ...]
    sheets: tuple[SheetSaid, ...] = ()

    @property
    def benefits(self) -> Iterator[BenefitSaid]:
        for goal in self.goals:
            yield from goal.benefits
