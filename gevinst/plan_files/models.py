from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Plan


class CalendarFeed(models.Model):
    """Lets a calendar program, which cannot log in, read what is due for one person. Only the digest of the
    secret in its address is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.created_at:%d.%m.%Y}"


class ReturnedFile(models.Model):
    """A spreadsheet of a plan that came back. What it wants changed waits here until somebody has looked.

    `cells`: those that are not as they were when the file was made: [{sheet, row, column, address, stood,
    text}]. `notes`: what could not be read: [{sheet, row, column, what, text}]. `outcome`: what became of the
    cells, as they were numbered. Nothing of the file itself is kept.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("venter")
        SAVED = "saved", _("lagret")
        DROPPED = "dropped", _("forkastet")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    cells = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class MadeFile(models.Model):
    """A file of a plan too large to be made while somebody waits for the page. `content` is None until a job
    has made it. `language` and `root`: in what language, and from where on the web, it was asked for."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=8)
    language = models.CharField(max_length=8)
    root = models.CharField(max_length=200)
    name = models.CharField(max_length=120, blank=True)
    content = models.BinaryField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name or self.form
