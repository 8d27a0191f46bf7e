"""What a worker does for an import. Saving ends in one transaction with its job: exactly once, or not at
all."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gevinst.jobs.lease import JobProblem, Lease
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import NotSavedError, commit_upload


def read(subject: int, lease: Lease) -> str:
    """Read, match, check and stage the rows of an upload. A file that is refused says why on its own page."""
    read_upload(Upload.objects.get(pk=subject), progress=lease.progress, fence=lease.fence)
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
