"""What tests of the sheet share: another browser, writing in a cell, and waiting until all is saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.browser.conftest import PASSWORD
from tests.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

SAVED = "Alt er lagret."


def come_in(page: Page, product: str, who: str) -> None:
    page.goto(f"{product}/konto/logg-inn/")
    log_in_here(page, who)
    page.wait_for_url("**/min/")


def log_in_here(page: Page, who: str) -> None:
    page.fill("input[name=login]", f"{who}@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def go_out(page: Page, product: str) -> None:
    page.goto(f"{product}/konto/logg-ut/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()


@contextmanager
def another(browser: Browser | None, product: str, who: str, address: str) -> Iterator[Page]:
    """A browser of somebody's own. Errors in its console are no fault: it may be cut off or logged out."""
    assert browser is not None
    context = browser.new_context(locale="nb-NO", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    come_in(page, product, who)
    page.goto(f"{product}{address}")
    yield page
    context.close()


def held_back(page: Page, routes: Sequence[Route], number: int) -> None:
    """Waits until so many requests have come to a route that keeps them; it hears while the page is asked."""
    until(lambda: page.evaluate("null") or len(routes) >= number)


def state_of(page: Page) -> str:
    return page.locator(".plan-sheet__state").inner_text()


def all_saved(page: Page) -> None:
    page.wait_for_function(
        "said => document.querySelector('.plan-sheet__state').textContent === said"
        " && !document.querySelector('.is-waiting')",
        arg=SAVED,
    )


def says(page: Page, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('.plan-sheet__bar').textContent.includes(words)", arg=words
    )


def stands(page: Page, cell: str, text: str) -> None:
    """Waits until the cell shows this text."""
    page.wait_for_function(
        "([cell, text]) => document.querySelector(`[data-cell='${cell}'] .cell__text`)?.textContent === text",
        arg=[cell, text],
    )


def write(page: Page, cell: str, text: str) -> None:
    page.locator(f'[data-cell="{cell}"]').focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
