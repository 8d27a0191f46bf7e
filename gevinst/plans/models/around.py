from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models.document import Benefit, Binnable
from gevinst.plans.querysets import Kept
from indicators.catalogue.models import Indicator


class OneToFive(models.IntegerChoices):
    VERY_LOW = 1, _("1 – svært lav")
    LOW = 2, _("2 – lav")
    MIDDLE = 3, _("3 – middels")
    HIGH = 4, _("4 – høy")
    VERY_HIGH = 5, _("5 – svært høy")


class Risk(Binnable):
    """What may keep a benefit from coming."""

    HIGH, MIDDLE = 12, 6

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="risks")
    title = models.CharField(max_length=200)
    probability = models.PositiveSmallIntegerField(choices=OneToFive, null=True, blank=True)
    consequence = models.PositiveSmallIntegerField(choices=OneToFive, null=True, blank=True)
    mitigation = models.TextField(blank=True)
    owner_title = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=1)

    everything = models.Manager()
    objects = Kept["Risk"]()

    class Meta:
        default_manager_name = "objects"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def size(self) -> int | None:
        """Probability times consequence, 1 to 25."""
        if self.probability is None or self.consequence is None:
            return None
        return self.probability * self.consequence

    @property
    def level(self) -> str:
        """high, middle, low; empty while it is not assessed."""
        if self.size is None:
            return ""
        return "high" if self.size >= self.HIGH else "middle" if self.size >= self.MIDDLE else "low"

    @property
    def level_words(self) -> str:
        return {"high": gettext("høy"), "middle": gettext("middels"), "low": gettext("lav")}.get(
            self.level, ""
        )

    @property
    def size_words(self) -> str:
        """«høy, 4 × 4 = 16»."""
        if self.size is None:
            return ""
        return f"{self.level_words}, {self.probability} × {self.consequence} = {self.size}"


class Disbenefit(Binnable):
    """What gets worse for somebody when the benefit comes. Its balancing indicator tells whether it did."""

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="disbenefits")
    title = models.CharField(max_length=200)
    affected = models.CharField(max_length=160, blank=True, help_text="Who notices it.")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    tolerated = models.FloatField(
        null=True, blank=True, help_text="Percent of its value at the nullpunkt that it may get worse."
    )
    mitigation = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    everything = models.Manager()
    objects = Kept["Disbenefit"]()

    class Meta:
        default_manager_name = "objects"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
