"""A plan is sent for approval as it stands, approved or sent back by somebody else, and can be had back.

What was sent is kept whole and never changed. To edit the plan afterwards is to make a new draft of it, which
the page says; while a version waits for approval, an edit takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.plans import bin, edits
from gevinst.plans.contents import Content, content_of, differences
from gevinst.plans.edits import Outcome, Written
from gevinst.plans.models import Plan, Version, Via
from gevinst.plans.readiness import lacks
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address

State = Version.State


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
    if approved and not differences(plan, approved.content, content):
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


@transaction.atomic
def restore(*, version: Version, by: User) -> list[str]:
    """Makes the plan say what it said then: rows come back from the bin, later ones go there, and each cell
    is written as by hand. Answers what could not be had back, in words.
    """
    plan, then = version.plan, version.content
    for code in bin.BINNABLE:
        wanted = {int(pk) for pk in then.get(code, {})}
        for pk in wanted - _there(plan, code):
            bin.take_back(plan=plan, code=code, pk=pk, by=by)
        # Asked again: what came back brought along what was under it.
        for row in row_kind(code).of_plan(plan).filter(pk__in=_there(plan, code) - wanted):
            bin.throw_away(code=code, row=row, by=by)
    now = content_of(plan)
    edits.edit(plan=plan, written=_loosened(then, now), by=by, via=Via.VERSION)
    # What a cell may hold depends on others in its row, and those may come after it: twice.
    for _turn in range(2):
        edited = edits.edit(plan=plan, written=_cells_of(then, now), by=by, via=Via.VERSION)
    left = [one.message for one in edited if one.outcome not in (Outcome.SAVED, Outcome.UNCHANGED)]
    return [*_contributors_not_as_then(then, now), *(words for words in left if words)]


def _there(plan: Plan, code: str) -> set[int]:
    return set(row_kind(code).of_plan(plan).values_list("pk", flat=True))


def _loosened(then: Content, now: Content) -> Iterator[Written]:
    """Ends of arrows that stood elsewhere let go first, for two arrows may have changed places."""
    for pk, row in then.get("kobling", {}).items():
        for end in ("before", "after"):
            if pk in now["kobling"] and now["kobling"][pk]["cells"].get(end) != row["cells"].get(end):
                yield Written(address=Address("kobling", int(pk), end), text="", base=None)


def _cells_of(then: Content, now: Content) -> Iterator[Written]:
    """Of rows that are there; the rest is told."""
    for code in ROW_KINDS:
        for pk, row in then.get(code, {}).items():
            if pk not in now[code]:
                continue
            for name in sorted(row["cells"].keys() | now[code][pk]["cells"].keys()):
                address = Address(code, int(pk), name)
                yield Written(address=address, text=row["cells"].get(name, ""), base=None)


def _contributors_not_as_then(then: Content, now: Content) -> Iterator[str]:
    """They are not thrown away with a version, nor made by one: what they brought is theirs."""
    gone, come = then.get("mal", {}).keys() - now["mal"], now["mal"].keys() - then.get("mal", {})
    for pk in sorted(gone, key=int):
        yield _("«%(who)s» bidrar ikke lenger.") % {"who": then["mal"][pk]["title"]}
    for pk in sorted(come, key=int):
        yield _("«%(who)s» bidrar fortsatt.") % {"who": now["mal"][pk]["title"]}


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
