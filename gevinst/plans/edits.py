"""The one way a cell of a plan is changed, whoever changes it: page, program, spreadsheet, earlier version.

What is written says what it was written over. When somebody else has written there meanwhile, theirs stands,
and what was written is kept beside it until a person chooses: no text is lost, and none overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy

from gevinst.access.models import User
from gevinst.plans.cells import Cells
from gevinst.plans.history import remember, reopen
from gevinst.plans.models import Plan, Proposal, Via
from gevinst.plans.rows import row_kind
from gevinst.plans.rows.kind import Address
from gevinst.plans.rows.texts import read, text_of
from indicators.imports.personal_ids import holds_personal_id

PERSONAL = gettext_lazy("Dette ser ut som et fødselsnummer, og blir ikke lagret.")


class Outcome(StrEnum):
    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"
    GONE = "gone"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What somebody wants in a cell, and what stood there when they began. `base` None: whatever stands."""

    address: Address
    text: str
    base: str | None


@dataclass(frozen=True, kw_only=True)
class Edited:
    """`text`: what stands there now. `message`: why it was refused, in Norwegian. `also`: other cells of the
    row that are not as they were, by name.
    """

    address: Address
    outcome: Outcome
    text: str = ""
    message: str = ""
    proposal: Proposal | None = None
    also: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def edit(*, plan: Plan, written: Iterable[Written], by: User | None, via: str = Via.PAGE) -> list[Edited]:
    """Writes what can be written, and says of each cell what became of it. Raises ValueError for a cell there
    is none of.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    cells = Cells()
    edited = [_edit(plan, each, by, via, cells) for each in written]
    if any(each.outcome is Outcome.SAVED for each in edited):
        reopen(plan, by)
    return edited


@transaction.atomic
def settle(*, proposal: Proposal, take: bool, by: User | None) -> Edited | None:
    """Ends a conflict: takes what was kept, over what stands there now, or lets what stands there stand."""
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.settled_at:
        return None
    edited = None
    if take:
        address = Address(proposal.kind, proposal.row, proposal.field)
        written = Written(address=address, text=proposal.text, base=None)
        edited = edit(plan=proposal.plan, written=[written], by=by, via=proposal.via)[0]
        if edited.outcome not in (Outcome.SAVED, Outcome.UNCHANGED):
            return edited
    Proposal.objects.filter(pk=proposal.pk).update(settled_at=timezone.now(), settled_by=by)
    return edited


def _edit(plan: Plan, written: Written, by: User | None, via: str, cells: Cells) -> Edited:
    address = written.address
    kind = row_kind(address.kind)
    row = kind.of_plan(plan).filter(pk=address.pk).first()
    if row is None:
        if holds_personal_id(written.text):
            return Edited(address=address, outcome=Outcome.REFUSED, message=str(PERSONAL))
        return _kept(plan, written, by, via, Outcome.GONE)
    field = cells.fields(kind, row).get(address.field)
    if field is None:
        raise ValueError(f"no field {address.field!r} in {address.kind}")
    before = cells.texts(kind, row)
    standing = before[address.field]
    try:
        if holds_personal_id(written.text):
            raise ValidationError(PERSONAL)
        value = read(field, written.text)
        if text_of(field, value) == standing:
            return Edited(address=address, outcome=Outcome.UNCHANGED, text=standing)
        if written.base is not None and _as_typed(field, written.base) != standing:
            return _kept(plan, written, by, via, Outcome.CONFLICT, standing)
        columns = kind.columns(row, address.field, value)
    except ValidationError as problem:
        told = " ".join(problem.messages)
        return Edited(address=address, outcome=Outcome.REFUSED, text=standing, message=told)
    kind.model._default_manager.filter(pk=row.pk).update(**columns, revision=F("revision") + 1)
    row = kind.of_plan(plan).get(pk=row.pk)
    after = cells.texts(kind, row)
    for name, text in after.items():
        if text != before[name]:
            cell = Address(address.kind, address.pk, name)
            remember(plan, cell, kind.title(row), was=before[name], became=text, by=by, via=via)
    also = tuple(
        (name, text) for name, text in after.items() if text != before[name] and name != address.field
    )
    return Edited(address=address, outcome=Outcome.SAVED, text=after[address.field], also=also)


def _as_typed(field: forms.Field, text: str) -> str:
    """The text as the cell would show it, so that «31.1.2026» and «31.01.2026» are the same."""
    try:
        return text_of(field, read(field, text))
    except ValidationError:
        return text


def _kept(
    plan: Plan, written: Written, by: User | None, via: str, outcome: Outcome, standing: str = ""
) -> Edited:
    """Typing on over the same text changes what is kept; another stretch of writing is kept beside it."""
    address = written.address
    proposal, _made = Proposal.objects.update_or_create(
        plan=plan,
        kind=address.kind,
        row=address.pk,
        field=address.field,
        by=by,
        via=via,
        base=written.base or "",
        settled_at=None,
        defaults={"text": written.text},
    )
    return Edited(address=address, outcome=outcome, text=standing, proposal=proposal)
