"""Samhandling on a phone: the municipalities are folded, and unfold without script and by key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 320, "height": 640}


def test_the_fold_of_municipalities_opens_by_key_and_without_script(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    log_in("tone")
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(
        viewport=PHONE, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    phone = plain.new_page()
    phone.goto(f"{product}/samhandling/?gruppe=health_community:hef-st-olav&maaltall=ukp-dogn")
    fold = phone.locator("#aapnet > details")
    others = fold.get_by_role("row")
    assert others.count() == 0, "nothing of the others is in sight"
    assert phone.locator(".shared-standings").first.get_by_text("Trondheim").is_visible()
    tall = height(phone)
    fold.locator("summary").focus()
    phone.keyboard.press("Enter")
    assert others.count() > 12
    assert height(phone) > tall + 1000
    width = phone.locator("html").bounding_box()
    assert width is not None
    assert width["width"] == PHONE["width"]
    plain.close()


def height(page: Page) -> float:
    box = page.locator("main").bounding_box()
    assert box is not None
    return box["height"]
