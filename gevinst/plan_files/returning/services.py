"""Writes about a workbook that came back: what it wants is kept, then saved or dropped."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path, PurePath

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from gevinst.access.models import User
from gevinst.plan_files.models import ReturnedFile
from gevinst.plan_files.returning.reading import ChangedCell, read_file
from gevinst.plan_files.returning.resource import CellResource, run
from gevinst.plans.edits import Outcome
from gevinst.plans.models import Plan
from indicators.imports.door import holds_personal_id_in_file
from indicators.imports.errors import FileError, FileFault
from indicators.imports.personal_ids import holds_personal_id
from indicators.messages import gettext as _

MOST_BYTES = 10 * 1024 * 1024
_KNOWN = "XLSX"


def receive(*, plan: Plan, file: File[bytes] | None, name: str, by: User) -> ReturnedFile:
    """Reads the file, in a process of its own, and keeps what it wants changed; the file is kept nowhere.

    Raises FileError, with nothing stored. What the same person sent before and left waiting is forgotten.
    """
    if file is None or not name:
        raise FileError.of(FileFault.NONE_CHOSEN)
    if file.size > MOST_BYTES:
        size, limit = file.size >> 20, MOST_BYTES >> 20
        raise FileError.of(FileFault.TOO_LARGE, name, size=size, limit=limit)
    if PurePath(name).suffix.lower() != ".xlsx":
        raise FileError.of(FileFault.WRONG_TYPE, name, known=_KNOWN)
    if holds_personal_id(name):
        raise FileError.of(FileFault.PERSONAL_IDS, _("Filen"), place=_("i filnavnet"))
    if place := holds_personal_id_in_file(file):
        raise FileError.of(FileFault.PERSONAL_IDS, name, place=place)
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        found = read_file(Path(kept.name), name, plan=plan.pk)
    with transaction.atomic():
        ReturnedFile.objects.filter(plan=plan, by=by, state=ReturnedFile.State.WAITING).delete()
        return ReturnedFile.objects.create(
            plan=plan,
            by=by,
            name="".join(sign for sign in name if sign.isprintable())[:255],
            cells=[asdict(cell) for cell in found.cells],
            notes=[asdict(note) for note in found.notes],
        )


def cells_of(returned: ReturnedFile) -> list[ChangedCell]:
    return [ChangedCell(**cell) for cell in returned.cells]


@transaction.atomic
def write_back(*, returned: ReturnedFile, by: User) -> CellResource | None:
    """Writes what can be written; a cell somebody wrote in meanwhile keeps both texts. None when it was saved
    or dropped before."""
    returned = _locked(returned)
    if returned.state != ReturnedFile.State.WAITING:
        return None
    done = run(plan=returned.plan, by=by, cells=cells_of(returned), dry_run=False)
    returned.outcome = {str(one.address): [one.outcome.value, one.message] for one in done.edited}
    _end(returned, ReturnedFile.State.SAVED)
    return done


@transaction.atomic
def drop(*, returned: ReturnedFile) -> None:
    returned = _locked(returned)
    if returned.state == ReturnedFile.State.WAITING:
        returned.cells, returned.notes = [], []
        _end(returned, ReturnedFile.State.DROPPED)


def counted(outcomes: Iterable[str]) -> dict[Outcome, int]:
    found = list(outcomes)
    return {outcome: found.count(outcome.value) for outcome in Outcome}


def _locked(returned: ReturnedFile) -> ReturnedFile:
    return ReturnedFile.objects.select_for_update(of=("self",)).select_related("plan").get(pk=returned.pk)


def _end(returned: ReturnedFile, state: str) -> None:
    returned.state, returned.saved_at = state, timezone.now()
    returned.save(update_fields=["state", "saved_at", "outcome", "cells", "notes"])
