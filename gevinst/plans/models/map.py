from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gevinst.plans.models.document import Benefit, Binnable, Plan
from gevinst.plans.querysets import Kept

END: Any = {"null": True, "blank": True, "on_delete": models.CASCADE}


class Enabler(Binnable):
    """What a benefit comes from, in the gevinstkart: functionality, or a change in how one works."""

    class Sort(models.TextChoices):
        FUNCTIONALITY = "functionality", _("funksjonalitet")
        CHANGE = "change", _("endring")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="enablers")
    sort = models.CharField(max_length=13, choices=Sort, default=Sort.FUNCTIONALITY)
    title = models.CharField(max_length=160)
    owner_title = models.CharField(max_length=120, blank=True)
    ready = models.DateField(null=True, blank=True, help_text="When it is in use.")
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)

    everything = models.Manager()
    objects = Kept["Enabler"]()

    class Meta:
        default_manager_name = "objects"
        ordering = ["sort", "pk"]

    def __str__(self) -> str:
        return self.title


class Dependency(Binnable):
    """An arrow of the gevinstkart: `after` builds on `before`, each an enabler or a benefit of the plan.

    An end that is not chosen yet is empty.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="dependencies")
    before_enabler = models.ForeignKey(Enabler, related_name="leads_to", **END)
    before_benefit = models.ForeignKey(Benefit, related_name="leads_to", **END)
    after_enabler = models.ForeignKey(Enabler, related_name="builds_on", **END)
    after_benefit = models.ForeignKey(Benefit, related_name="builds_on", **END)
    note = models.CharField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    everything = models.Manager()
    objects = Kept["Dependency"]()

    class Meta:
        default_manager_name = "objects"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(before_enabler=None) | Q(before_benefit=None), name="dependency_one_before"
            ),
            models.CheckConstraint(
                condition=Q(after_enabler=None) | Q(after_benefit=None), name="dependency_one_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before or '–'} → {self.after or '–'}"

    @property
    def before(self) -> Enabler | Benefit | None:
        return self.before_enabler or self.before_benefit

    @property
    def after(self) -> Enabler | Benefit | None:
        return self.after_enabler or self.after_benefit
