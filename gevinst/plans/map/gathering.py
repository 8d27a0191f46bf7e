"""What a gevinstkart shows: boxes with their words, arrows, and what a chosen box is tied to."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.plans import progress
from gevinst.plans.lines import BenefitLines
from gevinst.plans.map.drawing import Arrow, Box, Drawing, chain, draw
from gevinst.plans.models import Enabler, Plan
from gevinst.plans.rows.dependency import dependencies_of, end_code

FUNCTIONALITY, CHANGE, BENEFIT, GOAL = range(4)
# Letters in a line of a box, and the least lines it has room for.
LETTERS, LEAST_LINES, MOST_LINES = 20, 2, 8


@dataclass(frozen=True)
class Shown:
    """A box. `status` is empty for what is no benefit; `url`: where it is edited."""

    code: str
    column: int
    title: str
    about: str
    url: str
    status: str = ""
    status_words: str = ""
    tied: bool = True


@dataclass(frozen=True)
class Tie:
    """An arrow from or to a chosen box; `arrow` is its id, None where it follows from the benefit's goal."""

    other: Shown
    arrow: int | None


@dataclass(frozen=True)
class Column:
    title: str
    about: str
    boxes: list[Shown]


@dataclass(frozen=True)
class Map:
    columns: list[Column]
    drawing: Drawing
    arrows: list[tuple[Arrow, bool]]
    lines: int
    chosen: Shown | None = None
    builds_on: list[Tie] = field(default_factory=list)
    leads_to: list[Tie] = field(default_factory=list)
    chain: set[str] = field(default_factory=set)

    @property
    def is_empty(self) -> bool:
        return not any(column.boxes for column in self.columns)

    @property
    def boxes(self) -> list[Shown]:
        return [box for column in self.columns for box in column.boxes]

    @property
    def untied(self) -> list[Shown]:
        """Benefits that build on nothing: a benefit does not come by itself."""
        return [box for box in self.columns[BENEFIT].boxes if not box.tied]


def map_of(plan: Plan, chosen: str = "") -> Map:
    """A number of queries that does not grow with the plan."""
    entries = progress.lines_of(plan)
    enablers = list(plan.enablers.all())
    ties = {
        (end_code(one.before), end_code(one.after)): one.pk
        for one in dependencies_of(plan)
        if one.before and one.after
    }
    goals = {entry.benefit.goal.pk: entry.benefit.goal for entry in entries if entry.benefit.goal}
    to_goal = [
        (f"gevinst-{entry.benefit.pk}", f"mal-{entry.benefit.goal_id}")
        for entry in entries
        if entry.benefit.goal_id
    ]
    pairs = [*ties, *to_goal]
    ends = {after for _before, after in ties}
    shown = [
        *(_enabler(plan, one) for one in enablers),
        *(_benefit(entry, tied=f"gevinst-{entry.benefit.pk}" in ends) for entry in entries),
        *(
            Shown(f"mal-{goal.pk}", GOAL, goal.name, "", "")
            for goal in sorted(goals.values(), key=lambda goal: goal.order)
        ),
    ]
    drawing = draw([Box(one.code, one.column) for one in shown], pairs, columns=4)
    by_code = {one.code: one for one in shown}
    at = by_code.get(chosen)
    lit = chain(chosen, pairs) if at else set()
    return Map(
        columns=[
            Column(title, about, [by_code[code] for code in drawing.order[number]])
            for number, (title, about) in enumerate(_headings())
        ],
        drawing=drawing,
        arrows=[(one, {one.before, one.after} <= lit) for one in drawing.arrows],
        lines=min(MOST_LINES, max([LEAST_LINES, *(ceil(len(one.title) / LETTERS) for one in shown)])),
        chosen=at,
        builds_on=[Tie(by_code[b], ties.get((b, a))) for b, a in pairs if a == chosen and b in by_code],
        leads_to=[Tie(by_code[a], ties.get((b, a))) for b, a in pairs if b == chosen and a in by_code],
        chain=lit,
    )


def _headings() -> list[tuple[str, str]]:
    return [
        (_("Funksjonalitet"), _("det systemet kan")),
        (_("Endring"), _("det vi gjør annerledes")),
        (_("Gevinst"), _("det som blir bedre")),
        (_("Gevinstmål"), _("dit vi skal")),
    ]


def _enabler(plan: Plan, one: Enabler) -> Shown:
    ready = _("i bruk fra %(day)s") % {"day": f"{one.ready:%d.%m.%Y}"} if one.ready else ""
    return Shown(
        end_code(one),
        FUNCTIONALITY if one.sort == Enabler.Sort.FUNCTIONALITY else CHANGE,
        one.title,
        " · ".join(word for word in (one.owner_title, ready) if word),
        reverse("plans:edit_row", args=[plan.pk, "ledd", one.pk]),
    )


def _benefit(entry: BenefitLines, *, tied: bool) -> Shown:
    line = entry.main
    return Shown(
        f"gevinst-{entry.benefit.pk}",
        BENEFIT,
        entry.benefit.title,
        entry.benefit.owner_title,
        reverse("plans:benefit", args=[entry.benefit.pk]),
        line.status.value if line else "",
        line.status_words if line else "",
        tied,
    )
