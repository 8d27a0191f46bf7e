from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from gevinst.handbook.chapters import BY_SLUG, CHAPTERS
from tests.cast import Cast
from tests.counting import queries

pytestmark = pytest.mark.django_db


def page(path: str, language: str = "nb") -> str:
    response = Client().get(path, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("slug", [chapter.slug for chapter in CHAPTERS])
def test_anybody_reads_a_chapter_at_its_address(slug: str) -> None:
    html = page(f"/handbok/{slug}/")
    anchors = re.findall(r'<li><a href="#([\w-]+)">', html)
    assert len(anchors) >= 3
    assert all(f'<h2 id="{anchor}">' in html for anchor in anchors)


def test_a_chapter_asks_the_database_nothing() -> None:
    client = Client()
    with queries("a chapter of the handbook"):
        client.get("/handbok/planen/")


def test_a_chapter_that_is_not_there_is_not_found() -> None:
    assert Client().get("/handbok/finnes-ikke/").status_code == 404


def test_a_chapter_is_read_in_nynorsk() -> None:
    html = page("/handbok/roller/", "nn")
    assert "Gevinstansvarleg: éin i kommunen" in html
    assert "Gevinstansvarlig: én i kommunen" in page("/handbok/roller/")


def test_the_contents_lead_to_every_chapter() -> None:
    html = page("/handbok/")
    assert all(f'href="{chapter.url}"' in html for chapter in CHAPTERS)


def test_the_whole_handbook_is_one_page_where_every_address_is_there_once() -> None:
    html = page("/handbok/hele/")
    ids = re.findall(r'\bid="([^"]+)"', html.split("<main")[1])
    assert len(ids) == len(set(ids)) > 60
    assert {chapter.slug for chapter in CHAPTERS} <= set(ids)
    assert all(target in ids for target in re.findall(r'href="#([\w-]+)"', html.split("<main")[1]))


def test_the_glossary_is_in_norwegian_order_and_a_word_has_an_address() -> None:
    html = page("/handbok/ordliste/")
    words = re.findall(r"<dt>([^<]+)</dt>", html)
    assert words.index("maloppnåelse" if "maloppnåelse" in words else "måloppnåelse") > words.index("milepæl")
    assert words[-1] == "utvalgsliste"
    assert '<div id="nullpunkt">' in html


def test_any_page_tells_of_its_chapter() -> None:
    said = Template('{% load handbook %}{% handbook "planen" %}').render(Context())
    assert 'href="/handbok/planen/"' in said
    assert "Les «Planen og gevinstene i den» i håndboken" in said


def test_without_a_name_it_is_the_chapter_of_the_page_shown() -> None:
    request = RequestFactory().get("/")
    request.resolver_match = resolve(reverse("dashboards:compare"))
    template = Template("{% load handbook %}{% handbook %}")
    assert BY_SLUG["sammenligne"].url in template.render(Context({"request": request}))
    assert template.render(Context()).strip() == ""


def test_a_chapter_that_is_not_there_cannot_be_asked_for() -> None:
    with pytest.raises(KeyError, match="borte"):
        Template('{% load handbook %}{% handbook "borte" %}').render(Context())


def test_the_menu_leads_to_the_chapter_of_the_page(cast: Cast) -> None:
    html = cast.client("kari").get(reverse("plans:list")).content.decode()
    menu = html.split('class="rail"')[1].split("</nav>")[0]
    assert 'href="/handbok/planen/"' in menu
    assert 'Håndbok<span class="sr-only">: Planen og gevinstene i den</span>' in menu


def test_on_a_page_of_no_chapter_the_menu_leads_to_the_contents() -> None:
    menu = page(reverse("privacy")).split('class="rail"')[1].split("</nav>")[0]
    assert 'href="/handbok/"' in menu
    assert "aria-current" not in menu


def test_the_menu_says_that_one_is_in_the_handbook() -> None:
    menu = page("/handbok/roller/").split('class="rail"')[1].split("</nav>")[0]
    assert re.search(r'href="/handbok/" aria-current="page"', menu)
