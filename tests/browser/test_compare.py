"""The address is the whole question: it opens alike for another profile, and Back undoes a step at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def state(page: Page) -> tuple[str, list[Any]]:
    """The words of the page, and what its charts are drawn from."""
    if page.locator("main [data-figure]").count():
        page.wait_for_selector("main [data-figure-tools] button")
    charts = page.locator("main script[type='application/json']").all()
    return page.inner_text("main"), [json.loads(one.text_content() or "") for one in charts]


def choose(page: Page, field: str, value: str) -> None:
    page.select_option(f"#{field}", value)
    page.click("main .chooser button[type=submit]")
    page.wait_for_load_state()


def test_six_filters_in_the_address_give_another_profile_the_same_text_and_chart(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("kari")
    page.goto(f"{product}/sammenlign/")
    page.click("text=Trakt")
    page.wait_for_url("**visning=trakt**")
    choose(page, "indikator", "ukp-dogn")
    choose(page, "maal", "antall")
    choose(page, "maal", "rate")
    choose(page, "gruppe", "country:NO")
    choose(page, "periode", "2025")
    page.click("text=Vis tallene slik de var kjent en tidligere dag")
    page.fill(
        "#kjent",
        page.evaluate(
            "new Date().toLocaleDateString('nb-NO', {day: '2-digit', month: '2-digit', year: 'numeric'})"
        ),
    )
    page.click("main .chooser button[type=submit]")
    page.wait_for_url("**kjent=**")
    words, charts = state(page)
    assert "skiller seg klart fra gruppen" in words
    (chart,) = charts
    address = page.url
    for filter in ("visning=trakt", "indikator=ukp-dogn", "maal=rate", "gruppe=", "periode=2025", "kjent="):
        assert filter in address
    assert page.context.browser is not None
    other = page.context.browser.new_context(locale="nb-NO").new_page()
    other.goto(f"{product}/konto/logg-inn/")
    other.fill("input[name=login]", "kari@example.com")
    other.fill("input[name=password]", PASSWORD)
    other.press("input[name=password]", "Enter")
    other.wait_for_url(lambda url: "logg-inn" not in url)
    other.set_viewport_size(page.viewport_size or {"width": 1280, "height": 720})
    other.goto(address)
    assert state(other) == (words, [chart])
    other.context.close()


def test_five_backs_restore_five_states(page: Page, product: str, log_in: Callable[[str], None]) -> None:
    log_in("kari")
    page.goto(f"{product}/sammenlign/?indikator=ukp-dogn")
    seen = [(page.url, state(page))]
    for step in range(5):
        if step == 0:
            page.click(".lenses >> text=Fordeling")
        elif step == 1:
            choose(page, "gruppe", "country:NO")
        elif step == 2:
            choose(page, "periode", "2024")
        elif step == 3:
            page.click(".lenses >> text=Utvikling")
        else:
            page.click("main >> text=Etter signal")
        page.wait_for_load_state()
        seen.append((page.url, state(page)))
    assert len({url for url, _state in seen}) == 6
    for url, before in reversed(seen[:-1]):
        page.go_back()
        page.wait_for_url(url)
        assert state(page) == before
