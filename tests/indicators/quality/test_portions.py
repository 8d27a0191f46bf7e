"""Indicators tied by an equation are judged together, and a portion holds no more than it must."""

from __future__ import annotations

import pytest

from indicators.catalogue.models import Indicator
from indicators.catalogue.vocabulary import load_vocabulary
from indicators.quality.portions import portions, tied

pytestmark = pytest.mark.django_db


def test_indicators_of_one_equation_are_never_parted(catalogue: dict[str, Indicator]) -> None:
    found = portions({indicator.pk: 10 for indicator in catalogue.values()}, most=1)
    for identity in load_vocabulary().identities:
        ids = {catalogue[slug].pk for slug in identity.indicators if slug in catalogue}
        assert sum(bool(ids & set(each)) for each in found) <= 1, identity.key


def test_every_indicator_is_in_one_portion(catalogue: dict[str, Indicator]) -> None:
    counts = {indicator.pk: 10 for indicator in catalogue.values()}
    for most in (1, 25, 10_000):
        assert sorted(pk for each in portions(counts, most=most) for pk in each) == sorted(counts)


def test_small_groups_share_a_portion(catalogue: dict[str, Indicator]) -> None:
    counts = {indicator.pk: 10 for indicator in catalogue.values()}
    assert len(portions(counts, most=10_000)) == 1
    alone = portions(counts, most=1)
    assert len(alone) == len(tied(counts))
