"""Values judged some indicators at a time, so that memory holds one portion and not all there is."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import load_vocabulary


def tied(indicators: Collection[int]) -> list[set[int]]:
    """These indicators, each with all those an equation of the catalogue ties it to. One query.

    The groups share nothing, and may hold indicators that were not asked for.
    """
    slugs = dict(Indicator.objects.values_list("slug", "pk"))
    groups: list[set[int]] = [{pk} for pk in slugs.values()]
    for identity in load_vocabulary().identities:
        together = {slugs[slug] for slug in identity.indicators if slug in slugs}
        groups = [each for each in groups if not each & together] + [
            set().union(*(each for each in groups if each & together), together)
        ]
    return [each for each in groups if each & set(indicators)]


def portions(counts: Mapping[int, int], *, most: int) -> list[list[int]]:
    """`counts`: values by indicator. Indicators that are judged together, `most` values or one group a
    portion."""
    found: list[list[int]] = []
    room = 0
    for group in tied(counts):
        asked = sorted(group & counts.keys())
        size = sum(counts[pk] for pk in asked)
        if not found or size > room:
            found.append([])
            room = most
        found[-1] += asked
        room -= size
    return found
