"""An import as a newcomer meets it: cells pasted, a question answered, the figures saved, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from indicators.measurements.querysets import MeasurementQuerySet
from tests.browser.test_pages import AXE, RULES

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CELLS = "Kommunenr\tAntall døgn\tMerknad\n1539\t17\tuttrekk fra DIPS\n"


def test_a_newcomer_finds_the_way_in_from_the_front_page(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{product}/")
        page.get_by_role("navigation").get_by_role("link", name="Målinger").click()
        page.get_by_role("link", name="Importer tall").first.click()
        assert page.get_by_label("Velg en fil").is_visible()


def test_each_fault_of_a_file_says_where_and_what_to_do(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    cells = ("1539\t2026-02\tabc", "1539\t2026-13\t28", "1599\t2026-03\t9", "Raumo\t2026-04\t5")
    _paste(page, product, "\n".join(["kommunenr\tperiode\tverdi", *cells, "1539\t2025-08\t4"]))
    page.get_by_role("heading", name="Dette vil skje").wait_for()
    said = page.locator("main").inner_text()
    for words in (
        "«abc» er ikke et tall. Skriv tallet som",
        "«2026-13» finnes ikke: 2026 har måned 1 til 12.",
        "«1599» er ikke en aktør vi kjenner. Bruk nummer eller fullt navn.",
        "«Raumo» er ikke en aktør vi kjenner. Mente du 1539 Rauma?",
    ):
        assert words in said
    assert page.locator("tr[data-outcome=rejected] > th").all_inner_texts() == ["Rad 2", "Rad 3"]
    _is_accessible(page)


def test_pasted_cells_are_explained_saved_and_taken_back(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    _paste(page, product, CELLS)

    page.wait_for_selector("text=Vi trenger svar fra deg før filen kan leses")
    assert page.evaluate("document.activeElement.textContent.includes('Vi trenger svar')")
    assert page.locator("tr", has_text="Antall døgn").locator(".samples").inner_text() == "17"
    page.get_by_label("Periode", exact=True).fill("ni")
    page.get_by_role("button", name="Les filen slik").click()
    assert page.locator(".error-summary").evaluate("box => box === document.activeElement")
    assert "«ni» er ikke en periode" in page.locator("#id_periode_error").inner_text()
    page.get_by_label("Periode", exact=True).fill("september 2026")
    page.get_by_label("Kolonne B «Antall døgn» er").select_option("value")
    _is_accessible(page)
    page.get_by_role("button", name="Les filen slik").click()

    page.get_by_role("button", name="Lagre 1 ny verdi").click()
    page.wait_for_selector("text=Verdiene er lagret")
    assert page.locator("main").get_by_role("link", name="Rauma", exact=True).is_visible()
    assert _september().exists()
    _is_accessible(page)

    page.get_by_role("button", name="Angre hele importen …").click()
    assert "1 ny verdi blir borte." in page.locator("#undo").inner_text()
    page.get_by_role("button", name="Angre importen", exact=True).click()
    # The page itself says so for good; the notice of it is said once, on whatever page comes first.
    page.get_by_text("Verdiene er slik de var før.").first.wait_for()
    assert not _september().exists()

    _paste(page, product, CELLS.replace("17", "18"))
    page.wait_for_selector("text=Vi trenger svar fra deg")
    assert "Verdi (som nå)" in page.locator("tr", has_text="Antall døgn").inner_text(), "it remembers"


def test_who_leaves_is_told_on_another_page_when_it_is_finished(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    _paste(page, product, "kommunenr\tperiode\tverdi\n1539\t2026-09\t17\n")
    page.goto(f"{product}/malinger/import/")
    notice = page.locator("#messages", has_text="er lest og venter på at du ser gjennom.")
    notice.wait_for()
    notice.get_by_role("link").click()
    assert "Lagre 1 ny verdi" in page.locator("main").inner_text()


def test_a_bad_cell_is_mended_where_it_stands(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    _mend(page, product)
    page.get_by_text(re.compile("rettet av Kari koordinator")).wait_for()
    assert Upload.objects.latest("pk").options["corrections"] == {"2:C": "17"}


def test_a_mended_cell_is_saved_as_it_was_mended(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    _mend(page, product)
    page.get_by_role("button", name="Lagre 1 ny verdi").wait_for()
    page.wait_for_load_state("networkidle")  # a page about to be fetched anew takes a click with it
    page.get_by_role("button", name="Lagre 1 ny verdi").click()
    page.wait_for_selector("text=Verdiene er lagret")
    assert _september().get().numerator == 17


def _mend(page: Page, product: str) -> None:
    """What was not a number is written again: first as wrong as before, then right."""
    _paste(page, product, "kommunenr\tperiode\tverdi\n1539\t2026-09\tsytten\n")
    page.get_by_label(re.compile("Riktig i kolonnen verdi, rad 2")).fill("sytten igjen")
    page.get_by_role("button", name="Les filen med det du har skrevet").click()
    page.locator(".error-summary").get_by_role("link").click()
    assert page.evaluate("document.activeElement.value") == "sytten igjen"
    _is_accessible(page)
    page.get_by_label(re.compile("Riktig i kolonnen verdi, rad 2")).fill("17")
    page.get_by_role("button", name="Les filen med det du har skrevet").click()


def _paste(page: Page, product: str, cells: str) -> None:
    page.goto(f"{product}/malinger/import/?indikator=ukp-dogn")
    page.get_by_label("Lim inn celler").fill(cells)
    page.get_by_role("button", name="Les tallene").click()
    page.wait_for_url(re.compile(r"/malinger/import/\d+/"))


def _september() -> MeasurementQuerySet:
    return Measurement.objects.filter(
        indicator__slug="ukp-dogn", actor__code="1539", period_start__month=9, period_start__year=2026
    )


def _is_accessible(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    assert [one["id"] for one in found["violations"]] == []
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
