"""What a worker does for an import. All is saved, or undone, in one transaction, fenced by the lease: once or
not at all."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gevinst.jobs.lease import JobCancelled, JobProblem, Lease
from gevinst.jobs.models import Job
from gevinst.values import findings
from gevinst.values.drafts import HEADER_ROW, draft_at, draft_of, lacking_in
from gevinst.values.remembering import RECALLED, recall, remember
from gevinst.values.uploads import saved_words
from indicators.imports.errors import FileFault
from indicators.imports.layouts import missing
from indicators.imports.mapping import Mapping
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import NotSavedError, cancel_upload, choose_again, commit_upload
from indicators.imports.undo import LaterEditsError, UndoError, undo_batch
from indicators.measurements.models import Batch
from indicators.messages import written
from indicators.quality import services as quality


def read(subject: int, lease: Lease) -> str:
    """Read, match, check and stage the rows of an upload. A file that is refused says why on its own page.

    Read once more when somebody has said how files with these headings are to be read. When somebody
    cancels, the file and what was read of it are forgotten.
    """
    try:
        _read(Upload.objects.select_related("created_by", "indicator").get(pk=subject), lease)
    except JobCancelled:
        cancel_upload(Upload.objects.get(pk=subject))
        quality.drop(upload=subject)
        raise
    return _("Filen er lest.")


def commit(subject: int, lease: Lease) -> str:
    """Make the accepted rows of an upload current."""
    upload = Upload.objects.select_related("created_by").get(pk=subject)
    try:
        with transaction.atomic():
            batch = commit_upload(upload, by=upload.created_by, fence=lease.fence, progress=lease.progress)
            quality.settle(upload=upload.pk, batch=batch.pk)
            remember(upload)
            lease.finish(saved_words(batch))
    except NotSavedError as problem:
        raise JobProblem(written(problem.message)) from problem
    return saved_words(batch)


def undo_all(subject: int, lease: Lease) -> str:
    """Take a batch back, or find out what was changed since and must be asked about."""
    return _undo(subject, lease, keep_later=False)


def undo_rest(subject: int, lease: Lease) -> str:
    """Take a batch back, but for what was changed since."""
    return _undo(subject, lease, keep_later=True)


def _undo(subject: int, lease: Lease, *, keep_later: bool) -> str:
    by = Job.objects.select_related("created_by").get(pk=lease.job_id).created_by
    batch = Batch.objects.get(pk=subject)
    said = _("Importen er angret.")
    try:
        with transaction.atomic():
            undo_batch(batch, by=by, keep_later=keep_later, fence=lease.fence, progress=lease.progress)
            lease.finish(said)
    except LaterEditsError as problem:
        later = [each.pk for each in problem.batches]
        raise JobProblem(written(problem.message), values=problem.values, batches=later) from problem
    except UndoError as problem:
        raise JobProblem(written(problem.message)) from problem
    return said


def _read(upload: Upload, lease: Lease) -> None:
    if _headings_said(upload, lease):
        return
    read_upload(upload, progress=lease.progress, fence=lease.fence)
    if _recalled(upload, lease) or _on_another_sheet(upload, lease):
        read_upload(upload, progress=lease.progress, fence=lease.fence)
    _keep_draft(upload, lease)
    findings.check(upload, alive=partial(lease.progress, lease.shown.done))


def _recalled(upload: Upload, lease: Lease) -> bool:
    """Whether the file is to be read again, as somebody has said of files like it."""
    understood = upload.understood if upload.understood.get("mapping") else draft_of(upload)
    if not understood or not (found := recall(upload, Mapping.from_data(understood["mapping"]))):
        return False
    remembered, mapping = found
    sheet = {"sheet": understood["sheet"]} if understood.get("sheet") else {}
    again = {**upload.options, **sheet, "mapping": mapping.as_data(), RECALLED: remembered.pk}
    with lease.atomic():
        choose_again(upload, options=again, layout=upload.layout)
        upload.refresh_from_db(fields=["options", "state"])
        if missing(mapping):
            _ask(upload, {**understood, "fault": FileFault.NOT_THE_TEMPLATE, "mapping": mapping.as_data()})
    return upload.state == Upload.State.RECEIVED


def _on_another_sheet(upload: Upload, lease: Lease) -> bool:
    """Whether the figures are to be read from another sheet than the first, which has none."""
    draft = draft_of(upload) if upload.state == Upload.State.REFUSED else None
    if draft is None or "mapping" in upload.options or lacking_in(draft):
        return False
    if not draft["sheet"] or draft["sheet"] == upload.options.get("sheet"):
        return False
    with lease.atomic():
        choose_again(upload, options={**upload.options, "sheet": draft["sheet"]}, layout=upload.layout)
    upload.refresh_from_db(fields=["options", "state"])
    return True


def _headings_said(upload: Upload, lease: Lease) -> bool:
    """Whether the person has said only where the headings are: then they are asked what each one is."""
    row = upload.options.get(HEADER_ROW)
    draft = draft_at(upload, row) if row and upload.file and not upload.batch_id else None
    if draft is None:
        return False
    with lease.atomic():
        _ask(upload, draft)
    return True


def _keep_draft(upload: Upload, lease: Lease) -> None:
    if upload.state == Upload.State.REFUSED and "mapping" not in upload.understood:
        draft = draft_of(upload)
        if draft is not None:
            with lease.atomic():
                _ask(upload, draft)


def _ask(upload: Upload, draft: dict[str, Any]) -> None:
    """To be filled in by a person before it can be read."""
    upload.state, upload.understood = Upload.State.REFUSED, draft
    upload.save(update_fields=["state", "understood"])
