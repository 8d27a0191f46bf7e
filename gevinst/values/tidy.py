"""What imports leave behind is cleared away at night: never what a value leads back to, its file and row.

Kept: the files of saved imports, and their values with row and batch. Cleared: rows that were read, once
their import is over; imports nobody saved; files without an import.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.jobs.lease import Lease
from gevinst.jobs.models import Job
from gevinst.values.uploads import JOBS
from indicators.imports.models import PackedValues, StagedValue, Upload
from indicators.quality import services as quality

PORTION = 20_000
# So long a request may be busy with a file it has not told the database of.
UNCLAIMED = timedelta(days=1)


def tidy(subject: int, lease: Lease) -> str:
    """The nightly job. May be interrupted and run again at any time. Setting: IMPORT_KEEP_DAYS."""
    limit = timezone.now() - timedelta(days=settings.IMPORT_KEEP_DAYS)
    given_up = sum(give_up(pk, limit, lease) for pk in abandoned(limit).values_list("pk", flat=True))
    rows = 0
    for upload in over(limit).values_list("pk", flat=True):
        for removed in remove_rows(upload, lease):
            lease.progress(rows := rows + removed)
    files = sum(map(_remove, unclaimed(timezone.now() - UNCLAIMED)))
    words = {"uploads": given_up, "rows": rows, "files": files}
    return _("Ryddet: %(uploads)s importer ingen lagret, %(rows)s leste rader, %(files)s filer.") % words


def abandoned(limit: datetime) -> QuerySet[Upload]:
    """Neither saved nor cancelled, and nothing has happened to them since `limit`."""
    jobs = Job.objects.filter(kind__startswith=JOBS, subject=OuterRef("pk"))
    busy = jobs.filter(Q(finished_at=None) | Q(finished_at__gte=limit))
    over = (Upload.State.COMMITTED, Upload.State.CANCELLED)
    return Upload.objects.filter(~Exists(busy), batch=None, created_at__lt=limit).exclude(state__in=over)


def over(limit: datetime) -> QuerySet[Upload]:
    """Whose rows nobody will look at: cancelled, or saved before `limit`."""
    done = Q(state=Upload.State.CANCELLED) | Q(batch__created_at__lt=limit)
    rows, packed = (
        Exists(table.objects.filter(upload=OuterRef("pk"))) for table in (StagedValue, PackedValues)
    )
    return Upload.objects.filter(done, rows | packed)


def give_up(pk: int, limit: datetime, lease: Lease) -> bool:
    """As if its sender had cancelled it; its rows are left for later. Asks again, now that nobody else can
    begin."""
    with lease.atomic():
        upload = abandoned(limit).select_for_update().filter(pk=pk).first()
        if upload is None:
            return False
        if upload.file:
            transaction.on_commit(partial(upload.file.storage.delete, str(upload.file.name)))
        upload.file, upload.state = "", Upload.State.CANCELLED
        upload.save(update_fields=["file", "state"])
        quality.drop(upload=pk)
    return True


def remove_rows(upload: int, lease: Lease) -> Iterator[int]:
    """A portion at a time, each in its own transaction, for others to write in between. How many of each."""
    with lease.atomic():
        PackedValues.objects.filter(upload=upload).delete()
    table = connection.ops.quote_name(StagedValue._meta.db_table)
    portion = f"SELECT id FROM {table} WHERE upload_id = %s LIMIT {PORTION}"  # noqa: S608
    while True:
        with lease.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id IN ({portion})", [upload])  # noqa: S608
            removed = cursor.rowcount
        if not removed:
            return
        yield removed


def unclaimed(before: datetime) -> Iterator[Path]:
    """Files that a request which was cut off has left behind: half received, or with no import."""
    root = Path(settings.MEDIA_ROOT)
    stored = [path for path in (root / "imports").rglob("*") if _is_old_file(path, before)]
    names = [str(path.relative_to(root)) for path in stored]
    claimed = set()
    for start in range(0, len(names), 500):
        found = Upload.objects.filter(file__in=names[start : start + 500])
        claimed |= set(found.values_list("file", flat=True))
    yield from (path for path, name in zip(stored, names, strict=True) if name not in claimed)
    incoming = Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")
    yield from (path for path in incoming if _is_old_file(path, before))


def _is_old_file(path: Path, before: datetime) -> bool:
    return path.is_file() and path.stat().st_mtime < before.timestamp()


def _remove(path: Path) -> bool:
    path.unlink(missing_ok=True)
    return True


def check(subject: int, lease: Lease) -> str:
    """The nightly job: all checks on all stored values, one group of tied indicators at a time."""
    checked = quality.check_stored()
    words: dict[str, Any] = {"new": checked.new, "solved": checked.solved, "open": checked.open}
    return _("Kontrollert: %(new)s nye funn, %(solved)s løst, %(open)s åpne.") % words
