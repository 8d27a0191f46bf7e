"""Writes of imports: receive a file, save what its preview showed, undo it again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from indicators.catalogue.models import Indicator
from indicators.imports import merge, packed, staging
from indicators.imports.door import holds_personal_id_in_file
from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import HEAD, recognise
from indicators.imports.models import StagedValue, Upload
from indicators.imports.personal_ids import holds_personal_id
from indicators.imports.pipeline import Fence, Progress, preview_counts, silent, unfenced
from indicators.measurements.models import Batch
from indicators.measurements.services import Person
from indicators.messages import ToldError, ngettext
from indicators.messages import gettext as _

_MEGABYTE = 1024 * 1024
_PASSES = 10


class NotSavedError(ToldError):
    """The upload was not saved, and nothing was written. The message says why."""


def receive_upload(
    file: File[bytes] | None,
    *,
    name: str,
    by: Person | None,
    source: str = "",
    indicator: Indicator | None = None,
    layout: str = "",
    options: Mapping[str, Any] | None = None,
    allowed_actors: list[int] | None = None,
    is_example: bool = False,
) -> Upload:
    """Stores a file for reading; its content is not parsed here. Raises FileError for a plainly unusable one.

    `options`: `sheet`, `recipe` (its name), `mapping` (Mapping.as_data), `constants` (by role), `actors_on`
    (the day, ISO, whose actors the names mean).
    """
    if file is None or not name:
        raise FileError.of(FileFault.NONE_CHOSEN)
    if file.size > settings.IMPORT_MAX_BYTES:
        size, limit = file.size // _MEGABYTE, settings.IMPORT_MAX_BYTES // _MEGABYTE
        raise FileError.of(FileFault.TOO_LARGE, name, size=size, limit=limit)
    recognise(next(file.chunks(HEAD), b""), name)
    if holds_personal_id(name):
        raise FileError.of(FileFault.PERSONAL_IDS, _("Filen"), place=_("i filnavnet"))
    if place := holds_personal_id_in_file(file):
        raise FileError.of(FileFault.PERSONAL_IDS, name, place=place)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    upload = Upload(
        file_name="".join(sign for sign in name if sign.isprintable())[:255],
        digest=digest.hexdigest(),
        size=file.size,
        source=source,
        indicator=indicator,
        layout=layout,
        options=dict(options or {}),
        allowed_actors=allowed_actors,
        is_example=is_example,
        created_by=by,
    )
    # The sender's name for it is data, not a path.
    upload.file.save(f"{upload.digest[:16]}{PurePath(name).suffix[:6].lower()}", file, save=False)
    upload.save()
    return upload


@transaction.atomic
def choose_again(upload: Upload, *, options: Mapping[str, Any], layout: str = "") -> None:
    """The person corrected what was understood: to be read again. Raises NotSavedError for a saved one."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.batch_id or not upload.file:
        raise NotSavedError(_("Filen kan ikke leses på nytt. Last den opp igjen."))
    upload.options, upload.layout, upload.state = dict(options), layout, Upload.State.RECEIVED
    upload.save(update_fields=["options", "layout", "state"])


@transaction.atomic
def commit_upload(
    upload: Upload,
    *,
    by: Person | None,
    fence: Fence = unfenced,
    progress: Progress = silent,
    all_or_nothing: bool = False,
) -> Batch:
    """Saves the new and changed values of a READY upload in one transaction, visible at once or not at all.

    What stands there is compared again now, so the batch may count differently from the preview. Called
    twice, it answers with the same batch. `progress(values written, values to write)` may raise to stop;
    `fence()` is called last and raises when this worker may no longer write. Raises NotSavedError.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.batch:
        return upload.batch
    if upload.state not in (Upload.State.READY, Upload.State.COMMITTING):
        raise NotSavedError(_("Filen er ikke klar til å lagres."))
    counts = preview_counts(upload)
    rejected = counts.pop(StagedValue.Outcome.REJECTED)
    if all_or_nothing and rejected:
        told = ngettext(
            "{count} verdi er avvist, og ingenting er lagret. Rett den og prøv igjen.",
            "{count} verdier er avvist, og ingenting er lagret. Rett dem og prøv igjen.",
            rejected,
        )
        raise NotSavedError(told.format(count=rejected))
    if not merge.hold(upload.understood.get("named", {})):
        raise NotSavedError(_("Noe filen viser til, er fjernet siden den ble lest. Last den opp igjen."))
    accepted = sum(counts.values())
    batch = _batch(upload, by)
    new, changed = _merge(upload.pk, batch, counts, progress)
    batch.new_count, batch.changed_count = new, changed
    batch.same_count, batch.rejected_count = accepted - new - changed, rejected
    batch.save()
    upload.batch, upload.state = batch, Upload.State.COMMITTED
    upload.save(update_fields=["batch", "state"])
    progress(new + changed, new + changed)
    fence()
    return batch


def _merge(upload: int, batch: Batch, counts: Mapping[str, int], progress: Progress) -> tuple[int, int]:
    """How many were new and changed. Compares and goes round again when another writer came in between."""
    new = changed = 0
    waiting = total = counts[staging.NEW] + counts[staging.CHANGED]
    for turn in range(_PASSES):
        if turn:
            packed.as_rows(upload)
            merge.classify(upload)
            waiting = staging.to_write(upload)
        elif waiting != staging.to_write(upload):
            # The table is not among what the database restores after a crash.
            raise NotSavedError(_("Det som var lest av filen, er gått tapt. Les den på nytt."))
        progress(new + changed, total)
        merge.lock_changed(upload)
        # Later than all it replaces: who wrote those has let go of them by now.
        batch.created_at = timezone.now()
        kept = merge.keep_earlier(upload, batch.pk, batch.created_at)
        written = merge.write_changed(upload, batch.pk)
        changed += written

        def told(more: int, before: int = new + changed) -> None:
            progress(before + more, total)

        told(0)
        new += (added := merge.write_new(upload, batch.pk, told=told))
        if kept == written and waiting == added + written:
            return new, changed
    raise NotSavedError(_("Andre skriver til de samme verdiene nå. Prøv igjen om litt."))


@transaction.atomic
def cancel_upload(upload: Upload) -> None:
    """Forgets a file that was not saved: its staged rows and its content. Nothing happens to one that was."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.batch_id:
        return
    staging.forget(upload.pk)
    if upload.file:
        upload.file.delete(save=False)
    upload.file, upload.state = "", Upload.State.CANCELLED
    upload.save(update_fields=["file", "state"])


def _batch(upload: Upload, by: Person | None) -> Batch:
    origin = Batch.Origin.EXAMPLE if upload.is_example else Batch.Origin.FILE
    return Batch.objects.create(
        origin=origin,
        source=upload.source or upload.file_name[:200],
        file_name=upload.file_name,
        digest=upload.digest,
        is_example=upload.is_example,
        created_by=by,
    )
