"""Private addresses a calendar program subscribes to: made, taken back, and what they show."""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.plan_files.gathering import documents_of
from gevinst.plan_files.models import CalendarFeed
from gevinst.plan_files.writers.calendar import calendar_of


@transaction.atomic
def open_feed(*, user: User) -> str:
    """A new secret, known here and now only. The one before it no longer opens anything."""
    close_feeds(user=user)
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(user=user, digest=_digest(secret))
    return secret


@transaction.atomic
def close_feeds(*, user: User) -> int:
    """Takes back what is open. Returns how many there were."""
    return feeds_of(user).update(revoked_at=timezone.now())


def feeds_of(user: User) -> QuerySet[CalendarFeed]:
    """The open ones: never more than one."""
    return CalendarFeed.objects.filter(user=user, revoked_at=None)


def calendar_for(secret: str, *, root: str) -> bytes | None:
    """What its holder may read today. None for a secret that is unknown or taken back, and for somebody who
    may no longer read anything."""
    feed = CalendarFeed.objects.filter(digest=_digest(secret), revoked_at=None).select_related("user").first()
    if feed is None or not gate.own_actors(feed.user):
        return None
    _note_use(feed)
    documents = documents_of(gate.plans(feed.user), root=root)
    return calendar_of(documents, name=_("Gevinst: frister og milepæler"))


def _note_use(feed: CalendarFeed) -> None:
    today = timezone.localdate()
    if feed.last_used_on != today:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_on=today)


def _digest(secret: str) -> str:
    # 256 random bits need no slow hash; nobody can try them all.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
