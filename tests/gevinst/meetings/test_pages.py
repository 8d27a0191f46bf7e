"""Who may call a meeting, about what, and what its pages say."""

from __future__ import annotations

from typing import Any

import pytest

from gevinst.meetings.models import Meeting, Participant
from indicators.catalogue.models import Indicator
from tests.cast import Cast, make_catalogue
from tests.gevinst.meetings.world import FALLEN, STEADY, fill, join, make_meeting, soon

pytestmark = pytest.mark.django_db


def words(response: Any) -> str:
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def form(cast: Cast, *indicators: Indicator, **instead: Any) -> dict[str, Any]:
    return {
        "title": "Høstmøte",
        "date": f"{soon():%d.%m.%Y}",
        "time": "14:00",
        "place": "Moldeheimen",
        "group": cast.network.pk,
        "indicators": [one.pk for one in indicators],
        **instead,
    }


def test_a_coordinator_calls_the_network_to_a_meeting(cast: Cast, days: Indicator) -> None:
    cast.client("kari").post("/moter/ny/", form(cast, days))
    meeting = Meeting.objects.get()
    assert {one.name for one in meeting.members.all()} == {"Rauma", "Molde"}
    assert words(cast.client("liv").get(f"/moter/{meeting.pk}/")).count("Høstmøte") >= 2
    assert cast.client("per").get(f"/moter/{meeting.pk}/").status_code == 404


def test_municipalities_are_picked_by_hand_among_those_one_shares_figures_with(
    cast: Cast, days: Indicator
) -> None:
    join(cast, 1)
    client = cast.client("kari")
    page = words(client.post("/moter/ny/", form(cast, days, group="", municipalities="Rauma, Steinkjer")))
    assert "Dere deler ikke tall med Steinkjer." in page
    page = words(client.post("/moter/ny/", form(cast, days, group="", municipalities="Molde, Bygd 1")))
    assert "Din egen kommune må være med i møtet." in page
    page = words(client.post("/moter/ny/", form(cast, days, group="", municipalities="")))
    assert "Velg en gruppe, eller skriv hvilke kommuner som skal være med." in page
    assert not Meeting.objects.exists()
    client.post("/moter/ny/", form(cast, days, group="", municipalities="1539, Molde"))
    assert {one.name for one in Meeting.objects.get().members.all()} == {"Rauma", "Molde"}


def test_figures_that_are_not_open_need_an_agreement_between_all(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    guarded = catalogue["pleiekontinuitet-hjemmetjenesten"]
    cast.client("kari").post("/moter/ny/", form(cast, guarded))
    assert Meeting.objects.count() == 1
    Meeting.objects.all().delete()
    from indicators.actors.models import Structure

    Structure.objects.filter(code="nettverk").update(is_agreement=False)
    from gevinst.meetings.services import share_figures

    assert not share_figures([cast.rauma, cast.molde], soon())


def test_a_wrong_clock_and_no_indicator_are_told_at_their_fields(cast: Cast, days: Indicator) -> None:
    page = words(cast.client("kari").post("/moter/ny/", form(cast, time="25.00")))
    assert "Skriv klokkeslettet som tt.mm, for eksempel 14.00." in page
    assert "Velg minst én måleindikator." in page


def test_the_chair_takes_in_what_is_ticked_and_moves_it(meeting: Meeting, cast: Cast) -> None:
    client = cast.client("kari")
    page = words(client.get(f"/moter/{meeting.pk}/forslag/"))
    assert "2 saker tallene ber om" in page
    keys = [
        f"{kind}-{meeting.indicators.all()[0].pk}-{actor.pk}-"
        for kind, actor in (("concern", cast.molde), ("improvement", cast.rauma))
    ]
    client.post(f"/moter/{meeting.pk}/forslag/", {"sak": [*keys, "spread-1--"]})
    assert [one.actor for one in meeting.items.select_related("actor")] == [cast.molde, cast.rauma]
    last = meeting.items.all()[1]
    client.post(f"/moter/sak/{last.pk}/flytt/", {"vei": "opp"})
    assert [one.actor for one in meeting.items.select_related("actor")] == [cast.rauma, cast.molde]
    client.post(f"/moter/sak/{last.pk}/fjern/")
    assert meeting.items.count() == 1
    page = words(client.get(f"/moter/{meeting.pk}/forslag/"))
    assert "1 sak tallene ber om" in page


def test_a_reader_sees_no_way_to_change_anything(meeting: Meeting, cast: Cast) -> None:
    meeting.items.create(kind="own", title="Erfaringer")
    page = words(cast.client("liv").get(f"/moter/{meeting.pk}/"))
    for said in ("Start møtet", "Foreslå", "Rediger", "Fjern", "Ny beslutning"):
        assert said not in page


def test_only_the_products_users_and_roles_can_be_named(meeting: Meeting, cast: Cast) -> None:
    client = cast.client("kari")
    client.post(f"/moter/{meeting.pk}/deltaker/", {"person": f"{cast.rauma.pk}:coordinator:{cast.kari.pk}"})
    client.post(f"/moter/{meeting.pk}/deltaker/", {"person": f"{cast.rauma.pk}:coordinator:{cast.per.pk}"})
    client.post(f"/moter/{meeting.pk}/deltaker/", {"person": "Ola Nordmann"})
    assert [one.user for one in Participant.objects.all()] == [cast.kari]
    page = words(
        client.post(
            f"/moter/{meeting.pk}/deltaker/",
            {"person": f"{cast.rauma.pk}:coordinator:{cast.kari.pk}"},
            follow=True,
        )
    )
    assert "Deltakeren står i listen fra før." in page


def test_a_personal_number_is_not_kept(meeting: Meeting, cast: Cast) -> None:
    page = words(cast.client("kari").post(f"/moter/{meeting.pk}/egen-sak/", {"title": "Om 01010750160"}))
    assert "Dette ser ut som et fødselsnummer, og blir ikke lagret." in page
    assert not meeting.items.exists()


def test_the_next_meeting_is_asked_with_the_same_group_and_indicators(
    meeting: Meeting, cast: Cast, days: Indicator
) -> None:
    client = cast.client("kari")
    assert "Neste møte etter «Nettverksmøte»" in words(client.get(f"/moter/{meeting.pk}/neste/"))
    client.post(f"/moter/{meeting.pk}/neste/", form(cast, days))
    assert Meeting.objects.exclude(pk=meeting.pk).get().previous == meeting


def test_the_slides_are_a_page_one_can_read_without_script(meeting: Meeting, cast: Cast) -> None:
    meeting.items.create(kind="own", title="Erfaringer", text="Hva virker?")
    page = words(cast.client("liv").get(f"/moter/{meeting.pk}/lysark/"))
    assert page.count("data-slide") == 3
    assert "hidden data-deck-controls" in page
    assert "Hva virker?" in page


def test_a_unit_that_is_a_sign_is_a_word_on_a_slide(cast: Cast) -> None:
    share = make_catalogue()["ukp-andel-liggedogn"]
    fill(share, cast.rauma, STEADY + FALLEN, below=100)
    meeting = make_meeting(cast, [share])
    meeting.items.create(kind="improvement", title="Andel", indicator=share, actor=cast.rauma)
    page = words(cast.client("liv").get(f"/moter/{meeting.pk}/lysark/"))
    assert "<figcaption>Prosent. " in page


def test_the_list_says_what_is_planned_and_what_was_held(
    meeting: Meeting, cast: Cast, days: Indicator
) -> None:
    assert "Ingen møter ennå" in words(cast.client("per").get("/moter/"))
    assert "Planlagt" in words(cast.client("kari").get("/moter/"))
    make_meeting(cast, [days])
