"""The nightly job that makes the reviews that are due."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.jobs.lease import Lease
from gevinst.reviews.preparing import PORTION, prepare_these, wanted_on


def prepare(subject: int, lease: Lease) -> str:
    """A portion at a time, each in its own transaction. May be interrupted and run again at any time."""
    wanted, made = wanted_on(timezone.localdate()), 0
    for start in range(0, len(wanted), PORTION):
        with lease.atomic():
            made += prepare_these(wanted[start : start + PORTION])
        lease.progress(start, len(wanted))
    return _("Klargjort: %(n)s oppfølginger.") % {"n": made}
