"""The sheet itself, and what the page asks while somebody writes in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.access.permissions import Permission
from gevinst.plans import bin, comments, edits, history, presence
from gevinst.plans.cells import Cells
from gevinst.plans.models import Change, Plan, Version
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address
from gevinst.plans.rows.texts import shown
from gevinst.plans.together.asking import same_person, wants
from gevinst.plans.together.table import tables_of

EDIT = Permission.EDIT_PLAN
BENEFITS_SHOWN = 50
MOST_CELLS, MOST_BYTES = 500, 1_000_000
# A change may be seen after one that was made later. What is told twice is heard once.
OVERLAP = timedelta(seconds=2)


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    same_person(request)
    plan = gate.plan(request.user, pk, to=EDIT)
    last = Change.everything.filter(plan=plan).order_by("-at").values_list("at", flat=True).first()
    page = Paginator(plan.benefits.values_list("pk", flat=True), BENEFITS_SHOWN).get_page(
        request.GET.get("page")
    )
    thrown = [(code, row) for code in bin.BINNABLE for row in bin.in_bin(plan, code)]
    alone = wants(request, "tables")
    context = {
        "plan": plan,
        "alone": alone,
        "tables": tables_of(plan, list(page.object_list)),
        "page": page,
        "page_query": "",
        "last": _mark(last) if last else 0,
        "thrown": [(code, row, row_kind(code).noun, row_kind(code).title(row)) for code, row in thrown],
        "waiting": plan.versions.filter(state=Version.State.SUBMITTED).defer("content").first(),
    }
    return render(request, f"plans/together/{'_tables' if alone else 'sheet'}.html", context)


@require_POST
def write(request: HttpRequest, pk: int) -> JsonResponse:
    """Cells as JSON: `{"cells": [{cell, text, base}]}`; the answer says of each what became of it.

    404 means that the plan is not this person's to edit, and nothing else.
    """
    same_person(request)
    plan = gate.plan(request.user, pk, to=EDIT)
    if len(request.body) > MOST_BYTES:
        return JsonResponse({}, status=413)
    read = [(str(one.get("cell")), _written(one)) for one in _cells_sent(request)]
    placed = [written for _cell, written in read if written]
    told = [_nowhere(cell) for cell, written in read if not written]
    return JsonResponse({"cells": told + _edited(plan, placed, gate.somebody(request.user))})


@require_safe
def news(request: HttpRequest, pk: int) -> JsonResponse:
    """What has been written since the moment `siden`, and who is here, in which cell.

    `rows` is another number when rows have come or gone, or more has happened than is told cell by cell.
    """
    same_person(request)
    plan = gate.plan(request.user, pk, to=EDIT)
    since = request.GET.get("siden", "")
    changes = Change.everything.filter(plan=plan, at__gt=_moment(since) - OVERLAP).exclude(kind="plan")
    found = list(changes.order_by("-at", "-pk")[: MOST_CELLS + 1])
    came = found[0] if len(found) > MOST_CELLS else next((one for one in found if not one.field), None)
    here = presence.here(plan, gate.somebody(request.user), request.GET.get("celle", ""))
    threads = comments.standing(plan)
    return JsonResponse(
        {
            "last": _mark(found[0].at if found else _moment(since)),
            "cells": _as_they_are(plan, [change for change in found[:MOST_CELLS] if change.field]),
            "rows": came.pk if came else 0,
            "people": [{"id": one.user, "name": one.name, "cell": one.cell} for one in here],
            "comments": threads.open,
            "said": threads.newest,
        }
    )


@require_POST
def add_row(request: HttpRequest, pk: int) -> HttpResponse:
    same_person(request)
    plan = gate.plan(request.user, pk, to=EDIT)
    code, under = request.POST.get("slag", ""), request.POST.get("under", "")
    if code not in ROW_KINDS or not under.isdecimal():
        raise Http404
    try:
        row = row_kind(code).new(plan, int(under))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return _back(request, pk)
    history.row_came(plan, code, row, by=gate.somebody(request.user))
    return _back(request, pk, row=f"{code}-{row.pk}")


@require_POST
def remove_row(request: HttpRequest, pk: int) -> HttpResponse:
    same_person(request)
    plan = gate.plan(request.user, pk, to=EDIT)
    code, row = _named(request)
    found = get_object_or_404(row_kind(code).of_plan(plan), pk=row)
    bin.throw_away(code=code, row=found, by=gate.somebody(request.user))
    title = row_kind(code).title(found)
    messages.success(request, _("«%(title)s» ligger i papirkurven nederst på siden.") % {"title": title})
    return _back(request, pk, at="papirkurv")


@require_POST
def take_back_row(request: HttpRequest, pk: int) -> HttpResponse:
    same_person(request)
    plan = gate.plan(request.user, pk, to=EDIT)
    code, row = _named(request)
    if not bin.take_back(plan=plan, code=code, pk=row, by=gate.somebody(request.user)):
        raise Http404
    return _back(request, pk, row=f"{code}-{row}")


@require_POST
def settle(request: HttpRequest, pk: int, proposal_id: int) -> HttpResponse:
    """What was kept beside is taken, or let go."""
    same_person(request)
    plan = gate.plan(request.user, pk, to=EDIT)
    proposal = get_object_or_404(plan.proposals, pk=proposal_id)
    take = request.POST.get("valg") == "min"
    edited = edits.settle(proposal=proposal, take=take, by=gate.somebody(request.user))
    if edited and edited.message:
        messages.error(request, edited.message)
    return _back(request, pk, at=f"{proposal.kind}-{proposal.row}")


def _back(request: HttpRequest, pk: int, *, at: str = "", row: str = "") -> HttpResponse:
    """To the page of the sheet it was asked from. `row` came now: the script opens it, and no other."""
    page = request.GET.get("page", "")
    query = {"page": page if page.isdecimal() else "", "rad": row}
    kept = {name: text for name, text in query.items() if text}
    return redirect(reverse("plans:sheet", args=[pk], query=kept, fragment=at or row or None))


def _mark(moment: datetime) -> int:
    """Microseconds: a number a script can hold."""
    return round(moment.timestamp() * 1_000_000)


def _moment(mark: str) -> datetime:
    """Of what no page of ours sends: long ago."""
    try:
        return datetime.fromtimestamp(int(mark) / 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(OVERLAP.total_seconds(), UTC)


def _cells_sent(request: HttpRequest) -> list[dict[str, Any]]:
    """Raises BadRequest for what no page of ours sends."""
    try:
        sent = json.loads(request.body)["cells"]
    except (ValueError, TypeError, KeyError):
        raise BadRequest from None
    if not isinstance(sent, list) or len(sent) > MOST_CELLS or not all(isinstance(one, dict) for one in sent):
        raise BadRequest
    return sent


def _written(sent: dict[str, Any]) -> edits.Written | None:
    """None for what no plan has a cell for. A browser may have kept it from before a change of ours."""
    cell, text, base = str(sent.get("cell")), sent.get("text"), sent.get("base")
    try:
        address = Address.parse(cell)
        row_kind(address.kind)
    except ValueError:
        return None
    if not isinstance(text, str) or not isinstance(base, str) or not 0 < address.pk < 2**62:
        return None
    return edits.Written(address=address, text=text, base=base) if str(address) == cell else None


def _edited(plan: Plan, written: list[edits.Written], by: User) -> list[dict[str, Any]]:
    """All together; where the row of one has no such cell, each by itself."""
    try:
        return [_told(plan, one) for one in edits.edit(plan=plan, written=written, by=by)]
    except ValueError:
        if len(written) == 1:
            return [_nowhere(str(written[0].address))]
    return [told for one in written for told in _edited(plan, [one], by)]


def _nowhere(cell: str) -> dict[str, Any]:
    message = _("Cellen finnes ikke i denne planen.")
    return {"cell": cell, "outcome": edits.Outcome.REFUSED.value, "message": message, "nowhere": True}


def _told(plan: Plan, edited: edits.Edited) -> dict[str, Any]:
    address, proposal = edited.address, edited.proposal
    fields = _fields_of(plan, address)
    cells = [(address.field, edited.text), *edited.also]
    return {
        "cell": str(address),
        "outcome": edited.outcome.value,
        "nowhere": edited.outcome is edits.Outcome.REFUSED and not fields,
        "text": edited.text,
        "shown": shown(fields[address.field], edited.text) if fields else edited.text,
        "message": edited.message,
        "also": [
            {
                "cell": f"{address.kind}-{address.pk}-{name}",
                "text": text,
                "shown": shown(fields[name], text) if fields else text,
            }
            for name, text in cells[1:]
        ],
        "proposal": {
            "text": proposal.text,
            "url": reverse("plans:settle", args=[plan.pk, proposal.pk]),
        }
        if proposal
        else None,
    }


def _fields_of(plan: Plan, address: Address) -> dict[str, Any]:
    kind = row_kind(address.kind)
    row = kind.of_plan(plan).filter(pk=address.pk).first()
    return dict(kind.fields(row)) if row else {}


def _as_they_are(plan: Plan, changes: list[Change]) -> list[dict[str, str]]:
    """Now, not then: a cell changed twice is told once."""
    cells, found = Cells(), []
    for code in ROW_KINDS:
        kind = row_kind(code)
        named = {change.row: set[str]() for change in changes if change.kind == code}
        for change in changes:
            if change.kind == code:
                named[change.row].add(change.field)
        for row in kind.of_plan(plan).filter(pk__in=named) if named else ():
            fields, texts = cells.fields(kind, row), cells.texts(kind, row)
            found += [
                {
                    "cell": f"{code}-{row.pk}-{name}",
                    "text": texts[name],
                    "shown": shown(fields[name], texts[name]),
                }
                for name in sorted(named[row.pk] & texts.keys())
            ]
    return found


def _named(request: HttpRequest) -> tuple[str, int]:
    code, _, pk = request.POST.get("rad", "").partition("-")
    if code not in bin.BINNABLE or not pk.isdecimal():
        raise Http404
    return code, int(pk)
