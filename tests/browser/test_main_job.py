"""The main job, as Kari does it: choose an indicator, plan, import, and see what everybody sees of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indicators.measurements.models import Measurement

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADER = "kommunenr;periode;verdi\n"
GOOD = HEADER + "".join(f"1539;2026-{month:02};3\n" for month in range(1, 7))
BAD = GOOD.replace("1539;2026-03;3", "1539;2026-03;ca. 3")
BENEFIT = "Færre døgn på sykehus når pasienten er utskrivningsklar"


def test_kari_takes_an_indicator_from_the_catalogue_to_a_result_everybody_sees(
    page: Page, product: str, log_in: Callable[[str], None], tmp_path: Path
) -> None:
    log_in("kari")
    _find_the_sheet(page, product)
    _put_it_in_the_plan(page)
    before = _now_on_the_overview(page, product)
    assert "31.12.2025" in before or "desember 2025" in before

    _import_with_a_bad_row(page, product, tmp_path)
    _import_the_mended_file(page, product, tmp_path)

    after = _now_on_the_overview(page, product)
    assert after != before
    assert "juni 2026" in after
    year = Measurement.objects.filter(
        indicator__slug="ukp-dogn", actor__code="1539", period_start__gte=date(2025, 7, 1)
    )
    assert f"{sum(row.numerator or 0 for row in year):.0f}\u00a0døgn" in after, after

    _compare_the_network(page, product)
    _leave_and_see_what_is_open(page, product)


def _find_the_sheet(page: Page, product: str) -> None:
    page.goto(f"{product}/utvalgsliste/")
    page.locator("main").get_by_role("searchbox").fill("UKP")
    page.locator("main").get_by_role("searchbox").press("Enter")
    page.get_by_role("link", name=re.compile("Antall UKP-døgn")).first.click()
    assert "Antall UKP-døgn" in page.locator("h1").inner_text()
    assert "KPI1" in page.locator("main").inner_text()


def _put_it_in_the_plan(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Ta inn i planen")).click()
    page.get_by_label("Gevinst", exact=False).first.fill(BENEFIT)
    page.locator("[name=baseline]").fill("120")
    page.locator("[name=baseline_period]").fill("2022")
    page.locator("[name=baseline_source]").fill("NPR")
    page.locator("[name=form]").select_option("at_most") if page.locator(
        "select[name=form]"
    ).count() else page.locator("[name=form][value=at_most]").check()
    page.locator("[name=target]").fill("40")
    page.locator("[name=target_date]").fill("31.12.2027")
    page.get_by_role("button", name="Legg gevinsten i planen").click()
    assert page.locator("h1").inner_text() == BENEFIT
    assert re.search(r"120\s?døgn", page.locator("main").inner_text())


def _now_on_the_overview(page: Page, product: str) -> str:
    """The row of the benefit on the municipality's page, opened."""
    page.goto(f"{product}/oversikt/municipality/1539/")
    row = page.locator("tr", has=page.get_by_role("link", name=BENEFIT)).first
    opened = page.locator("tr.more", has_text=BENEFIT).first
    opened.locator("summary").first.click()
    page.wait_for_selector(".chart[data-drawn]")
    return row.inner_text() + opened.inner_text()


def _upload(page: Page, product: str, path: Path) -> None:
    page.goto(f"{product}/malinger/import/?indikator=ukp-dogn")
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Les tallene").click()
    page.wait_for_selector("table.preview")


def _import_with_a_bad_row(page: Page, product: str, folder: Path) -> None:
    file = folder / "rauma-2026.csv"
    file.write_text(BAD)
    _upload(page, product, file)
    shown = page.locator("table.preview").inner_text()
    assert "ca. 3" in shown
    assert "4" in page.locator("table.preview tbody th").first.inner_text()
    assert "ikke et tall" in shown


def _import_the_mended_file(page: Page, product: str, folder: Path) -> None:
    file = folder / "rauma-2026-rettet.csv"
    file.write_text(GOOD)
    _upload(page, product, file)
    page.get_by_role("button", name="Lagre 6 nye verdier").click()
    page.wait_for_selector("text=Dette ble gjort")


def _compare_the_network(page: Page, product: str) -> None:
    page.goto(f"{product}/sammenlign/?indikator=ukp-dogn")
    main = page.locator("main").inner_text()
    for name in ("Molde", "Aukra", "Vestnes", "Rauma", "Hustadvika", "Lavere er bedre"):
        assert name in main
    assert "juni 2026" in main


def _leave_and_see_what_is_open(page: Page, product: str) -> None:
    page.locator("header .menu--end summary").click()
    page.get_by_role("button", name="Logg ut").click()
    page.goto(f"{product}/apne-tall/?aar=2021&struktur=sykehus")
    lillehammer = page.locator("tr", has=page.get_by_role("rowheader", name="Lillehammer LO"))
    assert re.search(r"1\s164", lillehammer.inner_text())
    page.goto(f"{product}/malinger/")
    assert "/konto/logg-inn/" in page.url
