"""Where the figures of an item are found on the boards, with what they ask for in the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from gevinst.meetings.signals.world import World
from gevinst.values.keys import key_of
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator


def compare_url(world: World, indicator: Indicator, lens: str = "") -> str:
    """The comparison of the same members."""
    asked = {"visning": lens, "indikator": indicator.slug}
    if world.meeting.group is not None:
        asked["gruppe"] = key_of(world.meeting.group)
    else:
        asked["aktorer"] = ",".join(actor.code for actor in world.members)
    return (
        f"{reverse('dashboards:compare')}?{urlencode({name: said for name, said in asked.items() if said})}"
    )


def series_url(indicator: Indicator, actor: Actor) -> str:
    """The indicator's own page, for this actor."""
    return f"{reverse('dashboards:indicator', args=[indicator.slug])}?{urlencode({'aktor': key_of(actor)})}"
