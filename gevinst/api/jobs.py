"""What a worker does for a delivery: read and save in one job, as far as the sender asked for."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gevinst.api.deliveries import still_allowed
from gevinst.api.models import Delivery
from gevinst.jobs.lease import JobCancelled, JobProblem, Lease
from gevinst.values.jobs import read
from gevinst.values.uploads import saved_words
from indicators.imports.models import Upload
from indicators.imports.services import NotSavedError, cancel_upload, commit_upload
from indicators.messages import written
from indicators.quality import services as quality


def deliver(subject: int, lease: Lease) -> str:
    """Reads the file; saves it unless it is a dry run, it is refused, or it must be whole and is not."""
    delivery = Delivery.objects.select_related("upload", "sender", "token").get(upload=subject)
    read(subject, lease)
    upload = Upload.objects.get(pk=subject)
    if delivery.dry_run or upload.state not in (Upload.State.READY, Upload.State.COMMITTING):
        return _("Filen er lest.")
    if not still_allowed(delivery):
        raise JobProblem(_("Senderen har ikke lenger lov til å levere disse verdiene. Ingenting er lagret."))
    whole = delivery.strategy == Delivery.Strategy.ALL_OR_NOTHING
    try:
        with transaction.atomic():
            batch = commit_upload(
                upload, by=delivery.sender, fence=lease.fence, progress=lease.progress, all_or_nothing=whole
            )
            quality.settle(upload=upload.pk, batch=batch.pk)
    except NotSavedError as problem:
        raise JobProblem(written(problem.message)) from problem
    except JobCancelled:
        cancel_upload(upload)
        raise
    return saved_words(batch)
