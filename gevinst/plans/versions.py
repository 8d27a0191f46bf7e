"""A plan is sent for approval as it stands, approved or sent back by somebody else, and can be had back.

What was sent is kept whole and never changed. To edit the plan afterwards is to make a new draft of it, which
the page says; while a version waits for approval, an edit takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans import bin, edits
from gevinst.plans.cells import Cells
from gevinst.plans.edits import Edited, Outcome, Written
from gevinst.plans.models import Plan, Version, Via
from gevinst.plans.readiness import lacks
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address

State = Version.State
Content = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """What stands in a cell of one and of the other. A whole row that is in one only has no `label`."""

    address: Address
    title: str
    label: str
    was: str
    now: str


@transaction.atomic
def submit(*, plan: Plan, by: User, message: str = "") -> Version:
    """Sends the plan as it stands. Raises ValidationError when something is lacking, when one waits already,
    or when nothing is changed since it was approved.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.versions.filter(state=State.SUBMITTED).exists():
        raise ValidationError(_("Planen venter allerede på godkjenning."))
    if found := lacks(plan):
        raise ValidationError([f"{lack.where}: {lack.message}" for lack in found])
    content = content_of(plan)
    approved = newest_approved(plan)
    if approved and approved.content == content:
        raise ValidationError(_("Ingenting er endret siden planen ble godkjent."))
    number = (plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Version.objects.create(
        plan=plan, number=number, content=content, submitted_by=by, message=message.strip()
    )


@transaction.atomic
def approve(*, version: Version, by: User) -> None:
    """Raises ValidationError for whoever sent it, and when it waits no more."""
    _decide(version, by, State.APPROVED)


@transaction.atomic
def reject(*, version: Version, by: User, reason: str) -> None:
    """As `approve`. Must say why."""
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv hva som må endres før planen kan godkjennes.")})
    _decide(version, by, State.REJECTED, reason=reason.strip())


@transaction.atomic
def withdraw(*, plan: Plan, by: User) -> None:
    waiting = plan.versions.filter(state=State.SUBMITTED)
    waiting.update(state=State.WITHDRAWN, decided_at=timezone.now(), decided_by=by)


def newest_approved(plan: Plan) -> Version | None:
    return plan.versions.filter(state=State.APPROVED).select_related("submitted_by", "decided_by").first()


def content_of(plan: Plan) -> Content:
    """The whole plan as texts: for each kind its rows, by id: title, the row it is under, and its cells."""
    cells = Cells()
    content: Content = {}
    for code in ROW_KINDS:
        kind = row_kind(code)
        content[code] = {
            str(row.pk): {
                "title": kind.title(row),
                "under": kind.belongs_to(row),
                "cells": {name: text for name, text in cells.texts(kind, row).items() if text},
            }
            for row in kind.of_plan(plan)
        }
    return content


def differences(plan: Plan, was: Content, now: Content) -> list[Difference]:
    """What is not the same, in the order of the plan. `plan` is asked for what its cells are called."""
    return [
        each for code in ROW_KINDS for each in _different(plan, code, was.get(code, {}), now.get(code, {}))
    ]


@transaction.atomic
def restore(*, version: Version, by: User) -> list[Edited]:
    """Makes the plan say what it said then: rows come back from the bin, later ones go there, and each cell
    is written as by hand. Answers what could not be written.
    """
    plan, then, now = version.plan, version.content, content_of(version.plan)
    for code in bin.BINNABLE:
        for pk in then.get(code, {}).keys() - now[code].keys():
            bin.take_back(plan=plan, code=code, pk=int(pk), by=by)
        for row in row_kind(code).of_plan(plan).filter(pk__in=now[code].keys() - then.get(code, {}).keys()):
            bin.throw_away(code=code, row=row, by=by)
    now = content_of(plan)
    # What a cell may hold depends on others in its row, and those may come after it: twice.
    for _turn in range(2):
        edited = edits.edit(plan=plan, written=_cells_of(then, now), by=by, via=Via.VERSION)
    return [each for each in edited if each.outcome not in (Outcome.SAVED, Outcome.UNCHANGED)]


def _cells_of(then: Content, now: Content) -> Iterator[Written]:
    for code, rows in then.items():
        for pk, row in rows.items():
            names = row["cells"].keys() | now[code].get(pk, {"cells": {}})["cells"].keys()
            for name in sorted(names):
                address = Address(code, int(pk), name)
                yield Written(address=address, text=row["cells"].get(name, ""), base=None)


def _decide(version: Version, by: User, state: State, *, reason: str = "") -> None:
    plan = Plan.objects.select_for_update().get(pk=version.plan_id)
    version = plan.versions.get(pk=version.pk)
    if version.state != State.SUBMITTED:
        raise ValidationError(
            _("Versjonen venter ikke lenger på godkjenning: den er %(state)s.")
            % {"state": version.get_state_display()}
        )
    if version.submitted_by_id == by.pk:
        raise ValidationError(_("Den som sendte planen til godkjenning, kan ikke selv godkjenne den."))
    Version.objects.filter(pk=version.pk).update(
        state=state, decided_at=timezone.now(), decided_by=by, reason=reason
    )


def _different(plan: Plan, code: str, was: Content, now: Content) -> Iterator[Difference]:
    labels = labels_of(plan, code)
    for pk in [*now, *(each for each in was if each not in now)]:
        before, after = was.get(pk), now.get(pk)
        title = str((after or before or {}).get("title", ""))
        if before is None or after is None:
            there = _("i planen")
            yield Difference(
                Address(code, int(pk)), title, "", there if before else "", there if after else ""
            )
            continue
        for name in sorted(before["cells"].keys() | after["cells"].keys()):
            texts: Mapping[str, str] = before["cells"]
            old, new = texts.get(name, ""), after["cells"].get(name, "")
            if old != new:
                yield Difference(Address(code, int(pk), name), title, labels.get(name, name), old, new)


def labels_of(plan: Plan, code: str) -> dict[str, str]:
    """What the cells of such rows are called: of any row of the kind, for they are called the same."""
    kind = row_kind(code)
    row = kind.of_plan(plan).first()
    return {name: str(field.label) for name, field in kind.fields(row).items()} if row else {}
