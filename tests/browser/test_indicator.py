"""The page of one indicator in a browser: the address holds the state, and the chart can be read by keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAWN = "#utvikling"


def state(page: Page) -> tuple[str, Any]:
    """What is read on the page, and the data of its chart."""
    chart = page.locator(DRAWN)
    data = chart.text_content() if chart.count() else None
    return page.locator("main h1, main .lede, main .figure__title, main .sentence").all_inner_texts(), data


def choose(page: Page, **choices: str) -> None:
    for name, value in choices.items():
        page.select_option(f"#{name}", value)
    page.get_by_role("button", name="Vis", exact=True).click()
    page.wait_for_url(lambda url: all(f"{name}=" in url for name in choices))


def test_six_choices_in_the_address_give_a_new_profile_the_same_text_and_chart(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    page.goto(f"{product}/i/ukp-dogn/?visning=utvikling")
    choose(page, aktor="municipality:1506", lengde="tertial")
    choose(page, fra="2022-T2", til="2024-T3")
    page.get_by_text("Vis tallene slik de var kjent").click()
    page.fill("#kjent", "01.11.2026")
    page.get_by_role("button", name="Vis", exact=True).first.click()
    page.wait_for_url("**kjent=**")
    names = {"visning", "aktor", "lengde", "fra", "til", "kjent"}
    assert names == {part.partition("=")[0] for part in page.url.partition("?")[2].split("&")}
    cookies = page.context.cookies()
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(locale="nb-NO")
    try:
        context.add_cookies([cookie for cookie in cookies if cookie["name"] == "sessionid"])
        other = context.new_page()
        other.goto(page.url)
        assert state(other) == state(page)
    finally:
        context.close()


def test_five_backs_restore_five_states(page: Page, product: str, log_in: Callable[[str], None]) -> None:
    log_in("kari")
    page.goto(f"{product}/i/ukp-dogn/?visning=utvikling")
    states = [state(page)]
    for choice in (
        {"lengde": "tertial"},
        {"aktor": "municipality:1506"},
        {"fra": "2022-T2"},
        {"til": "2024-T3"},
        {"lengde": "ar"},
    ):
        choose(page, **choice)
        states.append(state(page))
    assert len({str(one) for one in states}) == 6
    for earlier in reversed(states[:-1]):
        page.go_back()
        page.wait_for_load_state()
        assert state(page) == earlier


def test_arrow_keys_read_the_points_one_by_one(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    page.goto(f"{product}/i/ukp-dogn/?visning=utvikling")
    page.wait_for_selector("[data-figure][data-drawn]")
    page.locator(".chart__canvas").focus()
    said = page.locator("[data-figure-said]")
    page.keyboard.press("End")
    last = said.inner_text()
    page.keyboard.press("ArrowLeft")
    assert "døgn" in last
    assert said.inner_text() != last
    page.keyboard.press("ArrowRight")
    assert said.inner_text() == last
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert said.inner_text().startswith("januar 2022")


@pytest.mark.parametrize(("width", "shown"), [(320, True), (900, False)])
def test_on_a_phone_all_actors_are_on_the_page_itself(
    page: Page, product: str, width: int, shown: bool
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(f"{product}/i/ukp-dogn/")
    region = "document.querySelector('.table-region--page')"
    assert page.evaluate(f"{region}.querySelectorAll('tbody tr').length") > 10
    assert page.evaluate(f"{region}.scrollHeight <= {region}.clientHeight") is shown
