"""Saving what one sees, opening it again, and who else may."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.saved_views.models import DefaultView, SavedView
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure

QUERY = "visning=trakt&indikator=ukp-dogn&gruppe=network%3Aror&periode=2024&maal=rate"
BOARD = "/sammenlign/"


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    for actor, people, days in ((cast.rauma, 7_000, 70), (cast.molde, 32_000, 640)):
        measure(catalogue["folkemengde"], actor, "2024", numerator=people)
        measure(catalogue["ukp-dogn"], actor, "2024", numerator=days)
    return cast


def save(client: Client, **sent: str) -> str:
    """Sends the form, and gives the page one comes back to."""
    answer = client.post(reverse("saved_views:save", args=["compare"]), {"query": QUERY, **sent}, follow=True)
    return str(answer.content.decode())


def test_a_view_is_saved_by_name_and_opened_from_the_page_where_it_is_used(measured: Cast) -> None:
    kari = measured.client("kari")
    page = save(kari, name="  Trakten   vår ")
    assert "«Trakten vår» er lagret." in page
    assert 'href="?visning=trakt&amp;indikator=ukp-dogn' in page
    assert "bare for deg" in page
    assert SavedView.objects.get().query == QUERY


def test_a_view_without_a_name_is_refused(measured: Cast) -> None:
    assert "Skriv et navn, så finner du igjen visningen." in save(measured.client("kari"), name=" ")
    assert not SavedView.objects.exists()


def test_what_the_board_does_not_ask_for_is_not_kept(measured: Cast) -> None:
    save(measured.client("kari"), name="Vår", query=f"{QUERY}&next=https://ond.example")
    assert SavedView.objects.get().query == QUERY


def test_the_same_name_replaces_what_was_saved(measured: Cast) -> None:
    for query in (QUERY, "visning=kart"):
        save(measured.client("kari"), name="Vår", query=query)
    assert [one.query for one in SavedView.objects.all()] == ["visning=kart"]


def test_a_private_view_is_nobody_else_s_and_a_shared_one_is_for_those_at_the_actor(measured: Cast) -> None:
    save(measured.client("kari"), name="Bare min")
    save(measured.client("kari"), name="Vår felles", shared_with=str(measured.rauma.pk))
    for who, private, shared in (("kari", True, True), ("ola", False, True), ("per", False, False)):
        page = measured.client(who).get(BOARD, {"visning": "tabell"}).content.decode()
        assert ("Bare min" in page, "Vår felles" in page) == (private, shared)


def test_nobody_shares_with_an_actor_where_they_have_no_role(measured: Cast) -> None:
    save(measured.client("kari"), name="Vår", shared_with=str(measured.steinkjer.pk))
    assert SavedView.objects.get().shared_with is None


def test_only_the_one_who_saved_it_deletes_it(measured: Cast) -> None:
    save(measured.client("kari"), name="Vår", shared_with=str(measured.rauma.pk))
    at = reverse("saved_views:delete", args=[SavedView.objects.get().pk])
    assert measured.client("ola").post(at).status_code == 404
    page = measured.client("kari").post(at, {"query": QUERY}, follow=True).content.decode()
    assert "«Vår» er slettet." in page
    assert not SavedView.objects.exists()


def test_a_board_opens_with_the_one_view_each_has_chosen(measured: Cast) -> None:
    kari, ola = measured.client("kari"), measured.client("ola")
    for name, query in (("Første", QUERY), ("Andre", "visning=kart&indikator=ukp-dogn")):
        save(kari, name=name, query=query, shared_with=str(measured.rauma.pk))
        kari.post(reverse("saved_views:open_with", args=[SavedView.objects.get(name=name).pk]))
    assert DefaultView.objects.count() == 1
    assert kari.get(BOARD)["Location"] == f"{BOARD}?visning=kart&indikator=ukp-dogn"
    assert ola.get(BOARD).status_code == 200
    kari.post(reverse("saved_views:open_with", args=[SavedView.objects.get(name="Andre").pk]))
    assert kari.get(BOARD).status_code == 200


def test_a_view_no_longer_shared_opens_nobody_s_board(measured: Cast) -> None:
    save(measured.client("kari"), name="Vår", shared_with=str(measured.rauma.pk))
    ola = measured.client("ola")
    ola.post(reverse("saved_views:open_with", args=[SavedView.objects.get().pk]))
    SavedView.objects.update(shared_with=None)
    assert ola.get(BOARD).status_code == 200


def test_a_selection_of_municipalities_is_a_group_to_choose(measured: Cast) -> None:
    kari = measured.client("kari")
    save(kari, name="To naboer", kind="group", query=f"{QUERY}&aktorer=1506%2C1539")
    saved = SavedView.objects.get()
    assert (saved.query, saved.members) == ("aktorer=1506%2C1539", "1506,1539")
    page = kari.get(BOARD, {"gruppe": saved.key, "indikator": "ukp-dogn"}).content.decode()
    assert "To naboer" in page
    assert "aktorer=1506%2C1539" in page
    assert "Utvalget samlet" not in page


def test_a_selection_without_municipalities_is_refused(measured: Cast) -> None:
    page = save(measured.client("kari"), name="Tomt", kind="group")
    assert "Det er ingen valg å lagre ennå" in page
    assert not SavedView.objects.exists()


def test_one_may_go_on_where_one_left_off_and_the_next_person_does_not_meet_it(measured: Cast) -> None:
    kari = measured.client("kari")
    kari.get(f"{BOARD}?{QUERY}")
    page = kari.get(BOARD).content.decode()
    assert "Fortsett der du slapp" in page
    assert 'href="?visning=trakt&amp;indikator=ukp-dogn&amp;gruppe=network%3Aror' in page
    kari.force_login(measured.ola, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Fortsett der du slapp" not in kari.get(BOARD).content.decode()
