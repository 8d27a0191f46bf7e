"""Whoever left the page of an import is told once, wherever they are, when it is finished.

The session remembers what a person waits for; nothing is asked of the database while they wait for nothing.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gevinst.access.models import User
from gevinst.jobs.models import Job
from gevinst.values.uploads import COMMIT, READ, UNDOING
from indicators.imports.models import Upload
from indicators.measurements.models import Batch

WAITED_FOR = "imports_waited_for"
MOST = 20
OVER = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)


def wait_for(request: HttpRequest, job: Job) -> None:
    """Tell this person when the job is over, unless they look at its page first."""
    waited: list[int] = request.session.get(WAITED_FOR, [])
    request.session[WAITED_FOR] = [*(pk for pk in waited if pk != job.pk), job.pk][-MOST:]


def seen(request: HttpRequest, job: Job | None) -> bool:
    """The person looks at the page of this job: when it is over there is nothing more to tell elsewhere.
    Whether this is the first they see of it."""
    waited: list[int] = request.session.get(WAITED_FOR, [])
    if job is None or not job.is_over or job.pk not in waited:
        return False
    _keep(request, [pk for pk in waited if pk != job.pk])
    return True


def waits(request: HttpRequest) -> bool:
    # A page of an error may be made before there is a session.
    return hasattr(request, "session") and bool(request.session.get(WAITED_FOR))


def tell(request: HttpRequest) -> int:
    """Puts a message of each job that is over before the person, once. How many. Three queries at most."""
    waited: list[int] = request.session.get(WAITED_FOR, [])
    if not waited:
        return 0
    over = list(Job.objects.filter(pk__in=waited, state__in=OVER).order_by("pk"))
    if over:
        about = _about(over)
        for job in over:
            if job.pk in about:
                messages.add_message(request, *_words(job, about[job.pk]))
        _keep(request, [pk for pk in waited if pk not in {job.pk for job in over}])
    return len(over)


def finished_imports(request: HttpRequest) -> dict[str, bool]:
    """Context of every page: tells what has finished meanwhile, and whether there is more to wait for.

    As late as this, so that the page of the import itself has said it first.
    """
    user = getattr(request, "user", None)  # error pages may be drawn before anybody was authenticated
    if not isinstance(user, User) or "HX-Request" in request.headers or not waits(request):
        return {}
    tell(request)
    return {"waits_for_imports": waits(request)}


def _keep(request: HttpRequest, waited: list[int]) -> None:
    if waited:
        request.session[WAITED_FOR] = waited
    else:
        del request.session[WAITED_FOR]


def _about(jobs: list[Job]) -> dict[int, Upload | Batch]:
    """The row each job is about, by the job's id; nothing for one that is gone."""
    of_batches = [job for job in jobs if job.kind in UNDOING]
    of_uploads = [job for job in jobs if job.kind not in UNDOING]
    rows: dict[int, Upload | Batch] = {}
    for some, model in ((of_uploads, Upload), (of_batches, Batch)):
        found = model._default_manager.in_bulk([job.subject for job in some]) if some else {}
        rows |= {job.pk: found[job.subject] for job in some if job.subject in found}
    return rows


def _words(job: Job, about: Upload | Batch) -> tuple[int, SafeString]:
    """The level of the message, and what it says."""
    match about:
        case Upload():
            level, said = _outcome(job, about)
            url, name = reverse("values:upload", args=[about.pk]), about.file_name
        case Batch():
            level, said = _outcome_of_undoing(job, about)
            url, name = reverse("values:undo", args=[about.pk]), about.file_name or about.source
    return level, format_html('<a href="{}">{}</a> {}', url, name, said)


def _outcome_of_undoing(job: Job, batch: Batch) -> tuple[int, str]:
    if batch.undone_at:
        return messages.SUCCESS, _("er angret.")
    if job.state == Job.State.CANCELLED:
        return messages.INFO, _("er ikke angret, for angringen ble avbrutt. Verdiene står som før.")
    if job.found:
        return messages.WARNING, _("venter på svar fra deg før importen kan angres.")
    return messages.ERROR, _("ble ikke angret. Verdiene står som før.")


def _outcome(job: Job, upload: Upload) -> tuple[int, str]:
    if job.state == Job.State.CANCELLED:
        return messages.INFO, _("er avbrutt. Ingenting er lagret.")
    if job.state == Job.State.FAILED:
        return messages.ERROR, _("stoppet før det var ferdig. Ingenting er lagret.")
    if upload.batch_id and job.kind == COMMIT:
        return messages.SUCCESS, _("er lagret.")
    if job.kind == READ and upload.state == Upload.State.REFUSED:
        if "mapping" in upload.understood:
            return messages.WARNING, _("venter på svar fra deg før den kan leses.")
        return messages.WARNING, _("kan ikke brukes slik den er.")
    return messages.SUCCESS, _("er lest og venter på at du ser gjennom.")
