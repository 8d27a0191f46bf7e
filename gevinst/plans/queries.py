"""What pages and other leaves ask of plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from gevinst.plans.models import Benefit, Plan, Version
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


@dataclass(frozen=True)
class Sent:
    """A plan, and its newest version; nothing of that for one never sent. `by`: the id of whoever sent it."""

    plan: Plan
    number: int | None
    state: str | None
    at: datetime | None
    by: int | None


def newest_versions(plans: QuerySet[Plan]) -> list[Sent]:
    """Of each of these plans, with their actors. One query."""
    newest = Version.objects.filter(plan=OuterRef("pk")).order_by("-number")
    told = plans.select_related("actor").annotate(
        number=Subquery(newest.values("number")[:1]),
        state=Subquery(newest.values("state")[:1]),
        sent_at=Subquery(newest.values("submitted_at")[:1]),
        sent_by=Subquery(newest.values("submitted_by")[:1]),
    )
    return [Sent(plan, plan.number, plan.state, plan.sent_at, plan.sent_by) for plan in told]


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
