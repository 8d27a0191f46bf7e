"""Named reads of plans. Only the gate may start from them in a view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db.models import Manager, Model, Prefetch, QuerySet

if TYPE_CHECKING:
    from gevinst.plans.models import Benefit  # noqa: F401 - the base class names it

R = TypeVar("R", bound=Model)


class Kept(Manager[R]):
    """Without what is in the bin."""

    def get_queryset(self) -> QuerySet[R]:
        return super().get_queryset().filter(binned_at=None)


class BenefitQuerySet(QuerySet["Benefit"]):
    def for_overview(self) -> Self:
        """All a page of benefits shows, in five queries."""
        from gevinst.plans.models import Action, Contribution

        with_own_actor = Prefetch("contributions", Contribution.objects.select_related("actor"))
        actions = Prefetch("actions", Action.objects.select_related("actor"))
        return self.select_related("indicator", "goal", "plan", "plan__actor", "category").prefetch_related(
            with_own_actor, "contributions__milestones", actions, "indicator__terms"
        )
