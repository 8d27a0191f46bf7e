"""A file that has been here before is recognised by its content, before anything of it is read."""

from __future__ import annotations

from dataclasses import dataclass

from gevinst.access import gate
from gevinst.access.models import User
from indicators.imports.models import Upload
from indicators.measurements.models import Batch


@dataclass(frozen=True)
class SeenBefore:
    """The newest import of the same content: saved as `batch`, or still to be looked through as `upload`."""

    batch: Batch | None = None
    upload: Upload | None = None


def seen_before(user: User, upload: Upload) -> SeenBefore | None:
    """Of what the user may see, and not undone. Two queries at most."""
    saved = gate.batches(user).filter(digest=upload.digest, undone_at=None).select_related("created_by")
    if batch := saved.order_by("-pk").first():
        return SeenBefore(batch=batch)
    waiting = gate.uploads(user).filter(digest=upload.digest, state=Upload.State.READY).exclude(pk=upload.pk)
    other = waiting.select_related("created_by").order_by("-pk").first()
    return SeenBefore(upload=other) if other else None
