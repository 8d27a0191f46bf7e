"""The leader's board on a phone, and the way from the front page down to a department and up again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CLINIC = "/leder/?aktor=unit:1539-helsestasjonen"


def test_on_a_phone_measures_are_cards_and_the_months_scroll_inside_themselves(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("liv")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(product + CLINIC)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    card = page.locator("table.leader tbody tr").first
    boxes = [cell.bounding_box() for cell in card.locator("td").all()]
    assert len(boxes) == 7
    assert all(box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320 for box in boxes)
    label = card.locator("[data-cell=now]").evaluate("one => getComputedStyle(one, '::before').content")
    assert label == '"HDM"'

    region = page.locator(".table-region:has(.leader-months)")
    name, month = region.locator("tbody th").first, region.locator("thead th").nth(1)
    region.focus()
    region.evaluate("one => { one.scrollLeft = 200; one.scrollIntoView() }")
    assert region.evaluate("one => one.scrollLeft") > 0
    figure = region.locator("tbody td").first
    here, still, head, below = (
        one.evaluate("one => one.getBoundingClientRect().x") for one in (region, name, month, figure)
    )
    assert abs(still - here) < 2
    assert abs(head - below) < 2, "a month goes with its figures"
    assert head < here, "and they scroll"
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_from_the_municipality_to_a_department_and_up_again_with_the_filters_kept(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    page.goto(f"{product}/oversikt/municipality/1539/")
    page.get_by_role("link", name="Måned for måned").click()
    page.wait_for_url("**/leder/?aktor=municipality*")
    page.select_option("#gruppe", "ledelse")
    page.get_by_role("button", name="Vis", exact=True).first.click()
    page.wait_for_url("**gruppe=ledelse**")
    for name in ("Hjemmetjenesten i Rauma", "Fysio- og ergoterapi i Rauma"):
        page.locator(".leader-under").get_by_role("link", name=name).click()
        page.wait_for_function("name => document.querySelector('h1').textContent.trim() === name", arg=name)
        assert "gruppe=ledelse" in page.url
    page.locator(".crumbs").get_by_role("link", name="Rauma", exact=True).click()
    page.wait_for_function("document.querySelector('h1').textContent.trim() === 'Rauma'")
    assert "gruppe=ledelse" in page.url
    page.go_back()
    page.wait_for_function("document.querySelector('h1').textContent.includes('Fysio')")
