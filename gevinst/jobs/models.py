from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """Work to be done outside the request. The row is the truth; a message only wakes somebody to look at it.

    `token` counts takeovers: a worker whose lease was taken over holds an old token and can no longer finish.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("venter")
        RUNNING = "running", _("pågår")
        DONE = "done", _("ferdig")
        FAILED = "failed", _("feilet")
        CANCELLED = "cancelled", _("avbrutt")

    kind = models.CharField(max_length=40)
    subject = models.PositiveBigIntegerField(help_text="Id of the row the job is about.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    found = models.JSONField(
        null=True, blank=True, help_text="What stood in the way, for the page that asks about it."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True, help_text="When it was last taken.")
    finished_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_open_job_per_subject",
            )
        ]
        indexes = [models.Index(fields=["state", "lease_until"])]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}
