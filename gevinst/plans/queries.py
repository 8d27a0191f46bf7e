"""What pages and other leaves ask of plans."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from gevinst.plans.models import Benefit, Plan
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator


def listed(plans: QuerySet[Plan]) -> list[Plan]:
    """With their actors, and how many benefits and actions each has."""
    counted = plans.select_related("actor").annotate(
        benefit_count=Count("benefits", distinct=True, filter=Q(benefits__binned_at=None)),
        action_count=Count(
            "benefits__actions",
            distinct=True,
            filter=Q(benefits__binned_at=None, benefits__actions__binned_at=None),
        ),
    )
    return list(counted)


def benefits_of(actor: Actor, *, within: QuerySet[Plan]) -> QuerySet[Benefit]:
    """Those of its own plans, and of shared plans it contributes to, among the plans given."""
    concerned = Q(plan__actor=actor) | Q(contributions__actor=actor)
    return Benefit.objects.for_overview().filter(concerned, plan__in=within).distinct()


def usage_counts() -> dict[int, int]:
    """Number of actors that have the indicator in a plan, per indicator id."""
    rows = Benefit.objects.values("indicator").annotate(actors=Count("contributions__actor", distinct=True))
    return {row["indicator"]: row["actors"] for row in rows}


def actors_using(indicator: Indicator) -> QuerySet[Actor]:
    using = Benefit.objects.filter(indicator=indicator).values("contributions__actor")
    return Actor.objects.filter(pk__in=using)
