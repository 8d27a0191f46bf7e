"""The nightly job that sends the mails of the day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from gevinst.jobs.lease import Lease
from gevinst.reminders import mail
from gevinst.reminders.sending import send


def send_digests(subject: int, lease: Lease) -> str:
    """May be interrupted and run again: whoever has got the mail of the day gets no other."""
    if not mail.is_set_up():
        return _("E-post er ikke satt opp. Ingen sammendrag er sendt.")
    return _("Sendt: %(n)s sammendrag.") % {"n": send(going_on=lease.progress)}
