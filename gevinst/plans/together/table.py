"""The sheet: what a plan says, as tables of cells to write in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gevinst.plans.cells import Cells
from gevinst.plans.comments import open_counts
from gevinst.plans.models import Contribution, Plan, Proposal
from gevinst.plans.rows import row_kind
from gevinst.plans.rows.kind import Address, Row
from gevinst.plans.rows.texts import choices_of, shown


@dataclass(frozen=True)
class Cell:
    """`text` is kept, `shown` is read. `column`: which column it stands in; `label`: what that is called."""

    address: Address
    text: str
    shown: str
    column: str
    label: str
    comments: int = 0
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True)
class Waiting:
    """What waits for an answer, by address: how many comments, and which proposals."""

    comments: Counter[str]
    proposals: dict[str, list[Proposal]]


@dataclass(frozen=True)
class SheetRow:
    code: str
    pk: int
    title: str
    cells: list[Cell]


@dataclass(frozen=True)
class Column:
    """`options`: code and words of each choice; empty where one writes freely. `wide`: for long texts."""

    name: str
    label: Any
    options: list[tuple[str, str]]
    wide: bool = False
    number: bool = False


@dataclass(frozen=True)
class Table:
    """`under`: what a new row can be put under, id and title; empty where none can be added here."""

    code: str
    title: Any
    columns: list[Column]
    rows: list[SheetRow]
    under: list[tuple[int, str]] = field(default_factory=list)
    can_remove: bool = True


TITLES = {
    "gevinst": _("Gevinster"),
    "mal": _("Nullpunkt og ambisjon"),
    "milepel": _("Milepæler"),
    "tiltak": _("Tiltak"),
}
COLUMNS = {
    "gevinst": ("title", "goal", "owner_title", "note"),
    "mal": (
        "baseline", "baseline_period", "baseline_source", "baseline_due",
        "form", "target", "target_date", "target_text",
    ),
    "milepel": ("due", "basis", "amount", "text"),
    "tiltak": ("title", "owner_title", "start", "due", "state"),
}  # fmt: skip
BENEFIT = {"gevinst": "pk", "mal": "benefit", "milepel": "contribution__benefit", "tiltak": "benefit"}
# One column for both: which it is, the kind of ambition says.
AMBITION = _("Verdi eller endring")
WIDE = {"note", "target_text", "text"}
NUMBERS = {"baseline", "target", "amount"}


def tables_of(plan: Plan, benefits_shown: Collection[int]) -> list[Table]:
    """Of some of its benefits. A constant number of queries."""
    cells = Cells()
    comments, proposals = open_counts(plan), _proposals(plan)
    rows = {
        code: list(row_kind(code).of_plan(plan).filter(**{f"{BENEFIT[code]}__in": benefits_shown}))
        for code in TITLES
    }
    benefits = {benefit.pk: str(benefit) for benefit in rows["gevinst"]}
    found = []
    for code, title in TITLES.items():
        under = _under(code, rows, benefits)
        columns = {column.name: column for column in _columns(cells, code, rows[code])}
        waiting = Waiting(comments, proposals)
        lines = [_line(cells, code, row, benefits, plan, columns, waiting) for row in rows[code]]
        found.append(Table(code, title, list(columns.values()), lines, under, can_remove=code != "mal"))
    return found


def _under(code: str, rows: dict[str, list[Row]], benefits: dict[int, str]) -> list[tuple[int, str]]:
    if code == "tiltak":
        return list(benefits.items())
    if code == "milepel":
        return [(row.pk, _named(row, benefits)) for row in rows["mal"]]
    if code == "mal":
        have = {row.benefit_id for row in rows["mal"]}
        return [(pk, title) for pk, title in benefits.items() if pk not in have]
    return []


def _columns(cells: Cells, code: str, rows: list[Row]) -> Iterator[Column]:
    fields = cells.fields(row_kind(code), rows[0]) if rows else {}
    for name in COLUMNS[code] if rows else ():
        made = fields[name]
        label = AMBITION if code == "mal" and name == "target" else made.label
        yield Column(name, label, _options(made), wide=name in WIDE, number=name in NUMBERS)


def _options(made: forms.Field) -> list[tuple[str, str]]:
    return choices_of(made) if isinstance(made, forms.ChoiceField) else []


def _line(
    cells: Cells,
    code: str,
    row: Row,
    benefits: dict[int, str],
    plan: Plan,
    columns: dict[str, Column],
    waiting: Waiting,
) -> SheetRow:
    kind = row_kind(code)
    fields, texts = cells.fields(kind, row), cells.texts(kind, row)
    found = []
    for column in COLUMNS[code]:
        name = column
        if code == "mal" and column == "target" and row.form == Contribution.Form.RELATIVE:
            name = "change"
        address = Address(code, row.pk, name)
        found.append(
            Cell(
                address,
                texts[name],
                shown(fields[name], texts[name]),
                column,
                str(columns[column].label),
                waiting.comments[str(address)],
                tuple(waiting.proposals.get(str(address), ())),
            )
        )
    return SheetRow(code, row.pk, _title(code, row, benefits, plan), found)


def _title(code: str, row: Row, benefits: dict[int, str], plan: Plan) -> str:
    match code:
        case "gevinst":
            return str(row.indicator)
        case "mal":
            return _named(row, benefits) if row.actor_id != plan.actor_id else benefits[row.benefit_id]
        case "milepel":
            of = row.contribution
            return benefits[of.benefit_id] if of.actor_id == plan.actor_id else _named(of, benefits)
    return benefits[row.benefit_id]


def _named(row: Contribution, benefits: dict[int, str]) -> str:
    return f"{benefits[row.benefit_id]}, {row.actor}"


def _proposals(plan: Plan) -> dict[str, list[Proposal]]:
    found: dict[str, list[Proposal]] = {}
    waiting: Iterable[Proposal] = plan.proposals.filter(settled_at=None).select_related("by")
    for one in waiting:
        found.setdefault(one.address, []).append(one)
    return found
