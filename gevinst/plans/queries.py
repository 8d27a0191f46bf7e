"""What other leaves ask of plans."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from gevinst.plans.models import Benefit
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator


def usage_counts() -> dict[int, int]:
    """Number of actors that have the indicator in a plan, per indicator id."""
    rows = Benefit.objects.values("indicator").annotate(actors=Count("contributions__actor", distinct=True))
    return {row["indicator"]: row["actors"] for row in rows}


def actors_using(indicator: Indicator) -> QuerySet[Actor]:
    return Actor.objects.filter(contributions__benefit__indicator=indicator).distinct()
