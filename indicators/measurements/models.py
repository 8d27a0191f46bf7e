from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.actors.models import Actor
from indicators.catalogue.models import Category, Indicator
from indicators.measurements import among  # noqa: F401 - a lookup of every field
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.querysets import MeasurementQuerySet
from indicators.measurements.values import Reason, Status


class Breakdown(models.Model):
    """A set of categories, at most one per dimension. The empty set, key "", is the explicit "all"."""

    key = models.CharField(max_length=200, unique=True, blank=True)
    categories = models.ManyToManyField(Category, related_name="breakdowns")

    def __str__(self) -> str:
        return self.key or "alle"

    def parts(self) -> dict[str, str]:
        """Category code by dimension, read from the key."""
        return dict(part.split("=", 1) for part in self.key.split("|") if part)


class Batch(models.Model):
    """Values that came in together, and from where: the trail of every figure ends here."""

    class Origin(models.TextChoices):
        FILE = "file", "fil"
        MANUAL = "manual", "ført for hånd"
        REFERENCE = "reference", "referansedata"
        EXAMPLE = "example", "eksempeldata"
        UNDO = "undo", "angret"

    origin = models.CharField(max_length=10, choices=Origin)
    source = models.CharField(max_length=200)
    file_name = models.CharField(max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_example = models.BooleanField(
        default=False, help_text="Made-up figures, labelled so wherever they show."
    )
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    new_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0)
    same_count = models.PositiveIntegerField(default=0)
    rejected_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["digest"])]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.file_name or self.source} ({self.pk})"


class Figure(models.Model):
    """A number, or the reason there is none. Floats: counts are exact to 2⁵³; half-up rounding at display."""

    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    stated = models.FloatField(
        null=True, help_text="The figure as its source printed it, when the parts are unknown."
    )
    reason = models.CharField(
        max_length=12, blank=True, choices=[(r.value, r.value) for r in Reason if r.value]
    )
    status = models.CharField(
        max_length=12, default=Status.FINAL, choices=[(s.value, s.value) for s in Status]
    )
    as_of = models.DateField(null=True)

    class Meta:
        abstract = True


class Key(models.Model):
    """What a figure is about. period_kind and period_start together are a Period.

    The indexes of each table begin with the indicator, and nothing is looked up by actor or breakdown alone:
    one for each would only make imports slower. So would the database's own check of every row's keys:
    whoever writes holds what is named, once (docs/decisions/0007).
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    period_kind = models.CharField(max_length=1, choices=[(k.value, k.name.lower()) for k in PeriodKind])
    period_start = models.DateField()
    breakdown = models.ForeignKey(
        Breakdown, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)


KEY = ("indicator", "actor", "period_kind", "period_start", "breakdown")
FIGURE = ("numerator", "denominator", "stated", "reason", "status", "as_of")


class Measurement(Key, Figure):
    """The current figure of a key. `row` is the line the file showed it on, 1-based, header included."""

    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="measurements", db_index=False, db_constraint=False
    )
    row = models.PositiveIntegerField(null=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "actor", "period_kind", "period_start", "breakdown"],
                name="measurement_once_per_key",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=False) | Q(stated__isnull=False) | ~Q(reason=""),
                name="measurement_is_number_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(as_of__isnull=False) | ~Q(status="partial"), name="measurement_partial_has_date"
            ),
        ]
        indexes = [
            # Who has figures of which periods is answered by the index alone, where the database can: the
            # rows of one indicator lie far apart.
            models.Index(
                fields=["indicator", "period_kind", "period_start", "actor"],
                include=["breakdown", "status", "numerator"],
                name="measurement_by_period",
            ),
            models.Index(fields=["batch"]),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.actor_id} {self.period.code}"


class EarlierMeasurement(Key, Figure):
    """A figure that was current until `replaced_by` (a batch) changed or withdrew it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    row = models.PositiveIntegerField(null=True)
    replaced_by = models.ForeignKey(
        Batch, on_delete=models.PROTECT, related_name="replaced", db_index=False, db_constraint=False
    )
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["indicator", "actor", "period_start"]),
            models.Index(fields=["replaced_by"]),
        ]
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.actor_id} {self.period.code} før {self.replaced_by_id}"


def key_date(period: Period) -> tuple[str, date]:
    return period.kind.value, period.start
