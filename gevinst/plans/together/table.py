"""The sheet: what a plan says, as tables of cells to write in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.urls import reverse
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
    """`measured_url`: where its baseline is taken from measured values; empty where it has none."""

    code: str
    pk: int
    title: str
    cells: list[Cell]
    measured_url: str = ""


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
    """`key` is its own, `code` the kind of its rows; `first`: the first of those of this kind. `under`: what
    a new row can be put under, id and title; empty where none can be added here. `about`: what the first
    column tells of a row; empty where its cells tell all.
    """

    key: str
    code: str
    first: bool
    title: Any
    about: Any
    columns: list[Column]
    rows: list[SheetRow]
    add: Any = ""
    under: list[tuple[int, str]] = field(default_factory=list)
    can_remove: bool = True


BENEFIT = _("Gevinst")


@dataclass(frozen=True)
class Part:
    """A table of the sheet: some cells of the rows of a kind. `benefit`: the way from a row to its benefit;
    empty where rows belong to the plan."""

    key: str
    code: str
    title: Any
    columns: tuple[str, ...]
    benefit: str = ""
    about: Any = BENEFIT
    add: Any = ""


PARTS = [
    Part(
        "gevinst", "gevinst", _("Gevinster"),
        ("title", "goal", "type", "budget_effect", "beneficiary", "owner_title"),
        "pk", _("Måleindikator"),
    ),
    Part(
        "mal", "mal", _("Nullpunkt og ambisjon"),
        (
            "baseline", "baseline_period", "baseline_source", "baseline_method", "baseline_n",
            "baseline_due", "form", "target", "target_date", "target_text",
        ),
        "benefit", add=_("Legg til nullpunkt og ambisjon"),
    ),
    Part(
        "milepel", "milepel", _("Milepæler"), ("due", "basis", "amount", "text"),
        "contribution__benefit", add=_("Legg til milepæl"),
    ),
    Part(
        "tiltak", "tiltak", _("Tiltak"), ("title", "owner_title", "start", "due", "state", "evidence"),
        "benefit", add=_("Legg til tiltak"),
    ),
    Part(
        "forutsetninger", "gevinst", _("Forutsetninger og oppfølging"),
        (
            "preconditions", "stakeholders", "review_every", "measured_by", "measuring_hours", "note",
        ),
        "pk",
    ),
    Part(
        "innsats", "mal", _("Innsats og utbytte"),
        ("effort_hours", "cost_once", "cost_yearly", "effort_text", "gain_text"), "benefit",
    ),
    Part(
        "risiko", "risiko", _("Risiko"),
        ("title", "probability", "consequence", "mitigation", "owner_title"),
        "benefit", add=_("Legg til risiko"),
    ),
    Part(
        "ulempe", "ulempe", _("Ulemper"),
        ("title", "affected", "indicator", "tolerated", "mitigation"),
        "benefit", add=_("Legg til ulempe"),
    ),
    Part(
        "ledd", "ledd", _("Funksjonalitet og endringer"),
        ("sort", "title", "owner_title", "ready", "note"),
        about="", add=_("Legg til funksjonalitet eller endring"),
    ),
    Part(
        "kobling", "kobling", _("Koblinger i gevinstkartet"), ("before", "after", "note"),
        about="", add=_("Legg til kobling"),
    ),
]  # fmt: skip
# One column for both: which it is, the kind of ambition says.
AMBITION = _("Verdi eller endring")
WIDE = {
    "note", "target_text", "text", "preconditions", "stakeholders", "mitigation", "evidence",
    "effort_text", "gain_text", "before", "after",
}  # fmt: skip
NUMBERS = {
    "baseline", "baseline_n", "target", "amount", "tolerated", "measuring_hours",
    "effort_hours", "cost_once", "cost_yearly",
}  # fmt: skip


def tables_of(plan: Plan, benefits_shown: Collection[int]) -> list[Table]:
    """Of some of its benefits, and of the plan as a whole. A constant number of queries."""
    cells = Cells()
    waiting = Waiting(open_counts(plan), _proposals(plan))
    rows: dict[str, list[Row]] = {}
    found = []
    for part in PARTS:
        first = part.code not in rows
        if first:
            own = {f"{part.benefit}__in": benefits_shown} if part.benefit else {}
            rows[part.code] = list(row_kind(part.code).of_plan(plan).filter(**own))
        benefits = {benefit.pk: str(benefit) for benefit in rows["gevinst"]}
        columns = {column.name: column for column in _columns(cells, part, rows[part.code])}
        lines = [_line(cells, part, row, benefits, plan, columns, waiting) for row in rows[part.code]]
        found.append(
            Table(
                part.key,
                part.code,
                first,
                part.title,
                part.about,
                list(columns.values()),
                lines,
                part.add,
                _under(part, plan, rows, benefits) if part.add else [],
                can_remove=first and part.code != "mal",
            )
        )
    return found


def _under(
    part: Part, plan: Plan, rows: dict[str, list[Row]], benefits: dict[int, str]
) -> list[tuple[int, str]]:
    if part.code == "mal":
        have = {row.benefit_id for row in rows["mal"]}
        return [(pk, title) for pk, title in benefits.items() if pk not in have]
    match row_kind(part.code).under:
        case "plan":
            return [(plan.pk, str(plan))]
        case "mal":
            return [(row.pk, _named(row, benefits)) for row in rows["mal"]]
    return list(benefits.items())


def _columns(cells: Cells, part: Part, rows: list[Row]) -> Iterator[Column]:
    fields = cells.fields(row_kind(part.code), rows[0]) if rows else {}
    for name in part.columns if rows else ():
        made = fields[name]
        label = AMBITION if part.code == "mal" and name == "target" else made.label
        yield Column(name, label, _options(made), wide=name in WIDE, number=name in NUMBERS)


def _options(made: forms.Field) -> list[tuple[str, str]]:
    return choices_of(made) if isinstance(made, forms.ChoiceField) else []


def _line(
    cells: Cells,
    part: Part,
    row: Row,
    benefits: dict[int, str],
    plan: Plan,
    columns: dict[str, Column],
    waiting: Waiting,
) -> SheetRow:
    code, kind = part.code, row_kind(part.code)
    fields, texts = cells.fields(kind, row), cells.texts(kind, row)
    found = []
    for column in part.columns:
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
    title = _title(part, row, benefits, plan) if part.about else ""
    return SheetRow(code, row.pk, title, found, _measured_url(row) if part.key == "mal" else "")


def _measured_url(row: Contribution) -> str:
    return f"{reverse('plans:edit_contribution', args=[row.benefit_id, row.actor_id])}?vindu#vindu"


def _title(part: Part, row: Row, benefits: dict[int, str], plan: Plan) -> str:
    match part.code:
        case "gevinst":
            return str(row.indicator) if part.key == "gevinst" else str(row)
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
