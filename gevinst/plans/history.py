"""What was changed in a plan, by whom: sittings of work, not keystrokes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.utils import timezone

from gevinst.access.models import User
from gevinst.plans.cells import Cells
from gevinst.plans.models import Change, Plan, Version, Via
from gevinst.plans.rows import row_kind
from gevinst.plans.rows.kind import Address, Row

# Within this, one person's changes of one cell are one change.
ONE_CHANGE = timedelta(minutes=10)
# After so long without a change, somebody's work is a sitting of its own.
ONE_SITTING = timedelta(minutes=30)
CAME, WENT, BACK = "+", "-", "↩"


@dataclass(frozen=True)
class Sitting:
    """What one person did without a long pause; newest first."""

    by: User | None
    began_at: datetime
    at: datetime
    changes: list[Change]


def remember(
    plan: Plan, address: Address, title: str, *, was: str, became: str, by: User | None, via: str
) -> None:
    """Adds a change, or lets the last one of the same person in the same cell go on."""
    now = timezone.now()
    cell = Change.everything.filter(plan=plan, kind=address.kind, row=address.pk, field=address.field)
    last = cell.order_by("-at", "-pk").first() if address.field else None
    if last and last.by == by and last.via == via and last.became == was and now - last.at < ONE_CHANGE:
        last.became, last.at = became, now
        last.save(update_fields=["became", "at"])
        return
    Change.objects.create(
        plan=plan,
        kind=address.kind,
        row=address.pk,
        field=address.field,
        title=title[:200],
        was=was,
        became=became,
        by=by,
        via=via,
        began_at=now,
        at=now,
    )


def reopen(plan: Plan, by: User | None) -> None:
    """What waits for approval is not approved behind the back of whoever changed it since."""
    waiting = plan.versions.filter(state=Version.State.SUBMITTED)
    waiting.update(state=Version.State.WITHDRAWN, decided_at=timezone.now(), decided_by=by)


def row_came(
    plan: Plan, code: str, row: Row, *, by: User | None, what: str = CAME, via: str = Via.PAGE
) -> None:
    """A row was added, thrown away or taken back. What the system itself does is not remembered."""
    if by is None:
        return
    title = row_kind(code).title(row)
    remember(plan, Address(code, row.pk), title, was="", became=what, by=by, via=via)
    reopen(plan, by)


@contextmanager
def remembered(
    plan: Plan, code: str, pk: int | None, *, by: User | None, via: str = Via.PAGE
) -> Iterator[None]:
    """For what writes several columns of a row at once: remembers each cell that is not as it was.

    Nothing of a row that was not there (`pk` None), nor of what the system itself does (`by` None).
    """
    if by is None or pk is None:
        yield
        return
    kind, cells = row_kind(code), Cells()
    row = kind.of_plan(plan).filter(pk=pk).first()
    before = cells.texts(kind, row) if row else {}
    yield
    row = kind.of_plan(plan).get(pk=pk)
    changed = {name: text for name, text in cells.texts(kind, row).items() if text != before.get(name, "")}
    for name, text in changed.items():
        cell = Address(code, pk, name)
        remember(plan, cell, kind.title(row), was=before.get(name, ""), became=text, by=by, via=via)
    if changed:
        reopen(plan, by)


def sittings(changes: list[Change]) -> list[Sitting]:
    """`changes`: newest first."""
    found: list[Sitting] = []
    for by, some in groupby(changes, key=lambda change: change.by):
        for change in some:
            last = found[-1] if found else None
            if last and last.by == by and last.began_at - change.at < ONE_SITTING:
                last.changes.append(change)
                found[-1] = Sitting(by, min(last.began_at, change.began_at), last.at, last.changes)
            else:
                found.append(Sitting(by, change.began_at, change.at, [change]))
    return found
