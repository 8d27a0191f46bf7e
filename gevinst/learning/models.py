from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from gevinst.plans.models import Action, Plan

# What is shown of a shared plan: what is only planned has taught nobody anything yet.
SHOWN = (Action.State.UNDER_WAY, Action.State.DONE)


class SharingConsent(models.Model):
    """That a plan's actions may be shown to other municipalities: from one moment until it is withdrawn.

    A plan without a row that stands shares nothing.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sharing_consents")
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(withdrawn_at=None), name="one_standing_consent_per_plan"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan}: {self.given_at:%d.%m.%Y}"
