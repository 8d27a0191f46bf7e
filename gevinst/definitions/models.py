from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models import Benefit
from indicators.catalogue.models import IndicatorVersion


class DefinitionAnswer(models.Model):
    """What holds for a benefit after its indicator was defined anew: said once for each new definition."""

    class Answer(models.TextChoices):
        HOLDS = "holds", _("Nullpunktet gjelder fortsatt")
        REMEASURED = "remeasured", _("Nullpunktet er målt på nytt")
        OLD = "old", _("Vi følger den gamle definisjonen videre")

    benefit = models.ForeignKey(Benefit, on_delete=models.CASCADE, related_name="definition_answers")
    was = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="+")
    became = models.ForeignKey(IndicatorVersion, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(answer="old") | ~models.Q(reason=""), name="old_definition_has_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.benefit}: {self.was.number} → {self.became.number}, {self.answer}"
