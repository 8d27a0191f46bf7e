"""A figure on a board is followed to the row of its file, through two corrections and an undoing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.base import ContentFile

from gevinst.access.models import User
from gevinst.plans.models import Plan
from gevinst.plans.services import Ambition, Baseline, add_benefit, set_contribution
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.periods import parse_period

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = "rauma-2026.csv"
ROWS = "kommunenr;periode;verdi\n" + "".join(f"1539;2026-{month:02};3\n" for month in range(1, 7))
BENEFIT = "Færre døgn når pasienten er utskrivningsklar"


def test_a_figure_is_followed_from_the_board_to_the_row_of_its_file(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    _plan_and_import()
    log_in("kari")
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


def _plan_and_import() -> None:
    """A benefit judged by twelve months, and half a year of figures in a file of Kari's."""
    kari, rauma = User.objects.get(email="kari@example.com"), Actor.objects.get(code="1539", valid_to=None)
    indicator = Indicator.objects.get(slug="ukp-dogn")
    benefit = add_benefit(plan=Plan.objects.get(actor=rauma), indicator=indicator, title=BENEFIT)
    set_contribution(
        benefit=benefit,
        actor=rauma,
        baseline=Baseline(value=120, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=date(2027, 12, 31)),
    )
    upload = receive_upload(
        ContentFile(ROWS.encode()), name=FILE, by=kari, source="Egen telling", indicator=indicator
    )
    read_upload(upload)
    upload.refresh_from_db()
    assert commit_upload(upload, by=kari).new_count == 6


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


def _undo_the_last(page: Page) -> None:
    page.locator(".versions > li").first.get_by_role("link", name=re.compile("rettelse nr")).click()
    assert re.match(r"Rettet fra 8\s*døgn til 9\s*døgn", page.locator("h1").inner_text())
    page.get_by_role("button", name="Angre rettelsen").click()
    assert "8\u00a0døgn" in page.locator("h1").inner_text()
