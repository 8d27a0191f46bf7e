"""Nightly work on plans."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from gevinst.jobs.lease import Lease
from gevinst.plans import bin

KEPT = timedelta(days=30)


def empty_bin(subject: int, lease: Lease) -> str:
    """Removes for good what has been in the bin for so long."""
    with lease.atomic():
        removed = bin.empty(timezone.now() - KEPT)
    words = ngettext("Papirkurven: %(n)s rad fjernet.", "Papirkurven: %(n)s rader fjernet.", removed)
    return words % {"n": removed}
