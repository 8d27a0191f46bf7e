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
from gevinst.values.uploads import COMMIT, UNDOING
from indicators.statistics.rounding import format_number

SEEN_FOR = 3.0
SEEN_SHARE = 0.05
KEPT = 3600
# What shows nothing of it before all is there.
TOGETHER = (COMMIT, *UNDOING)


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
    """`done` of `total` (0: nobody can tell); `words`: the same, or what goes on where no number can say it,
    and how long it will take."""

    done: int
    total: int
    words: str


def progress_shown(job: Job) -> ShownProgress:
    """Of the lease when the work goes on in this process, else as last written by its heartbeat."""
    progress = live.progress_of(job)
    total = 0 if job.kind in TOGETHER and not progress.done else progress.total
    words = [_doing(job, progress) or _so_far(job, progress), remaining_words(job, progress)]
    return ShownProgress(progress.done, total, " · ".join(filter(None, words)))


def _so_far(job: Job, progress: Progress) -> str:
    done, total = format_number(progress.done), format_number(progress.total)
    if job.kind in TOGETHER:
        return _("%(done)s av %(total)s verdier") % {"done": done, "total": total}
    if not progress.total:
        return _("Åpner filen …")
    return _("%(done)s av %(total)s rader") % {"done": done, "total": total}


def _doing(job: Job, progress: Progress) -> str:
    """What no number can say; empty where one can."""
    if job.state == Job.State.WAITING:
        if job.kind in UNDOING:
            return _("Annet arbeid er foran i køen. Angringen begynner av seg selv.")
        return _("Andre importer er foran i køen. Den begynner av seg selv.")
    if job.kind == COMMIT and progress.done == 0:
        return _together_since(job, _("Verdiene lagres samlet: alle eller ingen."))
    if job.kind in UNDOING and progress.done == 0:
        return _together_since(job, _("Verdiene settes tilbake samlet: alle eller ingen."))
    if not 0 < progress.total <= progress.done:
        return ""
    if job.kind == COMMIT:
        return _("Alle verdiene er skrevet. Nå gjøres lagringen ferdig.")
    if job.kind in UNDOING:
        return _("Alle verdiene er satt tilbake. Nå gjøres angringen ferdig.")
    return _("Alle radene er lest. Nå sammenlignes de med det som står der fra før.")


def _together_since(job: Job, together: str) -> str:
    """Large sets are written in one go, and nobody can say how far that has come."""
    if job.started_at is None:
        return together
    at = f"{timezone.localtime(job.started_at):%H.%M.%S}"
    since = _("Det har pågått siden kl. %(since)s.") % {"since": at}
    return f"{together} {since}"
