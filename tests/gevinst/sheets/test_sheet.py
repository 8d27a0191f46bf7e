"""The 1-sider: what a definition says in words, to whom its figures are shown, and who may take it on."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.translation import override

from gevinst.plans import services
from gevinst.plans.models import Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from tests.cast import Cast, measure
from tests.counting import queries

Sheets = dict[str, Indicator]
UKP, H4 = "ukp-dogn", "pleiekontinuitet-hjemmetjenesten"


def sheet(slug: str, client: Client | None = None) -> str:
    response = (client or Client()).get(f"/utvalgsliste/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def fact(html: str, name: str) -> str:
    found = re.search(rf"<dt>{name}</dt>\s*<dd>(.*?)</dd>", html, re.DOTALL)
    assert found, name
    return re.sub(r"[ \n]+", " ", found[1]).strip()


def test_it_tells_how_the_figure_is_made(catalogue: Sheets) -> None:
    html = sheet(H4)
    assert fact(html, "Teller").startswith("Unike pleiere hver pasient har møtt")
    assert fact(html, "Nevner").startswith("Gjennomførte ansikt-til-ansikt-besøk")
    assert fact(html, "Type og formel") == "Gjennomsnitt = teller / nevner"
    assert fact(html, "Enhet") == "pleiere per besøk"
    assert fact(html, "Retning") == "Lavere er bedre"
    assert fact(html, "Måles") == "per måned, tertial og år"
    assert fact(html, "Summering") == "Aktører kan legges sammen. Måneder kan ikke legges sammen til år"
    assert fact(html, "Kilde") == "HP – Helseplattformen"
    assert fact(html, "Versjon") == "1, for tall fra 01.01.2022"
    assert fact(html, "Neste gjennomgang") == "01.11.2027"


def test_a_count_has_no_denominator_and_may_be_told_per_inhabitant(catalogue: Sheets) -> None:
    html = sheet(UKP)
    assert "<dt>Nevner</dt>" not in html
    assert fact(html, "Enhet") == "døgn, også per 1\u00a0000 innbyggere"
    assert fact(html, "Kan deles opp etter") == "hastegrad"


def test_it_carries_all_its_ids_and_marks_ours(catalogue: Sheets) -> None:
    html = sheet(UKP)
    assert re.search(r'tag--id"[^>]*>KPI1<', html)
    assert re.search(r'class="tag" title="Id gitt i Gevinst">LDUKP<', html)


def test_it_answers_the_three_criteria(catalogue: Sheets) -> None:
    html = sheet(H4)
    for question in (
        "Kan den måles?",
        "Kan den brukes i flere kommuner?",
        "Kan den påvirkes av tiltak i egen drift?",
    ):
        assert fact(html, re.escape(question)).startswith("Ja.")


def test_it_leads_to_what_it_belongs_with(catalogue: Sheets) -> None:
    html = sheet(UKP)
    assert 'href="/utvalgsliste/?tjeneste=korttidsopphold"' in html
    assert 'href="/utvalgsliste/?mal=kommune-samhandling"' in html
    assert 'href="/utvalgsliste/?dashbord=samhandling"' in html
    assert 'href="/utvalgsliste/ukp-andel-liggedogn/"' in html


def test_a_review_that_is_late_is_said_so(catalogue: Sheets) -> None:
    assert "på overtid" not in sheet(H4)
    indicator = catalogue[H4]
    indicator.definition["change_log"][0]["date"] = "2020-01-01"
    indicator.definition["next_review"] = "2021-01-01"
    indicator.save()
    assert "på overtid" in sheet(H4)


def test_it_speaks_nynorsk_where_asked(catalogue: Sheets) -> None:
    client = Client(headers={"accept-language": "nn"})
    with override("nn"):
        html = sheet(H4, client)
    assert "Pleiekontinuitet i heimetenesta" in html
    assert "Færre ansikt gir tryggare brukarar" in html


@pytest.mark.parametrize("slug", ["finnes-ikke", H4])
def test_one_that_is_not_published_is_not_there(catalogue: Sheets, slug: str) -> None:
    assert Client().get(f"/utvalgsliste/{H4}/").status_code == 200
    Indicator.objects.filter(slug=H4).update(published=False)
    assert Client().get(f"/utvalgsliste/{slug}/").status_code == 404


def test_an_open_denominator_has_a_sheet_that_says_what_it_is(cast: Cast, catalogue: Sheets) -> None:
    html = sheet("folkemengde", cast.client("kari"))
    assert "Dette er et grunnlagstall" in html
    assert "Ta inn i planen" not in html
    assert "Dette er et grunnlagstall" not in sheet(UKP)


@pytest.mark.parametrize(
    ("who", "may"), [("kari", True), ("ola", True), ("liv", False), ("anonymous", False)]
)
def test_those_who_may_edit_a_plan_may_take_it_in(cast: Cast, catalogue: Sheets, who: str, may: bool) -> None:
    html = sheet(H4, cast.client(who))
    assert (f'href="/plan/velg/{H4}/"' in html) is may


def test_it_leads_to_the_comparison_of_the_same_indicator(cast: Cast, catalogue: Sheets) -> None:
    link = f'href="/sammenlign/?indikator={H4}"'
    assert link in sheet(H4, cast.client("liv"))
    assert link not in sheet(H4)


def figures(html: str) -> list[tuple[str, str]]:
    return re.findall(r"<dt>([^<]*, [^<]*\d{4})</dt>\s*<dd><a href=\"[^\"]*\">([^<]*)</a></dd>", html)


def test_the_newest_figure_of_each_is_shown_own_ones_first(cast: Cast, catalogue: Sheets) -> None:
    for period, top in (("2024-01", 30), ("2024-03", 20)):
        measure(catalogue[H4], cast.rauma, period, numerator=top, denominator=100)
    measure(catalogue[H4], cast.molde, "2024-02", numerator=40, denominator=100)
    assert figures(sheet(H4, cast.client("kari"))) == [
        ("Rauma, mars 2024", "0,20\u00a0pleiere per besøk"),
        ("Molde, februar 2024", "0,40\u00a0pleiere per besøk"),
    ]


def test_each_figure_leads_to_its_trail(cast: Cast, catalogue: Sheets) -> None:
    measure(catalogue[H4], cast.rauma, "2024-03", numerator=20, denominator=100)
    client = cast.client("kari")
    trail = f"/malinger/sporing/{H4}/municipality/1539/2024-03/"
    assert f'href="{trail}"' in sheet(H4, client)
    assert client.get(trail).status_code == 200


@pytest.mark.parametrize("who", ["per", "nora", "anonymous"])
def test_guarded_figures_are_not_shown_to_others(cast: Cast, catalogue: Sheets, who: str) -> None:
    measure(catalogue[H4], cast.rauma, "2024-03", numerator=20, denominator=100)
    assert "0,20" in sheet(H4, cast.client("kari"))
    assert "0,20" not in sheet(H4, cast.client(who))
    assert figures(sheet(H4, cast.client(who))) == []


def test_the_public_sees_the_widest_areas_of_an_open_indicator(cast: Cast, catalogue: Sheets) -> None:
    cast.network.kind = "health_community"
    cast.network.save()
    measure(catalogue[UKP], cast.network, "2023", numerator=1234)
    measure(catalogue[UKP], cast.rauma, "2024", numerator=99)
    assert figures(sheet(UKP)) == [("ROR-nettverket, 2023", "1\u00a0234\u00a0døgn")]


def test_a_figure_without_a_number_says_why(cast: Cast, catalogue: Sheets) -> None:
    measure(catalogue[H4], cast.rauma, "2024-03", reason="hidden")
    assert "vises ikke av hensyn til personvern" in sheet(H4, cast.client("kari"))


def test_who_uses_it_is_named_for_those_logged_in_and_counted_for_others(
    cast: Cast, catalogue: Sheets
) -> None:
    assert fact(sheet(H4), "Brukes av") == "Ingen har den i planen sin ennå"
    for actor in (cast.rauma, cast.steinkjer):
        plan = Plan.objects.create(actor=actor, title=f"Plan for {actor}")
        benefit = services.add_benefit(plan=plan, indicator=catalogue[H4], title="Kjente ansikter")
        services.set_contribution(benefit=benefit, actor=actor, baseline=Baseline(), ambition=Ambition())
    assert fact(sheet(H4, cast.client("liv")), "Brukes av") == "Rauma, Steinkjer"
    assert fact(sheet(H4), "Brukes av") == "2 har den i planen sin"


def test_every_definition_can_be_shown(whole_catalogue: Sheets, cast: Cast) -> None:
    client = cast.client("kari")
    for slug in whole_catalogue:
        assert "<h1>" in sheet(slug, client)


def test_it_asks_the_same_however_many_figures_there_are(cast: Cast, catalogue: Sheets) -> None:
    client = cast.client("kari")
    client.get(f"/utvalgsliste/{UKP}/")
    for actor in (cast.rauma, cast.molde):
        for month in range(1, 13):
            measure(catalogue[UKP], actor, f"2024-{month:02}", numerator=month)
    with queries("1-sider, logged in"):
        client.get(f"/utvalgsliste/{UKP}/")
    with queries("1-sider, not logged in"):
        Client().get(f"/utvalgsliste/{UKP}/")
