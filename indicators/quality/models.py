from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Breakdown
from indicators.measurements.periods import Period, PeriodKind
from indicators.quality.checks import check_for
from indicators.quality.found import Words
from indicators.quality.querysets import FindingQuerySet
from indicators.quality.rules import Severity
from indicators.quality.words import how_likely


class Finding(models.Model):
    """What a check found: of the stored values, or, with an `upload`, of those of a file not yet saved.

    `about` is the same for the same check, key and figures. `parts` is what the message is made of. Closed
    when it is no longer found; never deleted but with its upload.
    """

    check_code = models.CharField(max_length=20)
    severity = models.CharField(max_length=8, choices=Severity)
    likelihood = models.FloatField(help_text="From 0 to 1 that something is wrong.")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    period_kind = models.CharField(max_length=1, choices=[(k.value, k.name.lower()) for k in PeriodKind])
    period_start = models.DateField()
    breakdown = models.ForeignKey(Breakdown, on_delete=models.CASCADE, related_name="+", db_index=False)
    about = models.CharField(max_length=32)
    parts = models.JSONField(default=dict)
    upload = models.PositiveBigIntegerField(
        null=True, help_text="The id of the upload whose values are not yet saved."
    )
    found_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about"], condition=Q(upload=None, closed_at=None), name="finding_open_once"
            ),
            models.UniqueConstraint(
                fields=["upload", "about"], condition=Q(upload__isnull=False), name="finding_once_per_upload"
            ),
        ]
        indexes = [models.Index(fields=["actor"], condition=Q(closed_at=None), name="finding_open_by_actor")]
        ordering = ["severity", "-likelihood", "-period_start", "pk"]

    def __str__(self) -> str:
        return f"{self.check_code}: {self.indicator_id} {self.actor_id} {self.period.code}"

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)

    @property
    def check_name(self) -> str:
        return str(check_for(self.check_code).name)

    @property
    def words(self) -> Words:
        """What, what was expected and what to do, in the reader's language."""
        return check_for(self.check_code).say(self.parts, self.indicator)

    @property
    def is_blocking(self) -> bool:
        return self.severity == Severity.BLOCKING

    @property
    def how_likely(self) -> str:
        """Empty for what cannot be true: then there is no doubt."""
        return "" if self.is_blocking else how_likely(self.likelihood)


class Answer(models.Model):
    """What somebody said of a finding. The latest one holds, as long as the figures stand."""

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("stemmer")
        TO_CORRECT = "to_correct", _("skal rettes")

    about = models.CharField(max_length=32, db_index=True)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.about}"
