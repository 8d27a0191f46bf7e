"""A figure on a board is followed to the row of its file, through two corrections and an undoing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gevinst.plans.models import Plan
from gevinst.plans.services import add_benefit, set_contribution
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = "rauma-2026.csv"
ROWS = "kommunenr;periode;verdi\n" + "".join(f"1539;2026-{month:02};3\n" for month in range(1, 7))
TRAIL = "/malinger/sporing/ukp-dogn/municipality/1539/"
BENEFIT = "Færre døgn når pasienten er utskrivningsklar"


def test_a_figure_is_followed_from_the_board_to_the_row_of_its_file(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    _plan()
    log_in("kari")
    _import(page, product)
    before = _sum_on_the_trail(page, product)

    _to_june(page)
    assert page.locator("h1").inner_text() == "3\u00a0døgn"
    _correct(page, "8", "Telt på nytt i avdelingen")
    assert "8\u00a0døgn" in page.locator("h1").inner_text()
    _correct(page, "9", "En pasient til er kommet med")
    _undo_the_last(page)

    assert _sum_on_the_trail(page, product) == before + 5
    _to_june(page)
    steps = page.locator(".versions > li").all_inner_texts()
    said = ("Angret", "En pasient til", "Telt på nytt", "Lagt inn")
    assert [words for words, step in zip(said, steps, strict=True) if words not in step] == []
    values = [re.match(r"(\d+)\s", step) for step in steps]
    assert [found and found[1] for found in values] == ["8", "9", "8", "3"]

    page.locator(".versions > li").last.get_by_role("link", name=f"{FILE}, rad 7").click()
    assert page.locator("h1").inner_text() == f"Rad 7 i {FILE}"
    row = page.locator("main tbody tr")
    assert re.search(r"Rauma.*juni 2026.*3\s*døgn.*Nei, endret senere", row.inner_text(), re.DOTALL)
    page.get_by_role("navigation", name="Du er her").get_by_role("link", name=FILE).click()
    assert page.locator("h1").inner_text() == FILE


def test_an_import_is_undone_around_what_was_corrected_after_it(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    _import(page, product)
    of_the_file = page.url
    page.goto(f"{product}{TRAIL}2026-06/")
    _correct(page, "8", "Telt på nytt i avdelingen")
    _correct(page, "9", "En pasient til er kommet med")

    page.goto(of_the_file)
    page.get_by_role("button", name="Angre hele importen").click()
    assert "6 nye verdier blir borte." in page.locator("dialog[open]").inner_text()
    page.get_by_role("button", name="Angre importen").click()
    page.get_by_role("heading", name="Én verdi er endret etter importen").wait_for()
    asked = page.locator("main").inner_text()
    assert re.search(r"Rettelse nr\. \d+: «En pasient til er kommet med»", asked)
    page.get_by_role("button", name="La endringene stå, og angre resten").click()
    said = "1 verdi som er endret senere, står. De andre er slik de var før."
    page.locator(".ds-alert", has_text=said).wait_for()

    page.goto(f"{product}{TRAIL}2026-06/")
    assert page.locator("h1").inner_text() == "9\u00a0døgn"
    page.goto(f"{product}{TRAIL}2026-05/")
    assert page.locator("h1").inner_text() == "Ingen verdi"
    steps = page.locator(".versions > li").all_inner_texts()
    assert ["Angret" in steps[0], f"{FILE}, rad 6" in steps[1]] == [True, True]


def test_every_figure_of_a_comparison_leads_to_its_trail(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    page.goto(f"{product}/sammenlign/?indikator=ukp-dogn&gruppe=network:ror")
    for row in page.locator(".compared > tbody > tr").all():
        assert row.locator("td.num a").first.get_attribute("href"), row.inner_text()
    page.locator(".compared > tfoot").get_by_role("link").click()
    told = page.locator("section", has=page.locator("#group-figure"))
    assert page.url.endswith("#group-figure")
    text = told.locator(".formula").inner_text()
    top, bottom = (int(re.sub(r"\D", "", part)) for part in text.partition(" · ")[0].split(" / "))
    sums = told.locator("tfoot td").all_inner_texts()
    assert [int(re.sub(r"\D", "", each)) for each in sums[:2]] == [top, bottom]
    molde = told.locator("tbody tr", has_text="Molde").get_by_role("link")
    value = molde.inner_text()
    molde.click()
    assert page.locator("h1").inner_text().startswith(f"{value}\u00a0døgn per")


def test_a_share_of_the_total_leads_to_both_its_figures(page: Page, product: str) -> None:
    page.goto(f"{product}/apne-tall/?indikator=ukp-dogn&aar=2021&struktur=sykehus")
    row = page.locator("tbody tr", has=page.get_by_role("rowheader", name="Hamar", exact=True))
    share = row.locator("td.num").nth(1)
    text = share.inner_text()
    share.get_by_role("link").click()
    assert page.locator("h1").inner_text() == text
    assert text in page.locator(".formula").inner_text()
    page.locator("section", has=page.locator("#whole")).get_by_role("link").click()
    assert page.locator("h1").inner_text().endswith("døgn")


def _import(page: Page, product: str) -> None:
    """Half a year of figures, as Kari brings them in: read, looked through and saved."""
    page.goto(f"{product}/malinger/import/")
    page.set_input_files("input[type=file]", {"name": FILE, "mimeType": "text/csv", "buffer": ROWS.encode()})
    page.locator("select[name=indicator]").select_option("ukp-dogn")
    page.get_by_label("Kilde").fill("Egen telling")
    page.get_by_role("button", name="Les tallene").click()
    page.get_by_role("button", name="Lagre 6 nye verdier").click()
    page.get_by_role("heading", name="Verdiene er lagret").wait_for()


def _plan() -> None:
    """A benefit judged by twelve months."""
    rauma = Actor.objects.get(code="1539", valid_to=None)
    indicator = Indicator.objects.get(slug="ukp-dogn")
    benefit = add_benefit(plan=Plan.objects.get(actor=rauma), indicator=indicator, title=BENEFIT)
    set_contribution(
        benefit=benefit,
        actor=rauma,
        baseline=Baseline(value=120, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=date(2027, 12, 31)),
    )


def _sum_on_the_trail(page: Page, product: str) -> int:
    """Opens the benefit on the board, and follows its latest figure."""
    page.goto(f"{product}/oversikt/municipality/1539/")
    opened = page.locator("tr.more", has_text=BENEFIT).first
    opened.locator("summary").first.click()
    page.wait_for_selector(".chart[data-drawn]")
    opened.get_by_role("link", name="Se hvor tallet kommer fra").click()
    assert "12 måneder til og med juni 2026" in page.locator("main").inner_text()
    found = re.match(r"\d+", page.locator("h1").inner_text())
    assert found
    return int(found[0])


def _to_june(page: Page) -> None:
    page.get_by_role("link", name="Juni 2026").click()


def _correct(page: Page, value: str, reason: str) -> None:
    page.get_by_role("link", name="Rett verdien").click()
    page.get_by_label("Verdi", exact=False).fill(value)
    page.get_by_label("Begrunnelse", exact=False).fill(reason)
    page.get_by_role("button", name="Lagre verdien").click()
    page.get_by_text("Verdien er lagret.").wait_for()


def _undo_the_last(page: Page) -> None:
    page.locator(".versions > li").first.get_by_role("link", name=re.compile("rettelse nr")).click()
    assert re.match(r"Rettet fra 8\s*døgn til 9\s*døgn", page.locator("h1").inner_text())
    page.get_by_role("button", name="Angre rettelsen").click()
    assert "8\u00a0døgn" in page.locator("h1").inner_text()
