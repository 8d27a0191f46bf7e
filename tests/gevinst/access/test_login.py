"""Coming in, staying in and going out."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import NoReverseMatch, reverse

from gevinst.plans.services import create_plan
from tests.cast import PASSWORD, Cast

LOGIN, LOGOUT, CHANGE = "/konto/logg-inn/", "/konto/logg-ut/", "/konto/bytt-passord/"
WRONG = "E-postadressen og passordet hører ikke sammen"
NEW = "en-annen-lang-setning-for-proven"


@pytest.fixture(autouse=True)
def empty_cache(settings) -> None:
    """What allauth counts per minute is in the cache; tests come from one address."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


def log_in(client: Client, login: str = "kari@example.com", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": login, "password": password, **more})


def test_one_comes_in_with_address_and_password(cast: Cast) -> None:
    client = Client()
    assert client.get(LOGIN).status_code == 200
    response = log_in(client)
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/utvalgsliste/").wsgi_request.user == cast.kari


def test_the_address_may_be_typed_in_capitals_with_a_space_after(cast: Cast) -> None:
    assert log_in(Client(), "Kari@Example.com ").status_code == 302


@pytest.mark.parametrize("login", ["kari@example.com", "finnes-ikke@example.com"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(cast: Cast, login: str) -> None:
    response = log_in(Client(), login, "feil-passord-her")
    assert response.status_code == 200
    assert WRONG in response.content.decode()
    assert "finnes ikke" not in response.content.decode().lower()


def test_the_address_is_kept_in_the_form_and_the_password_is_not(cast: Cast) -> None:
    page = log_in(Client(), password="feil-passord-her").content.decode()
    assert 'value="kari@example.com"' in page
    assert "feil-passord-her" not in page


def test_an_empty_form_says_what_to_write(cast: Cast) -> None:
    page = log_in(Client(), "", "").content.decode()
    assert "Skriv e-postadressen din" in page
    assert "Skriv passordet ditt" in page


def test_a_closed_account_is_told_so_only_with_its_password(cast: Cast) -> None:
    cast.kari.is_active = False
    cast.kari.save()
    assert WRONG in log_in(Client(), password="feil-passord-her").content.decode()
    response = Client().post(LOGIN, {"login": "kari@example.com", "password": PASSWORD}, follow=True)
    assert response.wsgi_request.user.is_anonymous
    assert "Kontoen er stengt" in response.content.decode()


@pytest.mark.parametrize(
    ("after", "to"),
    [
        ("/plan/", "/plan/"),
        ("https://ond.example/", "/"),
        ("//ond.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_login_one_goes_on_only_within_the_product(cast: Cast, after: str, to: str) -> None:
    assert log_in(Client(), next=after)["Location"] == to


def test_a_guarded_page_asks_for_login_and_leads_back(cast: Cast) -> None:
    client = Client()
    response = client.get("/plan/")
    assert response["Location"] == f"{LOGIN}?next=/plan/"
    assert 'name="next" value="/plan/"' in client.get(response["Location"]).content.decode()


def test_the_session_gets_a_new_name_at_login(cast: Cast) -> None:
    client = Client()
    session = client.session
    session["noe"] = 1
    session.save()
    before = session.session_key
    log_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_session_is_gone_at_logout(cast: Cast) -> None:
    client = Client()
    log_in(client)
    key = client.session.session_key
    assert "Vil du logge ut?" in client.get(LOGOUT).content.decode()
    assert Session.objects.filter(session_key=key).exists()
    response = client.post(LOGOUT, follow=True)
    assert "Du er logget ut." in response.content.decode()
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(
    ("visits", "inside"),
    [
        ([2.9], True),
        ([3.1], False),
        ([2, 4, 6, 8, 10], True),
        ([2, 4, 6, 8, 10, 11.9], True),
        ([2, 4, 6, 8, 10, 11.9, 12.1], False),
    ],
)
def test_a_session_lasts_three_idle_hours_and_twelve_in_all(
    cast: Cast, visits: list[float], inside: bool
) -> None:
    client = Client()
    with time_machine.travel("2026-03-02T07:00:00+01:00", tick=False) as clock:
        log_in(client)
        client.get("/utvalgsliste/")
        for hours in visits:
            clock.move_to("2026-03-02T07:00:00+01:00")
            clock.shift(hours * 3600)
            response = client.get("/plan/")
    assert (response.status_code == 200) is inside


def test_a_sheet_left_open_keeps_nobody_in(cast: Cast) -> None:
    """It asks for news by itself, every few seconds."""
    plan = create_plan(actor=cast.rauma, title="Plan")
    client = Client()
    with time_machine.travel("2026-03-02T07:00:00+01:00", tick=False) as clock:
        log_in(client)
        client.get("/plan/")
        for _half_hour in range(5):
            clock.shift(1800)
            assert client.get(f"/plan/{plan.pk}/ark/nytt/").status_code == 200
        assert client.get("/plan/").status_code == 200, "two and a half hours"
        for _half_hour in range(7):
            clock.shift(1800)
            answer = client.get(f"/plan/{plan.pk}/ark/nytt/")
    assert answer.status_code == 302, "three and a half hours after the last sign of life"


def test_one_who_is_put_out_is_told_why(cast: Cast) -> None:
    client = Client()
    with time_machine.travel("2026-03-02T07:00:00+01:00", tick=False) as clock:
        log_in(client)
        client.get("/utvalgsliste/")
        clock.shift(4 * 3600)
        page = client.get("/plan/", follow=True).content.decode()
    assert "Du er logget ut fordi det er en stund siden sist" in page


def test_a_fragment_asked_for_after_the_end_reloads_the_page(cast: Cast) -> None:
    response = Client().get("/plan/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Refresh"]) == (204, "true")


def test_pages_for_one_who_is_logged_in_are_never_kept(cast: Cast) -> None:
    open_page = Client().get("/utvalgsliste/")
    assert "no-store" not in open_page.get("Cache-Control", "")
    client = cast.client("kari")
    for path in ("/utvalgsliste/", "/plan/", "/finnes-ikke/", "/kontakt/"):
        assert {"private", "no-store"} <= set(client.get(path)["Cache-Control"].split(", "))


def test_a_new_password_puts_other_sessions_out(cast: Cast) -> None:
    here, elsewhere = Client(), Client()
    log_in(here)
    log_in(elsewhere)
    response = here.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}, follow=True)
    assert "Passordet er byttet." in response.content.decode()
    assert here.get(CHANGE).status_code == 200
    assert elsewhere.get(CHANGE).status_code == 302
    assert log_in(Client(), password=NEW).status_code == 302


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (
            {"oldpassword": "ikke-dette", "password1": NEW, "password2": NEW},
            "Det er ikke passordet du har nå",
        ),
        ({"oldpassword": PASSWORD, "password1": "kort", "password2": "kort"}, "Passordet er for kort."),
        ({"oldpassword": PASSWORD, "password1": NEW, "password2": NEW[1:]}, "De to nye passordene er ulike."),
        (
            {"oldpassword": PASSWORD, "password1": "kari@example.com", "password2": "kari@example.com"},
            "Passordet ligner for mye",
        ),
        (
            {"oldpassword": PASSWORD, "password1": "qwertyuiop123", "password2": "x"},
            "mange bruker",
        ),
        ({"oldpassword": "", "password1": "", "password2": ""}, "Skriv passordet du har nå."),
    ],
)
def test_a_password_that_cannot_be_changed_says_why(cast: Cast, form: dict[str, str], told: str) -> None:
    client = cast.client("kari")
    response = client.post(CHANGE, form)
    assert response.status_code == 200
    summary = response.content.decode().partition('class="error-summary"')[2].partition("</ul>")[0]
    assert told in summary
    assert "password" not in re.sub(r"<[^>]*>", "", summary).lower()


def test_a_role_lost_is_lost_at_once(cast: Cast) -> None:
    client = cast.client("kari")
    path = reverse("dashboards:overview", args=["municipality", "1539"])
    assert client.get(path).status_code == 200
    cast.kari.roles.all().delete()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "name", ["account_signup", "account_reset_password", "account_email", "account_set_password"]
)
def test_what_allauth_has_beside_is_not_here(name: str) -> None:
    assert reverse("account_login") == LOGIN
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_a_form_without_its_token_is_refused_in_our_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(LOGIN, {"login": "kari@example.com", "password": PASSWORD})
    assert response.status_code == 403
    assert "Skjemaet kan ikke sendes herfra" in response.content.decode()
