from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DigestChoice(models.Model):
    """How often a user wants the mail with reminders, and in which language. Without a row: every week."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("Hver dag")
        WEEKLY = "weekly", _("Hver mandag")
        OFF = "off", _("Aldri")

    DEFAULT = Rhythm.WEEKLY

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice"
    )
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=DEFAULT)
    language = models.CharField(max_length=5, default="nb")

    def __str__(self) -> str:
        return f"{self.user}: {self.rhythm}"


class Digest(models.Model):
    """A mail of one day to one user. Made before it is sent: of two who send, one gets to make it.

    Without `sent_at` it was begun and never finished. It is not sent again: rather none that day than two.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_per_day")]

    def __str__(self) -> str:
        return f"{self.user}, {self.day}"
