"""A page is kept for one reader in one browser, and never past what would make it another page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gevinst.dashboards.boards import BOARDS, board_for
from gevinst.saved_views import last
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure

UKP = "ukp-dogn"
COMPARE = f"/sammenlign/?{urlencode({'indikator': UKP, 'aktorer': '1539,1506'})}"
OPEN = "/apne-tall/"
ENOUGH = 9  # queries for who asks, what they may see, and whether there are new figures


@pytest.fixture(autouse=True)
def _remembering(settings: Any) -> Iterator[None]:
    settings.REMEMBER_SECONDS = 60
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def _figures(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in range(1, 13):
        for actor in (cast.rauma, cast.molde):
            measure(catalogue[UKP], actor, f"2024-{month:02}", numerator=month)


def asked(client: Client, address: str) -> tuple[str, int]:
    """The page, and the queries it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode(), len(queries)


def without_token(page: str) -> str:
    return re.sub(r"[A-Za-z0-9]{64}", "", page)


def addresses() -> Iterator[str]:
    for code in BOARDS:
        route = board_for(code).route
        for name, value in (("kind", "municipality"), ("code", "1539"), ("slug", UKP)):
            route = route.replace(f"<str:{name}>", value).replace(f"<slug:{name}>", value)
        yield f"/{route}"


@pytest.mark.usefixtures("_figures")
def test_every_board_is_made_once_for_the_same_reader(cast: Cast) -> None:
    client = cast.client("kari")
    for address in addresses():
        for _until_its_cookie_is_set in range(2):
            first, _many = asked(client, address)
        again, few = asked(client, address)
        assert (again, few <= ENOUGH) == (first, True), f"{address}: {few} queries"


@pytest.mark.usefixtures("_figures")
def test_nobody_meets_the_page_of_another(cast: Cast) -> None:
    for who, name in (("kari", "Kari"), ("ola", "Ola"), ("kari", "Kari"), ("ola", "Ola")):
        page, _queries = asked(cast.client(who), OPEN)
        assert re.search(rf"\b{name}\b", page)


@pytest.mark.usefixtures("_figures")
def test_new_figures_are_on_the_page_at_once(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    client = cast.client("kari")
    before = [asked(client, COMPARE)[0] for _ in range(3)]
    assert before[1] == before[2]
    for actor in (cast.rauma, cast.molde):
        measure(catalogue[UKP], actor, "2025-01", numerator=7)
    assert without_token(asked(client, COMPARE)[0]) != without_token(before[2])


def test_what_is_said_once_is_not_kept(cast: Cast) -> None:
    client = cast.client("kari")
    request = client.get(OPEN).wsgi_request
    said = [Message(constants.SUCCESS, "Det er lagret slik du ba om.")]
    client.cookies[CookieStorage.cookie_name] = CookieStorage(request)._encode(said)
    pages = [asked(client, OPEN)[0] for _ in range(3)]
    assert [said[0].message in page for page in pages] == [True, False, False]


def test_each_browser_has_a_token_of_its_own(cast: Cast) -> None:
    """Also the first time, before it has a cookie."""
    for _ in range(2):
        client = Client(enforce_csrf_checks=True)
        for _page in range(2):
            page = client.get(OPEN).content.decode()
            if token := re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page):
                answer = client.post("/i18n/setlang/", {"language": "nn", "csrfmiddlewaretoken": token[1]})
                assert answer.status_code != 403


@pytest.mark.usefixtures("_figures")
def test_where_one_left_off_is_the_last_that_was_asked(cast: Cast) -> None:
    client = cast.client("kari")
    for year in ("2024", "2023", "2024", "2023", "2024"):
        client.get(f"{COMPARE}&periode={year}")
    request = client.get(f"{COMPARE}&periode=2024").wsgi_request
    assert "periode=2024" in last.last_asked(request, "compare")


def test_a_part_of_a_page_is_not_taken_for_the_whole(cast: Cast) -> None:
    client = cast.client("kari")
    part = client.get(COMPARE, headers={"HX-Request": "true", "HX-Target": "lens"}).content
    assert client.get(COMPARE).content != part or b"<html" in part
    assert b"<html" in client.get(COMPARE).content


@pytest.mark.usefixtures("_figures")
def test_what_another_writes_is_at_once_on_the_pages_of_plans_and_not_on_those_of_figures(cast: Cast) -> None:
    kari, ola = cast.client("kari"), cast.client("ola")
    address = "/oversikt/municipality/1539/"
    before = {one: [asked(kari, one) for _ in range(3)][-1] for one in (address, COMPARE)}
    assert all(queries <= ENOUGH for _page, queries in before.values())
    ola.post("/sprak/")
    assert asked(kari, address)[1] > ENOUGH
    assert asked(kari, COMPARE) == before[COMPARE]
