"""Writes of reminders: what a person chose, and that a mail is being sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from gevinst.access.models import User
from gevinst.reminders.models import Digest, DigestChoice


@transaction.atomic
def choose(*, user: User, rhythm: str, language: str) -> DigestChoice:
    values = {"rhythm": DigestChoice.Rhythm(rhythm).value, "language": language}
    choice, _made = DigestChoice.objects.update_or_create(user=user, defaults=values)
    return choice


@transaction.atomic
def turn_off(*, user: User) -> None:
    DigestChoice.objects.update_or_create(user=user, defaults={"rhythm": DigestChoice.Rhythm.OFF})


@transaction.atomic
def begin(*, users: Iterable[User], day: date) -> list[Digest]:
    """A digest of the day for each, but for those that have one. Of two who begin at once, one gets it."""
    begun = []
    for user in users:
        digest, made = Digest.objects.get_or_create(user=user, day=day)
        if made:
            begun.append(digest)
    return begun


@transaction.atomic
def sent(*, digest: Digest) -> None:
    Digest.objects.filter(pk=digest.pk).update(sent_at=timezone.now())


@transaction.atomic
def not_sent(*, digest: Digest) -> None:
    """The mail server refused it: nothing went out, and the next run may try."""
    Digest.objects.filter(pk=digest.pk, sent_at=None).delete()
