"""What a meeting has seen stays as it was."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from gevinst.meetings import agenda
from gevinst.meetings.freezing import freeze, slides_of
from gevinst.meetings.models import Meeting, Snapshot
from gevinst.meetings.proposing import proposals_for
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries
from tests.gevinst.meetings.world import correct

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(meeting: Meeting) -> Meeting:
    agenda.take_in(meeting=meeting, proposals=proposals_for(meeting, AnonymousUser()))
    freeze(meeting=meeting)
    meeting.refresh_from_db()
    return meeting


def sentences(meeting: Meeting) -> list[str]:
    return [slide.heading for slide in slides_of(meeting)]


def test_a_later_correction_does_not_change_what_the_meeting_saw(
    held: Meeting, cast: Cast, days: Indicator
) -> None:
    before = [slide.finding for slide in slides_of(held)]
    correct(days, cast.rauma, 400)
    assert [slide.finding for slide in slides_of(held)] == before
    page = cast.client("liv").get(f"/moter/{held.pk}/lysark/").content.decode()
    assert "Rauma er nede på" in page
    assert "400" not in page


def test_until_the_meeting_begins_the_figures_are_those_of_now(
    meeting: Meeting, cast: Cast, days: Indicator
) -> None:
    agenda.take_in(meeting=meeting, proposals=proposals_for(meeting, AnonymousUser()))
    before = sentences(meeting)
    correct(days, cast.rauma, 400)
    assert sentences(meeting) != before
    page = cast.client("liv").get(f"/moter/{meeting.pk}/lysark/").content.decode()
    assert "Tallene er ikke frosset ennå" in page


def test_a_slide_names_the_indicator_and_what_the_chair_calls_it(held: Meeting, cast: Cast) -> None:
    first = slides_of(held)[0]
    assert (first.about, first.called) == ("Antall UKP-døgn", "")
    page = cast.client("liv").get(f"/moter/{held.pk}/lysark/").content.decode()
    assert page.count(f"{first.about}: {first.heading}") == 1
    assert f'<span class="slide__of">{first.about}:</span> {first.heading}' in page
    held.items.filter(pk=first.item.pk).update(title="Hva gjorde Rauma?")
    assert slides_of(held)[0].called == "Hva gjorde Rauma?"


def test_the_page_says_as_of_when(held: Meeting, cast: Cast) -> None:
    assert held.frozen_at is not None
    for page in ("", "lysark/"):
        shown = cast.client("liv").get(f"/moter/{held.pk}/{page}").content.decode()
        assert "Tall slik de var " in shown
    assert held.state == "held"


def test_figures_are_frozen_once(held: Meeting) -> None:
    kept = Snapshot.objects.count()
    with pytest.raises(ValidationError, match="Tallene er frosset fra før"):
        freeze(meeting=held)
    assert Snapshot.objects.count() == kept


def test_all_that_is_kept_is_plain_data_that_plotly_can_draw(held: Meeting) -> None:
    kept = Snapshot.objects.exclude(item=None)
    assert kept
    for one in kept:
        figure = one.content["figure"]
        assert json.loads(json.dumps(one.content)) == one.content
        assert {"data", "layout"} == set(figure)
        assert figure["layout"]["font"]["size"] >= 18


def test_an_item_that_comes_in_later_is_frozen_as_it_comes(
    held: Meeting, cast: Cast, days: Indicator
) -> None:
    item = agenda.add_item(meeting=held, title="Mer om Rauma", indicator=days, actor=cast.rauma)
    before = sentences(held)
    correct(days, cast.rauma, 400)
    assert sentences(held) == before
    assert Snapshot.objects.filter(item=item).exists()


def test_what_the_meeting_saw_cannot_be_taken_off_its_agenda(held: Meeting) -> None:
    item = held.items.all()[0]
    with pytest.raises(ValidationError, match="Den kan ikke fjernes"):
        agenda.remove_item(item=item)


def test_a_frozen_meeting_is_shown_without_reading_figures(held: Meeting, cast: Cast) -> None:
    client = cast.client("liv")
    client.get(f"/moter/{held.pk}/")
    with queries("meetings: frozen slides"):
        client.get(f"/moter/{held.pk}/lysark/")
