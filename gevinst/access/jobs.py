"""Mails are sent outside the request: a slow mail server holds nobody, nor tells who has an account."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gevinst.access import mail
from gevinst.access.models import RoleAssignment, User
from gevinst.jobs.lease import JobProblem, Lease
from gevinst.reminders.sending import language_of


def invite(subject: int, lease: Lease) -> str:
    """`subject` is a role. One that has been ended meanwhile is not told of."""
    held = RoleAssignment.objects.valid_on(timezone.localdate()).filter(pk=subject, user__is_active=True)
    found = held.select_related("user", "actor", "given_by").first()
    if found is not None:
        with translation.override(language_of(found.user)):
            _send(mail.invitation(found))
    return _("Sendt.")


def reset(subject: int, lease: Lease) -> str:
    """`subject` is a user, or nobody: an address nobody has."""
    user = User.objects.filter(pk=subject, is_active=True).first()
    if user is not None and user.has_usable_password():
        with translation.override(language_of(user)):
            _send(mail.reset(user))
    return _("Sendt.")


def _send(message: EmailMessage) -> None:
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise JobProblem(_("E-posten kom ikke fram. Prøv igjen om litt.")) from error
