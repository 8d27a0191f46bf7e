from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models.document import Plan

BY: Any = {"null": True, "blank": True, "on_delete": models.SET_NULL, "related_name": "+"}


class Via(models.TextChoices):
    PAGE = "page", _("siden")
    API = "api", _("et program")
    FILE = "file", _("et regneark")
    VERSION = "version", _("en tidligere versjon")


class InCell(models.Model):
    """Something about a cell of a plan: `kind` and `row` say which row, `field` which cell, empty for the row
    itself. No foreign key: what was said of a row outlives it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="%(class)ss")
    kind = models.CharField(max_length=12)
    row = models.PositiveBigIntegerField()
    field = models.CharField(max_length=32, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        return f"{self.kind}-{self.row}-{self.field}"


class TellingChanges(models.Manager["Change"]):
    """Those after which something else stands there than before."""

    def get_queryset(self) -> models.QuerySet[Change]:
        return super().get_queryset().exclude(was=models.F("became"))


class Change(InCell):
    """What stood in a cell and what came to stand there. One person's changes of one cell within some minutes
    are one, and none if it ends where it began: that is only in `everything`, for those who saw it meanwhile.
    A row that came or went has a change of its own, without a field."""

    was = models.TextField(blank=True)
    became = models.TextField(blank=True)
    title = models.CharField(max_length=200, blank=True, help_text="What the row was called then.")
    via = models.CharField(max_length=8, choices=Via)
    began_at = models.DateTimeField()
    at = models.DateTimeField()

    objects = TellingChanges()
    everything = models.Manager["Change"]()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["plan", "-at"]), models.Index(fields=["kind", "row", "field", "-at"])]

    def __str__(self) -> str:
        return f"{self.address}: {self.was} → {self.became}"


class Proposal(InCell):
    """What somebody wrote where somebody else had written meanwhile. Kept until a person has chosen."""

    base = models.TextField(blank=True)
    text = models.TextField(blank=True)
    via = models.CharField(max_length=8, choices=Via)
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.address}: {self.text}"


class Comment(InCell):
    """Said about a cell, or in answer to what was."""

    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    text = models.TextField(max_length=4000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:80]


class Version(models.Model):
    """The whole plan as it was sent for approval, and what came of that. Never changed afterwards."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("venter på godkjenning")
        APPROVED = "approved", _("godkjent")
        REJECTED = "rejected", _("sendt tilbake")
        WITHDRAWN = "withdrawn", _("trukket tilbake")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.SUBMITTED)
    submitted_at = models.DateTimeField(auto_now_add=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    message = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, **BY)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="version_once_per_plan"),
            models.CheckConstraint(
                condition=~models.Q(state="rejected") | ~models.Q(reason=""), name="rejection_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.number}"
