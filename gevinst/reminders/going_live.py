"""The days actors go live, asked of a leaf that may be left out of an installation."""

from __future__ import annotations

from datetime import date

from django.apps import apps


def from_onboarding(actors: frozenset[int]) -> dict[int, date]:
    """What they have said of their own start. One query."""
    if not apps.is_installed("gevinst.onboarding"):
        return {}
    programmes = apps.get_model("onboarding", "Programme")._default_manager
    found = programmes.filter(actor__in=actors, go_live__isnull=False)
    return dict(found.values_list("actor_id", "go_live"))
