"""The mail itself: plain text and simple HTML of the same, with a way out that needs no login."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext

from gevinst.access.models import User
from gevinst.reminders.reminder import Reminder

SALT = "gevinst.reminders.unsubscribe"
DUMMY = "django.core.mail.backends.dummy.EmailBackend"


def is_set_up() -> bool:
    """Whether mail leaves this installation at all."""
    return str(settings.EMAIL_BACKEND) != DUMMY


def token_for(user: User) -> str:
    """Ends mails to this user and does nothing else. Never grows old: a mail may be opened years later."""
    return signing.dumps(user.pk, salt=SALT)


def user_of(token: str) -> User | None:
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk).first()


def digest_mail(user: User, found: Sequence[Reminder]) -> EmailMultiAlternatives:
    """In the language of the moment."""
    base = settings.PUBLIC_URL.rstrip("/")
    leave = base + reverse("reminders:unsubscribe", args=[token_for(user)])
    by_name = sorted(found, key=lambda each: each.actor_name)
    groups = [(name, list(some)) for name, some in groupby(by_name, key=lambda each: each.actor_name)]
    context = {
        "groups": groups,
        "count": len(found),
        "base": base,
        "list_url": base + reverse("reminders:list"),
        "settings_url": base + reverse("reminders:settings"),
        "leave_url": leave,
    }
    subject = ngettext("%(n)s påminnelse fra Gevinst", "%(n)s påminnelser fra Gevinst", len(found))
    message = EmailMultiAlternatives(
        subject % {"n": len(found)},
        render_to_string("reminders/mail.txt", context),
        to=[user.email],
        headers={
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("reminders/mail.html", context), "text/html")
    return message
