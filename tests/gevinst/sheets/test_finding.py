"""The search of the top bar: indicators for everybody, actors for those who may see them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries

Sheets = dict[str, Indicator]


def found(words: str, client: Client | None = None) -> str:
    response = (client or Client()).get("/sok/", {"sok": words})
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2]


def test_an_id_gives_its_sheet(catalogue: Sheets) -> None:
    links = re.findall(r'href="/utvalgsliste/([\w-]+)/"', found("H4"))
    assert links == ["pleiekontinuitet-hjemmetjenesten"]


def test_the_field_of_the_top_bar_searches_here(catalogue: Sheets) -> None:
    page = Client().get("/utvalgsliste/").content.decode()
    form = page.partition('<search class="top__search">')[2].partition("</form>")[0]
    assert 'action="/sok/"' in form
    assert 'name="sok"' in form


def test_ones_own_municipality_leads_to_its_overview(cast: Cast, catalogue: Sheets) -> None:
    assert 'href="/oversikt/municipality/1539/"' in found("rauma", cast.client("liv"))
    assert 'href="/oversikt/municipality/1539/"' in found("1539", cast.client("liv"))


def test_one_in_the_same_network_leads_to_the_comparison(cast: Cast, catalogue: Sheets) -> None:
    page = found("Molde", cast.client("kari"))
    assert 'href="/sammenlign/?aktorer=1506"' in page
    assert "/oversikt/municipality/1506/" not in page


@pytest.mark.parametrize("who", ["per", "nora", "anonymous"])
def test_a_foreign_municipality_is_not_found(cast: Cast, catalogue: Sheets, who: str) -> None:
    assert "Rauma" in found("rauma", cast.client("kari"))
    page = found("rauma", cast.client(who))
    assert "Rauma</a>" not in page
    assert "Ingen treff på «rauma»" in page


def test_a_slip_of_the_finger_is_forgiven(cast: Cast, catalogue: Sheets) -> None:
    assert "Rauma</a>" in found("ruama", cast.client("kari"))


def test_a_well_spelt_name_is_not_drowned_in_words_like_it(cast: Cast, catalogue: Sheets) -> None:
    assert "Molde</a>" in found("molde", cast.client("kari"))
    assert "Måleindikatorer</h2>" not in found("molde", cast.client("kari"))


def test_no_words_find_nothing_and_ask(catalogue: Sheets) -> None:
    page = found("")
    assert "<h1>Søk</h1>" in page
    assert "Ingen treff" not in page


def test_it_asks_the_database_a_set_number_of_times(cast: Cast, catalogue: Sheets) -> None:
    client = cast.client("kari")
    with queries("search, logged in"):
        found("ukp", client)
    with queries("search, not logged in"):
        found("ukp")
