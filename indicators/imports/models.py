from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from indicators.catalogue.models import Indicator
from indicators.imports.kept import Decoder, Encoder, MessageField
from indicators.measurements.models import Batch, Breakdown, Figure


class Upload(models.Model):
    """A file on its way to becoming values. Its rows are staged for preview; nothing counts before commit."""

    class State(models.TextChoices):
        RECEIVED = "received", _("mottatt")
        READING = "reading", _("leses")
        READY = "ready", _("klar til gjennomgang")
        REFUSED = "refused", _("avvist")
        COMMITTING = "committing", _("lagres")
        COMMITTED = "committed", _("lagret")
        CANCELLED = "cancelled", _("avbrutt")

    file = models.FileField(upload_to="imports/%Y/%m/")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    source = models.CharField(max_length=200, blank=True)
    is_example = models.BooleanField(default=False)
    indicator = models.ForeignKey(
        Indicator,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The indicator of the whole file, when no column names it.",
    )
    layout = models.CharField(max_length=20, blank=True)
    options = models.JSONField(default=dict, blank=True)
    allowed_actors = models.JSONField(
        null=True, blank=True, help_text="Ids of the actors this sender may register for; null means all."
    )
    understood = models.JSONField(
        default=dict,
        blank=True,
        encoder=Encoder,
        decoder=Decoder,
        help_text="What was read: sheet, header row, columns.",
    )
    state = models.CharField(max_length=12, choices=State, default=State.RECEIVED)
    problem = MessageField(blank=True)
    batch = models.OneToOneField(
        Batch, null=True, blank=True, on_delete=models.SET_NULL, related_name="upload"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name


class StagedValue(Figure):
    """One value of the file as it was understood, with what will happen to it.

    `row` and `column` are as the spreadsheet shows them. A rejected one lacks the ids that were not found,
    and `faults` holds every fault as [column, value, message]; `column`, `raw` and `message` repeat the
    first. Written and read in bulk, then thrown away: ids are plain and unindexed, and PostgreSQL does not
    log the table. Of values that are the same as before, or new, only the first ones are here.
    """

    class Outcome(models.TextChoices):
        NEW = "new", _("ny")
        CHANGED = "changed", _("endret")
        SAME = "same", _("uendret")
        REJECTED = "rejected", _("avvist")

    upload = models.ForeignKey(
        Upload, on_delete=models.CASCADE, related_name="staged", db_index=False, db_constraint=False
    )
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    raw = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    message = MessageField(blank=True)
    faults = models.JSONField(null=True, encoder=Encoder, decoder=Decoder)
    indicator = models.ForeignKey(
        Indicator, null=True, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    actor = models.ForeignKey(
        "actors.Actor",
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    period_kind = models.CharField(max_length=1, blank=True)
    period_start = models.DateField(null=True)
    breakdown = models.ForeignKey(
        Breakdown, null=True, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        indexes = [models.Index(fields=["upload", "outcome", "row"])]
        ordering = ["row", "pk"]

    def __str__(self) -> str:
        return f"rad {self.row}: {self.outcome}"


class PackedValues(models.Model):
    """New values of a file beyond the first, many to a row: `lists` is JSON with what they are few of, and
    `arrays` the rest, as bytes. PostgreSQL does not log the table, nor look for something to compress in it.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="packed", db_constraint=False)
    count = models.PositiveIntegerField()
    lists = models.TextField()
    arrays = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.count} verdier"
