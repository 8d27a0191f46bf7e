"""The utvalgsliste: found by words and narrowed by filters, all of it in the address."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gevinst.plans import services
from gevinst.plans.models import Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from tests.cast import Cast
from tests.counting import queries

Sheets = dict[str, Indicator]
LIST = "/utvalgsliste/"
pytestmark = pytest.mark.django_db


def page(query: str = "", client: Client | None = None) -> str:
    response = (client or Client()).get(LIST + query)
    assert response.status_code == 200
    return response.content.decode()


def slugs(html: str) -> list[str]:
    return re.findall(r'<th scope="row">\s*<a href="/utvalgsliste/([\w-]+)/"', html)


def chips(html: str) -> list[tuple[str, str]]:
    """(address without it, label) of each applied filter."""
    found = re.findall(r'<a class="chip" href="([^"]*)"><span class="sr-only">Fjern </span>([^<]*)', html)
    return [(address.replace("&amp;", "&"), label) for address, label in found]


def test_it_holds_what_is_published_and_nothing_else(whole_catalogue: Sheets) -> None:
    shown = slugs(page())
    assert "folkemengde" not in shown
    assert sorted(shown) == sorted(slug for slug, one in whole_catalogue.items() if one.published)
    assert f"{len(shown)} måleindikatorer" in page()


def test_they_stand_by_list_and_in_the_order_people_count(whole_catalogue: Sheets) -> None:
    html = page()
    codes = re.findall(r">(LA\d+)<", html)
    assert codes == [f"LA{number}" for number in range(1, 13)]
    assert html.index("Institusjon med vedtak</th>") < html.index("Hjemmetjeneste</th>")


def test_all_ids_stand_with_an_indicator_and_ours_are_marked(whole_catalogue: Sheets) -> None:
    html = page("?sok=ukp-døgn")
    assert re.search(r'tag--id"[^>]*>KPI1<', html)
    assert re.search(r'class="tag" title="Id gitt i Gevinst">LDUKP', html)


def test_a_search_ranks_by_relevance_without_groups(whole_catalogue: Sheets) -> None:
    html = page("?sok=H4")
    assert slugs(html) == ["pleiekontinuitet-hjemmetjenesten"]
    assert 'class="group"' not in html
    assert 'class="group"' in page()


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("tjeneste=praktisk-bistand", "pleiekontinuitet-hjemmetjenesten"),
        ("mal=kommune-legemiddelhandtering", "andel-legemidler-innen-tidsintervall"),
        ("dashbord=helsami", "helsami-profiler"),
        ("kilde=kpr", "skropelige-eldre-tjenester"),
        ("type=rate", "skropelige-eldre-per-1000"),
    ],
)
def test_each_filter_narrows(whole_catalogue: Sheets, query: str, slug: str) -> None:
    shown = slugs(page(f"?{query}"))
    assert slug in shown
    assert len(shown) < len(slugs(page()))


def test_filters_and_words_work_together(whole_catalogue: Sheets) -> None:
    both = slugs(page("?sok=ukp&type=share"))
    assert set(both) == set(slugs(page("?sok=ukp"))) & set(slugs(page("?type=share")))
    assert both


def test_what_is_applied_can_be_taken_off_one_by_one(whole_catalogue: Sheets) -> None:
    html = page("?sok=ukp&type=share&kilde=npr")
    assert chips(html) == [
        ("/utvalgsliste/?kilde=npr&type=share", "Søk: ukp"),
        ("/utvalgsliste/?sok=ukp&type=share", "Kilde: NPR"),
        ("/utvalgsliste/?sok=ukp&kilde=npr", "Type: Andel"),
    ]
    assert ">Nullstill</a>" in html
    assert ">Nullstill</a>" not in page()


def test_each_choice_says_how_many_it_would_leave(whole_catalogue: Sheets) -> None:
    html = page("?sok=ukp")
    for value, count in re.findall(
        r'<option value="(\w+)">[^<]*\((\d+)\)</option>', html.partition('name="type"')[2]
    ):
        assert len(slugs(page(f"?sok=ukp&type={value}"))) == int(count)


def test_no_choice_leads_to_an_empty_list(whole_catalogue: Sheets) -> None:
    html = page("?dashbord=helsami")
    assert "(0)" not in html
    assert 'value="rate"' in page()
    assert 'value="rate"' not in html


def test_the_count_is_said_in_words(whole_catalogue: Sheets) -> None:
    assert "Én av 31 måleindikatorer" in page("?sok=H4")
    assert re.search(r"<strong>7 av 31 måleindikatorer\s*</strong>", page("?sok=ukp"))


def test_an_empty_list_says_what_to_try(whole_catalogue: Sheets) -> None:
    html = page("?sok=fotball")
    assert "Ingen måleindikator svarer til «fotball»" in html
    assert "Prøv et annet ord for det samme" in html
    assert "Fjern et filter" not in html
    assert "Fjern et filter" in page("?sok=fotball&type=rate")


def test_words_that_only_resemble_are_shown_as_such(whole_catalogue: Sheets) -> None:
    assert "treff på ord som ligner" in page("?sok=kontinutet")
    assert "treff på ord som ligner" not in page("?sok=kontinuitet")
    assert "Ingen har alle ordene" in page("?sok=ukp sognefjorden")


def test_an_unknown_choice_is_no_choice(whole_catalogue: Sheets) -> None:
    html = page("?type=hjemmelaget&kilde=../../etc")
    assert len(slugs(html)) == 31
    assert chips(html) == []


def test_what_is_searched_for_is_shown_as_text(whole_catalogue: Sheets) -> None:
    html = page("?sok=<script>alert(1)</script>")
    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_empty_fields_leave_the_address(whole_catalogue: Sheets) -> None:
    response = Client().get(LIST + "?sok=ukp&tjeneste=&mal=&type=")
    assert (response.status_code, response["Location"]) == (302, "/utvalgsliste/?sok=ukp")
    pushed = Client().get(LIST + "?sok=ukp&tjeneste=&mal=", headers={"HX-Request": "true"})
    assert (pushed.status_code, pushed["HX-Push-Url"]) == (200, "/utvalgsliste/?sok=ukp")


def test_it_counts_the_actors_that_use_an_indicator(cast: Cast, catalogue: Sheets) -> None:
    row = re.compile(r"ukp-dogn/\".*?data-label=\"Brukes av\"[^>]*>(.*?)</td>", re.DOTALL)
    assert "ingen ennå" in row.findall(page())[0]
    for actor in (cast.rauma, cast.molde):
        plan = Plan.objects.create(actor=actor, title=f"Plan for {actor}")
        benefit = services.add_benefit(plan=plan, indicator=catalogue["ukp-dogn"], title="Færre døgn")
        services.set_contribution(benefit=benefit, actor=actor, baseline=Baseline(), ambition=Ambition())
    assert row.findall(page())[0] == "2 aktører"


def test_it_asks_the_same_however_many_there_are(whole_catalogue: Sheets) -> None:
    with queries("utvalgsliste, not logged in"):
        Client().get(LIST)
    Indicator.objects.exclude(slug__in=["ukp-dogn", "timeventetid"]).update(published=False)
    with queries("utvalgsliste, not logged in"):
        assert len(slugs(page())) == 2


def test_it_asks_little_of_one_who_is_logged_in(cast: Cast, catalogue: Sheets) -> None:
    client = cast.client("kari")
    with queries("utvalgsliste, logged in"):
        client.get(LIST)
