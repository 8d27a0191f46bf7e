"""A lookup that takes all its values in one parameter."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from tests.cast import Cast, measure

UKP = "ukp-dogn"
MANY = 100_000


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    for number, actor in enumerate((cast.rauma, cast.molde), 1):
        measure(catalogue[UKP], actor, "2024-01", numerator=number)
    return cast


@pytest.mark.parametrize("name", ["actor", "actor_id", "actor__pk", "actor__id"])
def test_it_finds_what_in_finds(measured: Cast, name: str) -> None:
    for wanted in ([measured.rauma.pk], [measured.rauma.pk, measured.molde.pk, -1]):
        found = Measurement.objects.filter(**{f"{name}__among": wanted}).order_by("pk")
        assert list(found) == list(Measurement.objects.filter(actor__in=wanted).order_by("pk"))
        assert found.exists()


def test_texts_too_also_with_signs_of_their_own(measured: Cast) -> None:
    names = [measured.rauma.name, "Å'\"{},\\%s"]
    assert [one.pk for one in Actor.objects.filter(name__among=names, kind="municipality")] == [
        measured.rauma.pk
    ]
    Actor.objects.filter(pk=measured.molde.pk).update(name=names[1])
    assert Actor.objects.filter(name__among=names[1:]).get() == measured.molde


def test_none_of_them_is_no_row_and_no_question(measured: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert list(Measurement.objects.filter(actor__among=[])) == []
    assert not asked.captured_queries
    assert Measurement.objects.exclude(actor__among=set()).count() == 2


def test_as_many_as_one_likes(measured: Cast) -> None:
    wanted = {*range(MANY, 2 * MANY), measured.molde.pk}
    assert Measurement.objects.get(actor__among=wanted).actor == measured.molde
