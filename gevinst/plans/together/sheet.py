"""The sheet itself, and what the page asks while somebody writes in it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gevinst.access import gate
from gevinst.access.permissions import Permission
from gevinst.plans import bin, comments, edits, history, presence
from gevinst.plans.cells import Cells
from gevinst.plans.models import Change, Plan, Version
from gevinst.plans.rows import ROW_KINDS, row_kind
from gevinst.plans.rows.kind import Address
from gevinst.plans.rows.texts import shown
from gevinst.plans.together.table import tables_of

EDIT = Permission.EDIT_PLAN
BENEFITS_SHOWN = 50
MOST_CELLS, MOST_BYTES = 500, 1_000_000


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    last = plan.changes.order_by("-pk").values_list("pk", flat=True).first() or 0
    page = Paginator(plan.benefits.values_list("pk", flat=True), BENEFITS_SHOWN).get_page(
        request.GET.get("page")
    )
    thrown = [(code, row) for code in bin.BINNABLE for row in bin.in_bin(plan, code)]
    context = {
        "plan": plan,
        "tables": tables_of(plan, list(page.object_list)),
        "page": page,
        "page_query": "",
        "last": last,
        "thrown": [(code, row, row_kind(code).noun, row_kind(code).title(row)) for code, row in thrown],
        "waiting": plan.versions.filter(state=Version.State.SUBMITTED).defer("content").first(),
        "open_comments": plan.comments.filter(answers=None, resolved_at=None).count(),
    }
    return render(request, "plans/together/sheet.html", context)


@require_POST
def write(request: HttpRequest, pk: int) -> JsonResponse:
    """Cells as JSON: `{"cells": [{cell, text, base}]}`; the answer says of each what became of it."""
    plan = gate.plan(request.user, pk, to=EDIT)
    written = [_written(each) for each in _cells_sent(request)]
    try:
        edited = edits.edit(plan=plan, written=written, by=gate.somebody(request.user))
    except ValueError:
        raise Http404 from None
    return JsonResponse({"cells": [_told(plan, one) for one in edited]})


@require_safe
def news(request: HttpRequest, pk: int) -> JsonResponse:
    """What others have written since change number `siden`, and who is here, in which cell."""
    plan = gate.plan(request.user, pk, to=EDIT)
    since = request.GET.get("siden", "0")
    changes = plan.changes.filter(pk__gt=int(since) if since.isdecimal() else 0).order_by("pk")
    found = list(changes.exclude(kind="plan")[:MOST_CELLS])
    here = presence.here(plan, gate.somebody(request.user), request.GET.get("celle", ""))
    return JsonResponse(
        {
            "last": found[-1].pk if found else int(since) if since.isdecimal() else 0,
            "cells": _as_they_are(plan, [change for change in found if change.field]),
            "rows": any(not change.field for change in found),
            "people": [{"name": one.name, "cell": one.cell} for one in here],
            "comments": comments.open_counts(plan),
        }
    )


@require_POST
def add_row(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    code, under = request.POST.get("slag", ""), request.POST.get("under", "")
    if code not in ROW_KINDS or not under.isdecimal():
        raise Http404
    try:
        row = row_kind(code).new(plan, int(under))
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("plans:sheet", pk=pk)
    history.row_came(plan, code, row, by=gate.somebody(request.user))
    return redirect(f"{reverse('plans:sheet', args=[pk])}#{code}-{row.pk}")


@require_POST
def remove_row(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    code, row = _named(request)
    found = get_object_or_404(row_kind(code).of_plan(plan), pk=row)
    bin.throw_away(code=code, row=found, by=gate.somebody(request.user))
    title = row_kind(code).title(found)
    messages.success(request, _("«%(title)s» ligger i papirkurven nederst på siden.") % {"title": title})
    return redirect(f"{reverse('plans:sheet', args=[pk])}#papirkurv")


@require_POST
def take_back_row(request: HttpRequest, pk: int) -> HttpResponse:
    plan = gate.plan(request.user, pk, to=EDIT)
    code, row = _named(request)
    if not bin.take_back(plan=plan, code=code, pk=row, by=gate.somebody(request.user)):
        raise Http404
    return redirect(f"{reverse('plans:sheet', args=[pk])}#{code}-{row}")


@require_POST
def settle(request: HttpRequest, pk: int, proposal_id: int) -> HttpResponse:
    """What was kept beside is taken, or let go."""
    plan = gate.plan(request.user, pk, to=EDIT)
    proposal = get_object_or_404(plan.proposals, pk=proposal_id)
    take = request.POST.get("valg") == "min"
    edited = edits.settle(proposal=proposal, take=take, by=gate.somebody(request.user))
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"cell": _told(plan, edited) if edited else None})
    if edited and edited.message:
        messages.error(request, edited.message)
    return redirect(f"{reverse('plans:sheet', args=[pk])}#{proposal.kind}-{proposal.row}")


def _cells_sent(request: HttpRequest) -> list[dict[str, Any]]:
    """Raises Http404 for what no page of ours sends."""
    if len(request.body) > MOST_BYTES:
        raise Http404
    try:
        sent = json.loads(request.body)["cells"]
    except (ValueError, TypeError, KeyError):
        raise Http404 from None
    if not isinstance(sent, list) or len(sent) > MOST_CELLS or not all(isinstance(one, dict) for one in sent):
        raise Http404
    return sent


def _written(sent: dict[str, Any]) -> edits.Written:
    text, base = sent.get("text"), sent.get("base")
    try:
        address = Address.parse(str(sent.get("cell")))
        row_kind(address.kind)
    except ValueError:
        raise Http404 from None
    if not isinstance(text, str) or not isinstance(base, str) or not 0 < address.pk < 2**62:
        raise Http404
    return edits.Written(address=address, text=text, base=base)


def _told(plan: Plan, edited: edits.Edited) -> dict[str, Any]:
    address, proposal = edited.address, edited.proposal
    fields = _fields_of(plan, address)
    cells = [(address.field, edited.text), *edited.also]
    return {
        "cell": str(address),
        "outcome": edited.outcome.value,
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
