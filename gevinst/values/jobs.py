"""What a worker does for an import. Each is one transaction that ends with its own job: exactly once, or not at all."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gevinst.jobs.lease import JobProblem, Lease
from indicators.imports.errors import FileError
from indicators.imports.models import Upload
from indicators.imports.pipeline import commit_upload, read_upload


def read(subject: int, lease: Lease) -> str:
    """Read, match, check and stage the rows of an upload."""
    upload = Upload.objects.get(pk=subject)
    try:
        read_upload(upload, progress=lease.progress)
    except FileError as problem:
        raise JobProblem(str(problem)) from problem
    return _("Filen er lest.")


def commit(subject: int, lease: Lease) -> str:
    """Make the accepted rows of an upload current."""
    upload = Upload.objects.get(pk=subject)
    batch = commit_upload(upload, by=upload.created_by, fence=lease.fence, progress=lease.progress)
    return _("%(new)s nye og %(changed)s endrede verdier er lagret.") % {
        "new": batch.new_count,
        "changed": batch.changed_count,
    }
