"""What a program writes in a plan, read strictly, and what became of it, cell by cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core import exceptions
from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request

from gevinst.access.models import User
from gevinst.api.bodies import size_of
from gevinst.api.problems import Problem
from gevinst.plans import bin, edits, history
from gevinst.plans.edits import Edited, Outcome, Written
from gevinst.plans.models import Plan, Via
from gevinst.plans.rows import ROW_KINDS, Row, row_kind
from gevinst.plans.rows.kind import Address

MOST_CELLS, MOST_BYTES, LONGEST = 500, 1_000_000, 20_000
CELL = re.compile(r"([a-z]{1,12})-([1-9][0-9]{0,17})-([a-z_]{1,32})")
ROW = re.compile(r"([a-z]{1,12})-([1-9][0-9]{0,17})")
# What no database keeps, or no answer can be written with.
UNKEPT = re.compile("[\x00\ud800-\udfff]")
EACH = ("cell", "text", "base")


def write_cells(request: Request, plan: Plan, by: User) -> list[Edited]:
    """Raises ValidationError, with nothing written, for a body of the wrong form and for a cell there is none
    of; what stands in the way of one cell is said of that cell.
    """
    written = list(_written(_only(request, "cells")))
    try:
        return edits.edit(plan=plan, written=written, by=by, via=Via.API)
    except ValueError:
        raise ValidationError(dict(_unknown_fields(plan, written))) from None


def told_edits(edited: list[Edited], plan: Plan, request: Request) -> dict[str, Any]:
    counted = Counter(one.outcome for one in edited)
    return {
        "counts": {outcome.value: counted[outcome] for outcome in Outcome},
        "cells": [_told(one, plan, request) for one in edited],
    }


@transaction.atomic
def add_row(request: Request, plan: Plan, by: User) -> tuple[str, Row, bool]:
    """Its kind, the row, and whether it is new: of some there can be one only. Raises ValidationError."""
    sent = _only(request, "kind", "under")
    code, under = sent["kind"], sent["under"]
    if not isinstance(code, str) or code not in ROW_KINDS:
        raise ValidationError({"kind": _("Bruk %(known)s.") % {"known": ", ".join(ROW_KINDS)}})
    kind = row_kind(code)
    named = ROW.fullmatch(under) if isinstance(under, str) else None
    if named is None or named[1] != kind.under:
        raise ValidationError(
            {"under": _("Skriv raden den skal ligge under, som %(row)s.") % {"row": _row(kind)}}
        )
    Plan.objects.select_for_update().get(pk=plan.pk)
    before = set(kind.of_plan(plan).values_list("pk", flat=True))
    try:
        row = kind.new(plan, int(named[2]))
    except Http404:
        raise ValidationError({"under": _("Raden finnes ikke i planen.")}) from None
    except exceptions.ValidationError as problem:
        raise Problem(422, " ".join(problem.messages)) from None
    if row.pk not in before:
        history.row_came(plan, code, row, by=by, via=Via.API)
    return code, kind.of_plan(plan).get(pk=row.pk), row.pk not in before


def throw_away(name: str, plan: Plan, by: User) -> None:
    """Raises Problem for rows that cannot be, and Http404 where there is none."""
    named = ROW.fullmatch(name)
    if named is None or named[1] not in ROW_KINDS:
        raise Http404
    if named[1] not in bin.BINNABLE:
        raise Problem(422, _("Slike rader kan ikke kastes."))
    row = get_object_or_404(row_kind(named[1]).of_plan(plan), pk=int(named[2]))
    bin.throw_away(code=named[1], row=row, by=by, via=Via.API)


def _only(request: Request, *known: str) -> dict[str, Any]:
    """The body as an object with exactly these."""
    if size_of(request) > MOST_BYTES:
        raise Problem(413, _("Innholdet er for stort. Del det i flere forespørsler."))
    data = request.data
    if not isinstance(data, dict):
        raise Problem(400, _("Innholdet skal være et objekt med %(known)s.") % {"known": ", ".join(known)})
    faults = dict(_wrong_names(data, known, ""))
    if faults:
        raise ValidationError(faults)
    return data


def _wrong_names(data: dict[str, Any], known: tuple[str, ...], within: str) -> Iterator[tuple[str, str]]:
    for name in data:
        if name not in known:
            yield f"{within}{name[:80]}", _("Ukjent felt. Bruk %(known)s.") % {"known": ", ".join(known)}
    for name in known:
        if name not in data:
            yield f"{within}{name}", _("Mangler.")


def _written(sent: dict[str, Any]) -> Iterator[Written]:
    cells = sent["cells"]
    if not isinstance(cells, list) or not 1 <= len(cells) <= MOST_CELLS:
        raise ValidationError({"cells": _("Send 1 til %(most)s celler.") % {"most": MOST_CELLS}})
    seen = set[str]()
    for number, one in enumerate(cells):
        faults = dict(_faults(one, f"cells.{number}", seen))
        if faults:
            raise ValidationError(faults)
        seen.add(one["cell"])
        yield Written(address=Address.parse(one["cell"]), text=one["text"], base=one["base"])


def _faults(one: Any, where: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(one, dict):
        yield where, _("Skal være et objekt med %(known)s.") % {"known": ", ".join(EACH)}
        return
    wrong = dict(_wrong_names(one, EACH, f"{where}."))
    if wrong:
        yield from wrong.items()
        return
    for name in ("text", "base"):
        if not isinstance(one[name], str) or len(one[name]) > LONGEST or UNKEPT.search(one[name]):
            yield f"{where}.{name}", _("Skal være en tekst på høyst %(most)s tegn.") % {"most": LONGEST}
    named = CELL.fullmatch(one["cell"]) if isinstance(one["cell"], str) else None
    if named is None or named[1] not in ROW_KINDS:
        yield f"{where}.cell", _("Skriv cellen som den står i planen, som tiltak-12-due.")
    elif one["cell"] in seen:
        yield f"{where}.cell", _("Cellen står her to ganger.")


def _unknown_fields(plan: Plan, written: list[Written]) -> Iterator[tuple[str, str]]:
    for number, each in enumerate(written):
        kind = row_kind(each.address.kind)
        row = kind.of_plan(plan).filter(pk=each.address.pk).first()
        fields = kind.fields(row) if row else {each.address.field: None}
        if each.address.field not in fields:
            yield f"cells.{number}.cell", _("Ukjent felt. Bruk %(known)s.") % {"known": ", ".join(fields)}


def _told(edited: Edited, plan: Plan, request: Request) -> dict[str, Any]:
    address, kept = edited.address, edited.proposal
    page = f"{reverse('plans:sheet', args=[plan.pk])}#{address.kind}-{address.pk}"
    also = [
        {"cell": str(Address(address.kind, address.pk, name)), "text": text} for name, text in edited.also
    ]
    return {
        "cell": str(address),
        "outcome": edited.outcome.value,
        "text": edited.text,
        "message": edited.message,
        "also": also,
        "proposal": {"text": kept.text, "page": request.build_absolute_uri(page)} if kept else None,
    }


def _row(kind: Any) -> str:
    return f"{kind.under}-12" if kind.under else "gevinst-12"
