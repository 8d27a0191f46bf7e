"""Where an upload stands, by what is stored of it and of its job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.jobs.models import Job
from gevinst.jobs.queries import latest_about
from indicators.imports.models import Upload
from indicators.measurements.models import Batch
from indicators.messages import read
from indicators.statistics.rounding import format_number

JOBS = "imports."
READ, COMMIT = f"{JOBS}read", f"{JOBS}commit"
# About a batch, not an upload. The other leaves what was changed since, and undoes the rest.
UNDO, UNDO_REST = UNDOING = ("undo.all", "undo.rest")
SEEN_BEFORE, TRIAL = "seen_before", "trial"


class Stage(StrEnum):
    """STOPPED: neither read nor refused, and nobody is at it. SEEN_BEFORE: not read, since the same content
    has been here already and the person is asked first. INCOMPLETE: refused, but only for what a person can
    say."""

    SEEN_BEFORE = "seen_before"
    WORKING = "working"
    INCOMPLETE = "incomplete"
    STOPPED = "stopped"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    READY = "ready"
    SAVED = "saved"


WAITING = (Stage.SEEN_BEFORE, Stage.INCOMPLETE, Stage.STOPPED, Stage.READY)


def job_of(upload: int | Subquery) -> Job | None:
    """The newest about the upload with that id, whether it goes on or is over.

    Read before the upload itself: of a job that is over, all it did is then seen.
    """
    return latest_about(upload, kinds=JOBS)


def stage_of(upload: Upload, *, at_work: bool) -> Stage:
    if upload.batch_id is not None:
        return Stage.SAVED
    if at_work:
        return Stage.WORKING
    match upload.state:
        case Upload.State.REFUSED:
            return Stage.INCOMPLETE if "mapping" in upload.understood else Stage.REFUSED
        case Upload.State.CANCELLED:
            return Stage.CANCELLED
        case Upload.State.READY:
            return Stage.READY
        case _:
            return Stage.SEEN_BEFORE if SEEN_BEFORE in upload.options else Stage.STOPPED


def trouble_of(job: Job | None) -> str:
    """What went wrong with the last thing tried, in words for who waits; empty when nothing did."""
    if job is None or not job.is_over or job.state == Job.State.DONE:
        return ""
    if job.state == Job.State.CANCELLED:
        return _("Arbeidet ble avbrutt. Ingenting er lagret.")
    return str(read(job.message))


def undo_job_of(batch: int) -> Job | None:
    """As `job_of`, of the undoing of a batch."""
    return Job.objects.filter(kind__in=UNDOING, subject=batch).order_by("-pk").first()


def is_being_undone(batch: Batch) -> bool:
    """What an undoing that ended since `batch` was read has done to it, is brought along."""
    job = undo_job_of(batch.pk)
    if job is not None and job.is_over and batch.undone_at is None:
        batch.refresh_from_db(fields=["undone_at"])
    return job is not None and not job.is_over


def at_work(uploads: Iterable[Upload]) -> dict[int, Job]:
    """The open job of each upload somebody works on, or undoes, or will, by the upload's id. One query."""
    batches = {upload.batch_id: upload.pk for upload in uploads if upload.batch_id}
    about = Q(kind__startswith=JOBS, subject__in=[upload.pk for upload in uploads])
    about |= Q(kind__in=UNDOING, subject__in=list(batches))
    return {
        batches[job.subject] if job.kind in UNDOING else job.subject: job
        for job in Job.objects.filter(about, state__in=[Job.State.WAITING, Job.State.RUNNING])
    }


@dataclass(frozen=True)
class Status:
    """How an upload stands, in a list. `tone`: "warn" where somebody has something to do, else ""."""

    words: str
    tone: str = ""


def status_of(upload: Upload, *, at_work: bool) -> Status:
    if upload.batch and upload.batch.undone_at:
        return Status(_("Angret"))
    if upload.batch and at_work:
        return Status(_("Angres"))
    stage = stage_of(upload, at_work=at_work)
    if is_trial(upload) and stage in (Stage.READY, Stage.INCOMPLETE):
        return Status(_("Prøve, ikke lagret"))
    words = {
        Stage.SEEN_BEFORE: _("Samme fil som før"),
        Stage.WORKING: _("Pågår"),
        Stage.INCOMPLETE: _("Venter på svar"),
        Stage.STOPPED: _("Stoppet"),
        Stage.REFUSED: _("Avvist"),
        Stage.CANCELLED: _("Avbrutt"),
        Stage.READY: _("Venter på gjennomgang"),
        Stage.SAVED: _("Lagret"),
    }[stage]
    return Status(words, "warn" if stage in WAITING else "")


def is_trial(upload: Upload) -> bool:
    """Sent by a program to see what would happen: nobody is to save it."""
    return bool(upload.options.get(TRIAL))


def save_label(new: int, changed: int) -> str:
    """What the button does, exactly: «Lagre 1 284 nye og 12 endrede verdier»."""
    return _("Lagre %(what)s") % {"what": _amounts(new, changed)}


def ready_words(new: int, changed: int, rejected: int) -> str:
    """What a file holds, before anything is done with it: «6 nye verdier kan lagres. 2 kan ikke brukes.»"""
    told = [
        _("%(what)s kan lagres.") % {"what": _amounts(new, changed)}
        if new + changed
        else _("Filen har ingenting nytt å lagre.")
    ]
    if rejected:
        told.append(_("%(n)s kan ikke brukes.") % {"n": format_number(rejected)})
    return " ".join(told)


def saved_words(batch: Batch) -> str:
    """What was done: «1 284 nye og 12 endrede verdier er lagret.»"""
    if not batch.new_count + batch.changed_count:
        return _("Ingen verdier er endret.")
    return _("%(what)s er lagret.") % {"what": _amounts(batch.new_count, batch.changed_count)}


def saved_then_words(batch: Batch) -> str:
    """What an earlier import did: «Da ble 3 nye verdier lagret.»"""
    if not batch.new_count + batch.changed_count:
        return _("Da ble ingen verdier endret.")
    return _("Da ble %(what)s lagret.") % {"what": _amounts(batch.new_count, batch.changed_count)}


def _amounts(new: int, changed: int) -> str:
    parts = []
    if new:
        parts.append(ngettext("%(n)s ny", "%(n)s nye", new) % {"n": format_number(new)})
    if changed:
        parts.append(ngettext("%(n)s endret", "%(n)s endrede", changed) % {"n": format_number(changed)})
    return f"{_(' og ').join(parts)} {ngettext('verdi', 'verdier', changed or new)}"
