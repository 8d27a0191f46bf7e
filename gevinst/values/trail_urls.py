"""Addresses of trails for tables of hundreds of figures: the route is looked up once and filled in."""

from __future__ import annotations

from functools import cache

from django.urls import reverse

from indicators.actors.models import Actor

PLACES = ("an-indicator", "a-kind", "a-code", "a-period")


def trail_url(slug: str, actor: Actor, period: str, query: str = "") -> str:
    """As reverse("values:trail"); `query` without its question mark."""
    url = _pattern().format(slug, actor.kind, actor.code, period)
    return f"{url}?{query}" if query else url


@cache
def _pattern() -> str:
    url = reverse("values:trail", args=PLACES)
    for number, place in enumerate(PLACES):
        url = url.replace(place, f"{{{number}}}")
    return url
