from __future__ import annotations

from django.conf import settings
from django.db import models


class RememberedMapping(models.Model):
    """How a person said that files with certain headings are to be read.

    `mapping` is a Mapping as data, without what holds for one file only: its constants and its rows.
    """

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64, help_text="Of the headings, whatever periods they name.")
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "fingerprint"], name="remembered_once_per_sender")
        ]
        ordering = ["-used_at"]

    def __str__(self) -> str:
        return f"{self.sender_id}: {self.fingerprint[:8]}"
