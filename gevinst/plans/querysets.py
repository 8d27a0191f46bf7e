"""Named reads of plans. Only the gate may start from them in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Count, QuerySet

if TYPE_CHECKING:
    from gevinst.plans.models import Benefit, Plan


class PlanQuerySet(QuerySet["Plan"]):
    def with_actor(self) -> Self:
        return self.select_related("actor")

    def with_counts(self) -> Self:
        return self.annotate(
            benefit_count=Count("benefits", distinct=True),
            action_count=Count("benefits__actions", distinct=True),
        )


class BenefitQuerySet(QuerySet["Benefit"]):
    def for_overview(self) -> Self:
        """All a page of benefits shows, in a constant number of queries."""
        return self.select_related("indicator", "goal", "plan", "plan__actor", "category").prefetch_related(
            "contributions__actor", "contributions__milestones", "actions", "indicator__terms"
        )
