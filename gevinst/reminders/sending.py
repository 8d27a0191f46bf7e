"""Who gets a mail today, and that each gets it once."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from smtplib import SMTPException

from django.db.models import Q
from django.utils import timezone, translation

from gevinst.access.models import RoleAssignment, User
from gevinst.reminders import services
from gevinst.reminders.gathering import reminders_for
from gevinst.reminders.mail import digest_mail
from gevinst.reminders.models import Digest, DigestChoice

logger = logging.getLogger(__name__)
MONDAY = 0
PORTION = 200


def recipients(day: date) -> list[User]:
    """Active people with a role or a benefit of their own, whose rhythm has come. Example users have no mail.
    One query."""
    held = RoleAssignment.objects.valid_on(day).values("user")
    users = User.objects.filter(is_active=True, is_example=False)
    wanted = Q(digest_choice__rhythm=DigestChoice.Rhythm.DAILY)
    if day.weekday() == MONDAY:
        weekly = Q(digest_choice__rhythm=DigestChoice.Rhythm.WEEKLY)
        wanted |= weekly | Q(digest_choice=None)
    already = Digest.objects.filter(day=day).values("user")
    found = users.filter(wanted, pk__in=held).exclude(pk__in=already)
    return list(found.select_related("digest_choice").order_by("pk"))


def send(*, day: date | None = None, going_on: Callable[[int], None] = lambda done: None) -> int:
    """How many mails went out. Nobody gets an empty one, nor two of one day however often this is run."""
    day = day or timezone.localdate()
    by_language: dict[str, list[User]] = defaultdict(list)
    for user in recipients(day):
        by_language[language_of(user)].append(user)
    done = 0
    for language, users in by_language.items():
        with translation.override(language):
            for start in range(0, len(users), PORTION):
                for went in _sent(users[start : start + PORTION], day):
                    done += went
                    going_on(done)
    return done


def language_of(user: User) -> str:
    choice: DigestChoice | None = getattr(user, "digest_choice", None)
    return choice.language if choice else "nb"


def _sent(users: list[User], day: date) -> Iterator[bool]:
    found = reminders_for(users, day)
    for digest in services.begin(users=[user for user in users if found[user.pk]], day=day):
        try:
            digest_mail(digest.user, found[digest.user_id]).send()
        except (SMTPException, OSError) as error:
            logger.warning("the digest of user %s was not sent: %s", digest.user_id, type(error).__name__)
            services.not_sent(digest=digest)
            yield False
        else:
            services.sent(digest=digest)
            yield True
