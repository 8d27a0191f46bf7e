from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.models import Benefit, Contribution
from gevinst.reviews.querysets import ReviewQuerySet
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import Point

# What an owner has to explain; the rest can be confirmed as it stands.
DEVIATING = frozenset(
    {
        AttainmentStatus.BEHIND,
        AttainmentStatus.WRONG_DIRECTION,
        AttainmentStatus.MISSING_MEASUREMENT,
        AttainmentStatus.MISSING_AMBITION,
    }
)


class Review(models.Model):
    """How a contribution stood in one period, as the figures were when it was prepared.

    `was`: the status at the last review that was answered. `series`: the last values, oldest first; `limits`:
    lower and upper, or nothing. Values are in the indicator's unit.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="reviews")
    period_kind = models.CharField(max_length=1)
    period_start = models.DateField()
    due = models.DateField()
    prepared_at = models.DateTimeField()

    status = models.CharField(max_length=26)
    was = models.CharField(max_length=26, blank=True)
    value = models.FloatField(null=True, blank=True)
    value_kind = models.CharField(max_length=1, blank=True)
    value_start = models.DateField(null=True, blank=True)
    value_months = models.PositiveSmallIntegerField(default=0)
    baseline = models.FloatField(null=True, blank=True)
    target = models.FloatField(null=True, blank=True)
    expected = models.FloatField(null=True, blank=True)
    percent = models.FloatField(null=True, blank=True)
    series = models.JSONField(default=list)
    limits = models.JSONField(default=list)
    is_example = models.BooleanField(default=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-due", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "period_kind", "period_start"], name="review_once_per_period"
            )
        ]
        indexes = [models.Index(fields=["contribution", "-due"])]

    def __str__(self) -> str:
        return f"{self.contribution}, {self.period.code}"

    @property
    def benefit(self) -> Benefit:
        return self.contribution.benefit

    @property
    def period(self) -> Period:
        return Period(PeriodKind(self.period_kind), self.period_start)

    @property
    def stands(self) -> AttainmentStatus:
        return AttainmentStatus(self.status)

    @property
    def measured(self) -> Point | None:
        """What the value is of, so that it can be named."""
        if self.value_start is None:
            return None
        period = Period(PeriodKind(self.value_kind), self.value_start)
        return Point(period=period, months=self.value_months or 1)

    @property
    def deviates(self) -> bool:
        return self.stands in DEVIATING

    @property
    def needs_cause(self) -> bool:
        """Of a deviation one says why; an ambition that is not set is only to be set."""
        return self.deviates and self.stands is not AttainmentStatus.MISSING_AMBITION

    @property
    def newly_reached(self) -> bool:
        return self.stands is AttainmentStatus.REACHED and self.was != AttainmentStatus.REACHED

    @property
    def fell_back(self) -> bool:
        """Was reached the last time, and is not any more."""
        return self.was == AttainmentStatus.REACHED and self.stands is not AttainmentStatus.REACHED

    @property
    def latest(self) -> ReviewAnswer | None:
        """The answer that holds. Expects answers loaded, oldest first."""
        answers = list(self.answers.all())
        return answers[-1] if answers else None

    @property
    def revision(self) -> int:
        """How many answers there are: what an answer says it was written after."""
        return self.latest.number if self.latest else 0

    def is_late(self, today: date) -> bool:
        return self.latest is None and self.due < today


class ReviewAnswer(models.Model):
    """What was said and decided. The last one holds; earlier ones stay to be read."""

    class Cause(models.TextChoices):
        ACTION_LATE = "action_late", _("Tiltaket er forsinket")
        ACTION_WEAK = "action_weak", _("Tiltaket virker ikke som ventet")
        CAPACITY = "capacity", _("Mangler folk eller tid")
        FUNCTIONALITY = "functionality", _("Funksjonalitet mangler eller svikter")
        MEASURING = "measuring", _("Målingen mangler eller er usikker")
        OUTSIDE = "outside", _("Forhold utenfor tjenesten")
        CHANCE = "chance", _("Vanlig variasjon")
        OTHER = "other", _("Annet")

    class Decision(models.TextChoices):
        CONTINUE = "continue", _("Fortsett som planlagt")
        ADJUST = "adjust", _("Juster tiltaket")
        NEW_ACTION = "new_action", _("Nytt tiltak")
        RESET = "reset", _("Sett ny ambisjon")
        END = "end", _("Avslutt oppfølgingen")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    cause = models.CharField(max_length=14, choices=Cause, blank=True)
    cause_text = models.CharField(max_length=300, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.CONTINUE)
    comment = models.TextField(blank=True)
    more = models.BooleanField(default=False, help_text="There is more to realise.")

    class Meta:
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="answer_once_per_number")]

    def __str__(self) -> str:
        return f"{self.review}: {self.decision}"
