from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from indicators.actors.models import Actor
from indicators.catalogue.models import Term


class Programme(models.Model):
    """What an actor has said of its own start. One per actor, made when the first answer is saved.

    `revisions` counts the savings of each part, so that two people may answer different tasks at once.
    """

    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="programme")
    go_live = models.DateField(null=True, blank=True)
    network = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    no_network = models.BooleanField(default=False, help_text="They go without one, for now.")
    services = models.ManyToManyField(Term, related_name="+", limit_choices_to={"kind": "service"})
    goals = models.ManyToManyField(Term, related_name="+", limit_choices_to={"kind": "goal"})
    workshop_on = models.DateField(
        null=True, blank=True, help_text="The first workshop, where it is on paper."
    )
    baseline_lead = models.CharField(max_length=120, blank=True, help_text="Role that sees to the baselines.")
    baseline_note = models.TextField(blank=True)
    revisions: models.JSONField[Any, Any] = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.actor}"

    def revision_of(self, part: str) -> int:
        return int(self.revisions.get(part, 0))
