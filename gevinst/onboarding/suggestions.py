"""Indicators worth a look: those of the services and goals the actor has chosen, not yet in its plan."""

from __future__ import annotations

from django.db.models import Count

from gevinst.onboarding.facts import Facts
from indicators.catalogue.models import Indicator

MOST = 8


def suggested(facts: Facts) -> list[Indicator]:
    """Those that share most with what was chosen first. One query."""
    asked = [term.pk for term in (*facts.services, *facts.goals)]
    taken = {one.benefit.indicator_id for one in facts.chosen}
    found = Indicator.objects.published().filter(terms__in=asked).exclude(pk__in=taken)
    return list(found.annotate(shared=Count("terms")).order_by("-shared", "title_nb")[:MOST])
