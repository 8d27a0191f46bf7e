"""How long work will still take, in words - said only once enough of it has been seen to know."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gevinst.jobs import live
from gevinst.jobs.lease import Progress
from gevinst.jobs.models import Job
from gevinst.values.uploads import COMMIT

SEEN_FOR = 3.0
SEEN_SHARE = 0.05
KEPT = 3600


def remaining_words(job: Job, progress: Progress) -> str:
    """«Omtrent to minutter igjen», or nothing while it cannot be known.

    The pace is that since the progress was first asked for; work before that may have been of another kind.
    """
    if not 0 < progress.done < progress.total:
        return ""
    now = time.time()
    key = f"import-pace-{job.pk}-{job.token}-{progress.total}"
    done, since = cache.get_or_set(key, (progress.done, now), KEPT) or (progress.done, now)
    seconds = remaining(progress.done - done, now - since, progress.total - progress.done)
    return "" if seconds is None else in_words(seconds)


def remaining(done: int, seconds: float, left: int) -> float | None:
    """Seconds left at the pace `done` in `seconds`; None when too little has been seen."""
    if seconds < SEEN_FOR or done <= 0 or done < SEEN_SHARE * (done + left):
        return None
    return left * seconds / done


def in_words(seconds: float) -> str:
    if seconds < 10:
        return _("Straks ferdig")
    if seconds < 45:
        return _("Under ett minutt igjen")
    minutes = math.ceil(seconds / 60 - 0.25)
    return ngettext("Omtrent %(n)s minutt igjen", "Omtrent %(n)s minutter igjen", minutes) % {"n": minutes}


@dataclass(frozen=True)
class ShownProgress:
    """`done` of `total` rows (0: nobody can tell); `doing`: what goes on where no number can say it;
    `remaining`: how long."""

    done: int
    total: int
    doing: str
    remaining: str


def progress_shown(job: Job) -> ShownProgress:
    """Of the lease when the work goes on in this process, else as last written by its heartbeat."""
    progress = live.progress_of(job)
    total = 0 if job.kind == COMMIT and not progress.done else progress.total
    return ShownProgress(progress.done, total, _doing(job, progress), remaining_words(job, progress))


def _doing(job: Job, progress: Progress) -> str:
    if job.state == Job.State.WAITING:
        return _("Andre importer er foran i køen. Den begynner av seg selv.")
    if job.kind == COMMIT and progress.done == 0:
        return _saving_since(job)
    if not 0 < progress.total <= progress.done:
        return ""
    if job.kind == COMMIT:
        return _("Alle verdiene er skrevet. Nå gjøres lagringen ferdig.")
    return _("Alle radene er lest. Nå sammenlignes de med det som står der fra før.")


def _saving_since(job: Job) -> str:
    """Large sets are written in one go, and nobody can say how far that has come."""
    if job.started_at is None:
        return _("Verdiene lagres samlet: alle eller ingen.")
    since = f"{timezone.localtime(job.started_at):%H.%M.%S}"
    return _("Verdiene lagres samlet: alle eller ingen. Det har pågått siden kl. %(since)s.") % {
        "since": since
    }
