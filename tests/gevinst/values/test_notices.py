"""Whoever left is told once when it is finished; whoever stayed has seen it."""

from __future__ import annotations

import pytest
from django.test import Client

from gevinst.jobs.runner import run_waiting
from gevinst.values.notices import finished_imports
from indicators.imports.models import Upload
from tests.cast import Cast
from tests.gevinst.values.conftest import GOOD, Send, page_of

pytestmark = pytest.mark.django_db
READ = "er lest og venter på at du ser gjennom."


@pytest.fixture
def kari(cast: Cast, send: Send) -> Client:
    """Kari, who has just sent a file."""
    kari = cast.client("kari")
    kari.post("/malinger/import/", {"pasted": GOOD.replace(";", "\t"), "indicator": "ukp-dogn"})
    return kari


def newest() -> str:
    return f"/malinger/import/{Upload.objects.latest('pk').pk}/"


def said(client: Client, path: str = "/utvalgsliste/") -> str:
    return client.get(path).content.decode()


def test_the_next_page_tells_it_once_with_a_way_there(kari: Client) -> None:
    assert READ not in said(kari), "it is not finished"
    run_waiting()
    page = said(kari)
    assert READ in page
    assert f'<a href="{newest()}">limt inn' in page
    assert READ not in said(kari), "once"


def test_who_looks_at_the_file_is_not_told_what_they_see(kari: Client) -> None:
    run_waiting()
    assert READ not in said(kari, newest())
    assert READ not in said(kari)


def test_what_was_saved_and_what_lacks_answers_are_told_as_that(kari: Client, cast: Cast) -> None:
    run_waiting()
    said(kari, newest())
    kari.post(newest() + "lagre/")
    kari.post("/malinger/import/", {"pasted": "kommunenr\tverdi\n1539\t3\n"})
    run_waiting()
    page = said(kari)
    assert "er lagret." in page
    assert "venter på svar fra deg før den kan leses." in page


def test_a_page_of_values_asks_now_and_then_and_is_given_the_notice(kari: Client) -> None:
    assert "/malinger/import/ferdig/" in said(kari, "/malinger/import/")
    assert kari.get("/malinger/import/ferdig/", headers={"HX-Request": "true"}).status_code == 204
    run_waiting()
    answer = kari.get("/malinger/import/ferdig/", headers={"HX-Request": "true"})
    assert READ in answer.content.decode()
    assert kari.get("/malinger/import/ferdig/", headers={"HX-Request": "true"}).status_code == 204
    assert "/malinger/import/ferdig/" not in said(kari, "/malinger/import/")


def test_another_person_is_not_told(kari: Client, cast: Cast) -> None:
    run_waiting()
    assert READ not in said(cast.client("per"))


def test_who_waits_for_nothing_costs_no_query(cast: Cast, rf, django_assert_num_queries) -> None:
    request = rf.get("/")
    request.user, request.session = cast.per, {}
    with django_assert_num_queries(0):
        assert finished_imports(request) == {}


def test_a_file_name_is_text_also_in_the_notice(cast: Cast, send: Send) -> None:
    upload = send(name="<b>x.csv", wait=True)
    kari = cast.client("kari")
    kari.post(page_of(upload) + "igjen/")
    run_waiting()
    assert "&lt;b&gt;x" in said(kari)
