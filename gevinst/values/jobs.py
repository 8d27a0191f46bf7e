"""What a worker does for an import. All is saved in one transaction, fenced by the lease: exactly once or not
at all."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gevinst.jobs.lease import JobCancelled, JobProblem, Lease
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import NotSavedError, cancel_upload, commit_upload


def read(subject: int, lease: Lease) -> str:
    """Read, match, check and stage the rows of an upload. A file that is refused says why on its own page.

    When somebody cancels, the file and what was read of it are forgotten.
    """
    upload = Upload.objects.get(pk=subject)
    try:
        read_upload(upload, progress=lease.progress, fence=lease.fence)
    except JobCancelled:
        cancel_upload(upload)
        raise
    return _("Filen er lest.")


def commit(subject: int, lease: Lease) -> str:
    """Make the accepted rows of an upload current."""
    upload = Upload.objects.select_related("created_by").get(pk=subject)
    try:
        batch = commit_upload(upload, by=upload.created_by, fence=lease.fence, progress=lease.progress)
    except NotSavedError as problem:
        raise JobProblem(str(problem)) from problem
    return _("%(new)s nye og %(changed)s endrede verdier er lagret.") % {
        "new": batch.new_count,
        "changed": batch.changed_count,
    }
