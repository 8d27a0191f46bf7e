"""A file that has been here before is recognised by its content, before anything of it is read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.jobs.models import Job
from gevinst.jobs.services import OPEN
from gevinst.values.uploads import JOBS
from indicators.imports.models import Upload
from indicators.measurements.models import Batch


@dataclass(frozen=True)
class SeenBefore:
    """The newest import of the same content: saved as `batch`, or being read or to be looked through as
    `upload`."""

    batch: Batch | None = None
    upload: Upload | None = None


def in_turn(upload: Upload) -> None:
    """Of files with the same content that come in the same moment, one at a time goes on, until commit: the
    next one then sees it. SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(upload.digest[:15], 16)])


def seen_before(user: User, upload: Upload) -> SeenBefore | None:
    """Of what the user may see, and not undone. Two queries at most."""
    saved = gate.batches(user).filter(digest=upload.digest, undone_at=None).select_related("created_by")
    if batch := saved.order_by("-pk").first():
        return SeenBefore(batch=batch)
    at_work = Job.objects.filter(kind__startswith=JOBS, subject=OuterRef("pk"), state__in=OPEN)
    waiting = gate.uploads(user).filter(Q(state=Upload.State.READY) | Exists(at_work), digest=upload.digest)
    other = waiting.exclude(pk=upload.pk).select_related("created_by").order_by("-pk").first()
    return SeenBefore(upload=other) if other else None
