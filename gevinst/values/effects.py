"""What an import changed, as a person meets it: the boards and benefits that now show other figures."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from gevinst.access import gate
from gevinst.access.models import User
from gevinst.plans.models import Benefit, Contribution
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, Measurement

SHOWN = 6


@dataclass(frozen=True)
class Effects:
    """Whose overview shows new figures, of which indicators, in which benefits: of the reader's own."""

    actors: list[Actor]
    indicators: list[Indicator]
    benefits: list[Benefit]


def effects_of(batch: Batch, user: User) -> Effects:
    """Six of each at most. Three queries, each answered key by key from the indexes, however large the
    batch."""
    own = gate.own_actors(user)
    theirs = Measurement.objects.filter(batch=batch)
    actors = Actor.objects.filter(Exists(theirs.filter(actor=OuterRef("pk"))), pk__in=own)
    of_indicator = theirs.filter(indicator=OuterRef("pk"))
    indicators = Indicator.objects.published().filter(Exists(of_indicator))
    measured = theirs.filter(indicator=OuterRef("benefit__indicator"), actor=OuterRef("actor"))
    contributions = Contribution.objects.filter(Exists(measured), benefit=OuterRef("pk"))
    benefits = Benefit.objects.filter(
        Exists(contributions), plan__in=gate.plans(user).order_by().values("pk")
    )
    return Effects(
        actors=list(actors.order_by("name")[:SHOWN]),
        indicators=list(indicators.order_by("title_nb")[:SHOWN]),
        benefits=list(benefits.select_related("plan__actor").order_by("pk")[:SHOWN]),
    )
