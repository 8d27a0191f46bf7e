from __future__ import annotations

import pytest

from gevinst.meetings.examples import SLUGS, load_meetings, remove_meetings
from gevinst.meetings.models import Meeting
from tests.cast import Cast, make_catalogue
from tests.gevinst.meetings.world import STEADY, fill, join

pytestmark = pytest.mark.django_db


def test_the_example_is_loaded_once_labelled_and_gone_with_the_others(cast: Cast) -> None:
    catalogue = make_catalogue()
    for actor in (cast.rauma, cast.molde, *join(cast, 1)):
        fill(catalogue[SLUGS[0]], actor, (*STEADY, *STEADY), back=9)
    assert load_meetings() == 2
    assert load_meetings() == 0
    held, coming = Meeting.objects.order_by("date")
    assert held.is_example
    assert coming.is_example
    assert held.is_closed
    assert coming.previous == held
    assert "Eksempel" in cast.client("liv").get(f"/moter/{held.pk}/").content.decode()
    remove_meetings()
    assert not Meeting.objects.exists()
