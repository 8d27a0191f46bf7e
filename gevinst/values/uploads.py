"""Where an upload stands, by what is stored of it and of its job."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.jobs.models import Job
from gevinst.jobs.queries import latest_about
from indicators.imports.models import Upload
from indicators.measurements.models import Batch
from indicators.statistics.rounding import format_number

JOBS = "imports."
READ, COMMIT = f"{JOBS}read", f"{JOBS}commit"


class Stage(StrEnum):
    """STOPPED: neither read nor refused, and nobody is at it."""

    WORKING = "working"
    STOPPED = "stopped"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    READY = "ready"
    SAVED = "saved"


def job_of(upload: Upload) -> Job | None:
    """The newest, whether it goes on or is over."""
    return latest_about(upload.pk, kinds=JOBS)


def stage_of(upload: Upload, *, at_work: bool) -> Stage:
    if upload.batch_id is not None:
        return Stage.SAVED
    if at_work:
        return Stage.WORKING
    match upload.state:
        case Upload.State.REFUSED:
            return Stage.REFUSED
        case Upload.State.CANCELLED:
            return Stage.CANCELLED
        case Upload.State.READY:
            return Stage.READY
        case _:
            return Stage.STOPPED


def trouble_of(job: Job | None) -> str:
    """What went wrong with the last thing tried, in words for who waits; empty when nothing did."""
    if job is None or not job.is_over or job.state == Job.State.DONE:
        return ""
    if job.state == Job.State.CANCELLED:
        return _("Arbeidet ble avbrutt. Ingenting er lagret.")
    return job.message


def at_work(uploads: Iterable[Upload]) -> set[int]:
    """Ids of the uploads somebody works on, or will. One query."""
    open_jobs = Job.objects.filter(kind__startswith=JOBS, state__in=[Job.State.WAITING, Job.State.RUNNING])
    return set(
        open_jobs.filter(subject__in=[upload.pk for upload in uploads]).values_list("subject", flat=True)
    )


def words_for(upload: Upload, *, at_work: bool) -> str:
    """The state of an upload in a list."""
    if upload.batch and upload.batch.undone_at:
        return _("Angret")
    return {
        Stage.WORKING: _("Pågår"),
        Stage.STOPPED: _("Stoppet"),
        Stage.REFUSED: _("Avvist"),
        Stage.CANCELLED: _("Avbrutt"),
        Stage.READY: _("Venter på gjennomgang"),
        Stage.SAVED: _("Lagret"),
    }[stage_of(upload, at_work=at_work)]


def save_label(new: int, changed: int) -> str:
    """What the button does, exactly: «Lagre 1 284 nye og 12 endrede verdier»."""
    return _("Lagre %(what)s") % {"what": _amounts(new, changed)}


def saved_words(batch: Batch) -> str:
    """What was done: «1 284 nye og 12 endrede verdier er lagret.»"""
    if not batch.new_count + batch.changed_count:
        return _("Ingen verdier er endret.")
    return _("%(what)s er lagret.") % {"what": _amounts(batch.new_count, batch.changed_count)}


def _amounts(new: int, changed: int) -> str:
    parts = []
    if new:
        parts.append(ngettext("%(n)s ny", "%(n)s nye", new) % {"n": format_number(new)})
    if changed:
        parts.append(ngettext("%(n)s endret", "%(n)s endrede", changed) % {"n": format_number(changed)})
    return f"{_(' og ').join(parts)} {ngettext('verdi', 'verdier', changed or new)}"
