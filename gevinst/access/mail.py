"""The mails of access: plain text, one link, and no word that another has written."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.access.links import INVITATION, RESET, path_for
from gevinst.access.models import RoleAssignment, User

HEADERS = {"Auto-Submitted": "auto-generated"}


def invitation(assignment: RoleAssignment) -> EmailMessage:
    """In the language of the moment. Who has been here before is only told of the role."""
    user = assignment.user
    path = reverse("home") if user.has_come_in else path_for(user, INVITATION)
    subject = _("Du har fått tilgang til Gevinst")
    context = {"assignment": assignment, "url": _base() + path, "days": INVITATION.lasts.days}
    return _mail(user, subject, "access/mail/invitation.txt", context)


def reset(user: User) -> EmailMessage:
    url = _base() + path_for(user, RESET)
    return _mail(user, _("Nytt passord i Gevinst"), "access/mail/reset.txt", {"url": url})


def _base() -> str:
    return str(settings.PUBLIC_URL).rstrip("/")


def _mail(user: User, subject: str, template: str, context: dict[str, object]) -> EmailMessage:
    return EmailMessage(subject, render_to_string(template, context), to=[user.email], headers=HEADERS)
