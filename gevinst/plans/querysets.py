"""Named reads of plans. Only the gate may start from them in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch, QuerySet

if TYPE_CHECKING:
    from gevinst.plans.models import Benefit  # noqa: F401 - the base class names it


class BenefitQuerySet(QuerySet["Benefit"]):
    def for_overview(self) -> Self:
        """All a page of benefits shows, in five queries."""
        from gevinst.plans.models import Contribution

        with_own_actor = Prefetch("contributions", Contribution.objects.select_related("actor"))
        return self.select_related("indicator", "goal", "plan", "plan__actor", "category").prefetch_related(
            with_own_actor, "contributions__milestones", "actions", "indicator__terms"
        )
