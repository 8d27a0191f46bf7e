"""The pages around the work: front page, help, statements, and what stands when something fails."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from gevinst.access import errors
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.counting import queries


@pytest.mark.parametrize("name", ["accessibility", "privacy", "contact"])
def test_the_footer_leads_to_what_the_law_asks_for(cast: Cast, name: str) -> None:
    path = reverse(name)
    assert f'href="{path}"' in Client().get("/utvalgsliste/").content.decode()
    assert Client().get(path).status_code == 200


def test_the_front_page_shows_the_widest_open_figures(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    cast.network.kind = "health_community"
    cast.network.save()
    measure(catalogue["ukp-dogn"], cast.network, "2023", numerator=1234)
    measure(catalogue["ukp-dogn"], cast.rauma, "2024", numerator=99)
    measure(catalogue["pleiekontinuitet-hjemmetjenesten"], cast.network, "2023", numerator=1, denominator=2)
    page = Client().get("/").content.decode()
    assert "1\u00a0234\u00a0døgn" in page
    assert "99\u00a0døgn" not in page
    assert "Pleiekontinuitet" not in page


def test_example_figures_are_not_shown_as_news(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    cast.network.kind = "health_community"
    cast.network.save()
    made_up = measure(catalogue["ukp-dogn"], cast.network, "2023", numerator=1234)
    assert "1\u00a0234" in Client().get("/").content.decode()
    made_up.batch.is_example = True
    made_up.batch.save()
    assert "1\u00a0234" not in Client().get("/").content.decode()


def test_the_front_page_asks_little(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    Client().get("/")
    with queries("front page, not logged in"):
        Client().get("/")


def test_one_without_a_role_is_told_what_to_do(cast: Cast) -> None:
    page = cast.client("nora").get("/", follow=True).content.decode()
    assert "Du har ingen rolle ennå" in page


def test_contact_names_those_at_ones_own_actors_only(cast: Cast) -> None:
    page = cast.client("ola").get("/kontakt/").content.decode()
    assert "kari@example.com" in page
    assert "per@example.com" not in page
    assert "kari@example.com" not in cast.client("per").get("/kontakt/").content.decode()
    assert "@example.com" not in Client().get("/kontakt/").content.decode()


def test_contact_shows_the_address_of_whoever_runs_it(cast: Cast, settings) -> None:
    assert "hjelp@eksempel.no" not in Client().get("/kontakt/").content.decode()
    settings.CONTACT_EMAIL = "hjelp@eksempel.no"
    assert "mailto:hjelp@eksempel.no" in Client().get("/kontakt/").content.decode()


def test_a_page_that_is_not_there_leads_on(cast: Cast) -> None:
    response = Client().get("/finnes-ikke/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Siden finnes ikke" in page
    assert 'href="/utvalgsliste/"' in page


def test_what_a_role_does_not_allow_says_who_can_help(cast: Cast, rf) -> None:
    request = rf.get("/")
    request.user = cast.liv
    response = errors.forbidden(request)
    assert response.status_code == 403
    assert "Dette har du ikke tilgang til" in response.content.decode()


def test_the_page_for_faults_needs_no_database(rf, django_db_blocker) -> None:
    with django_db_blocker.block():
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    page = response.content.decode()
    assert "Noe gikk galt hos oss" in page
    assert 'href="/kontakt/"' in page


def test_when_templates_fail_too_something_still_answers(rf, caplog) -> None:
    with patch("gevinst.access.errors.render_to_string", side_effect=OSError):
        response = errors.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in response.content.decode()
    assert "the page for errors failed too" in caplog.text


def test_a_fault_in_a_page_gives_our_page(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    with patch("gevinst.sheets.views.listing", side_effect=ZeroDivisionError):
        response = client.get("/utvalgsliste/")
    assert response.status_code == 500
    assert "Noe gikk galt hos oss" in response.content.decode()


def test_the_account_menu_leads_to_tokens_for_those_who_may_have_them(cast: Cast) -> None:
    link = f'href="{reverse("api:tokens")}"'
    shown = {who: link in cast.client(who).get("/utvalgsliste/").content.decode() for who in ("kari", "ola")}
    assert shown == {"kari": True, "ola": False}
