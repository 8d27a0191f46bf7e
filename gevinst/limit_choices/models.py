from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator


class LimitChoice(models.Model):
    """How the limits of one indicator at one actor are counted, as somebody chose: anew from the month that
    begins on `since`, or without the widest jumps (`xmr.limits`, `screen`). Until it is withdrawn."""

    class Kind(models.TextChoices):
        NEW_LIMITS = "new_limits", _("Nye grenser")
        SCREEN = "screen", _("Uten uvanlige sprang")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    since = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "actor", "kind", "since"],
                condition=Q(withdrawn_at=None, since__isnull=False),
                name="new_limits_once_from_a_month",
            ),
            models.UniqueConstraint(
                fields=["indicator", "actor", "kind"],
                condition=Q(withdrawn_at=None, since=None),
                name="screen_chosen_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="screen", since=None)
                | (Q(kind="new_limits", since__isnull=False) & ~Q(reason="")),
                name="new_limits_have_month_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.actor}: {self.get_kind_display()}"
