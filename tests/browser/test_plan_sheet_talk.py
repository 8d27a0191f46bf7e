"""Comments beside the cell, by keyboard, on a phone, and by two at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from gevinst.access.models import User
from gevinst.plans import comments
from gevinst.plans.models import Comment, Plan
from gevinst.plans.rows.kind import Address
from tests.browser.sheets import another, held_back
from tests.browser.test_pages import _axe, turn

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AT_CELL = "cell => document.activeElement?.dataset.cell === cell"


@pytest.fixture
def plan(product: str) -> Plan:
    found: Plan = Plan.objects.get(actor__name="Rauma")
    return found


@pytest.fixture
def cell(plan: Plan) -> str:
    return f"gevinst-{plan.benefits.first().pk}-title"


@pytest.fixture
def sheet(page: Page, product: str, log_in: Callable[[str], None], plan: Plan, cell: str) -> Page:
    log_in("kari")
    page.goto(f"{product}/plan/{plan.pk}/ark/")
    page.locator(f'[data-cell="{cell}"]').focus()
    return page


def test_a_cell_is_commented_on_and_somebody_named_without_a_mouse(sheet: Page, cell: str) -> None:
    sheet.keyboard.press("Shift+F2")
    sheet.get_by_label("Ny kommentar").wait_for()
    sheet.keyboard.type("Er dette målbart, @ol")
    assert sheet.locator("#mention [role=option]").all_inner_texts() == ["Ola ansvarlig"]
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("?")
    sheet.keyboard.press("Control+Enter")
    sheet.get_by_label("Svar").wait_for()
    said = Comment.objects.get()
    assert (said.address, said.text) == (cell, "Er dette målbart, @Ola ansvarlig ?")
    assert [str(one) for one in said.mentions.all()] == ["Ola ansvarlig"]
    sheet.keyboard.press("Escape")
    assert sheet.locator("dialog.talk").is_hidden()
    sheet.wait_for_function(AT_CELL, arg=cell)
    mark = sheet.locator(f'[data-cell="{cell}"] .cell__talk[data-count]')
    mark.wait_for()
    assert mark.get_attribute("aria-label") == "1 kommentar"


def test_a_thread_is_answered_and_settled_from_the_mark_of_the_cell(
    sheet: Page, product: str, plan: Plan, cell: str
) -> None:
    kari = User.objects.get(email="kari@example.com")
    comments.say(plan=plan, address=Address.parse(cell), text="Stemmer dette?", by=kari)
    with another(sheet.context.browser, product, "ola", f"/plan/{plan.pk}/ark/") as other:
        other.locator(f'[data-cell="{cell}"] .cell__talk').click()
        other.get_by_label("Svar").fill("Ja.")
        other.get_by_role("button", name="Send svar").click()
        other.get_by_text("Ja.", exact=True).wait_for()
        other.get_by_role("button", name="Marker som løst").click()
        other.get_by_text("1 løst").wait_for()
    assert [(one.text, bool(one.resolved_at)) for one in Comment.objects.filter(answers=None)] == [
        ("Stemmer dette?", True)
    ]


def test_a_comment_that_is_refused_or_left_stays_to_be_mended(sheet: Page, cell: str) -> None:
    sheet.keyboard.press("Control+Alt+m")
    sheet.get_by_label("Ny kommentar").fill("Gjelder 13097248022")
    sheet.get_by_role("button", name="Lagre kommentaren").click()
    sheet.get_by_role("alert").wait_for()
    assert "ser ut som et fødselsnummer" in sheet.get_by_role("alert").inner_text()
    sheet.keyboard.press("Escape")
    sheet.wait_for_function(AT_CELL, arg=cell)
    sheet.reload()
    sheet.locator(f'[data-cell="{cell}"]').focus()
    sheet.keyboard.press("Shift+F2")
    sheet.get_by_label("Ny kommentar").wait_for()
    assert sheet.get_by_label("Ny kommentar").input_value() == "Gjelder 13097248022"
    assert not Comment.objects.exists()


def test_a_row_is_commented_on_and_the_focus_comes_back_to_its_button(sheet: Page, plan: Plan) -> None:
    row = f"gevinst-{plan.benefits.first().pk}"
    sheet.locator(f"#{row}").get_by_role("link", name="Kommenter raden").click()
    sheet.get_by_label("Ny kommentar").fill("Hele raden")
    sheet.get_by_role("button", name="Lagre kommentaren").click()
    sheet.get_by_text("Hele raden", exact=True).wait_for()
    sheet.keyboard.press("Escape")
    assert sheet.evaluate("document.activeElement.dataset.talk") == f"{row}-"
    assert Comment.objects.get().address == f"{row}-"


@pytest.mark.parametrize("width", [1280, 320])
def test_the_panel_is_readable_to_all_and_covers_no_more_than_the_screen(
    sheet: Page, plan: Plan, cell: str, width: int
) -> None:
    kari = User.objects.get(email="kari@example.com")
    comments.say(plan=plan, address=Address.parse(cell), text="Stemmer dette?", by=kari)
    sheet.set_viewport_size({"width": width, "height": 640})
    sheet.keyboard.press("Shift+F2")
    sheet.get_by_label("Svar").fill("Spør @")
    sheet.locator("#mention [role=option]").first.wait_for()
    for scheme in ("light", "dark"):
        turn(sheet, scheme)
        assert [one["id"] for one in _axe(sheet)] == []
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert sheet.locator("dialog.talk").bounding_box()["width"] == min(width, 416)


def test_a_comment_that_is_on_its_way_belongs_to_the_cell_it_was_written_at(
    sheet: Page, plan: Plan, cell: str
) -> None:
    other = f"gevinst-{plan.benefits.first().pk}-note"
    held: list[Route] = []
    sheet.route("**/kommentarer/ny/", lambda route: held.append(route))
    sheet.keyboard.press("Shift+F2")
    sheet.get_by_label("Ny kommentar").fill("Om tittelen")
    sheet.keyboard.press("Control+Enter")
    sheet.keyboard.press("Control+Enter")
    held_back(sheet, held, 1)
    sheet.wait_for_timeout(300)
    assert len(held) == 1, "it was sent once"
    sheet.keyboard.press("Escape")
    sheet.locator(f'[data-cell="{other}"]').focus()
    sheet.keyboard.press("Shift+F2")
    sheet.get_by_label("Ny kommentar").fill("Om merknaden")
    where = sheet.locator(".talk__where").inner_text()
    with sheet.expect_response("**/kommentarer/**"):
        held[0].continue_()
    sheet.wait_for_timeout(500)
    assert sheet.locator(".talk__where").inner_text() == where
    assert sheet.get_by_label("Ny kommentar").input_value() == "Om merknaden"
    sheet.keyboard.press("Control+Enter")
    held_back(sheet, held, 2)
    held[1].continue_()
    sheet.get_by_label("Svar").wait_for()
    said = [(one.address, one.text) for one in Comment.objects.order_by("pk")]
    assert said == [(cell, "Om tittelen"), (other, "Om merknaden")]
    drafts = "Object.keys(localStorage).filter(key => key.includes('/talk/'))"
    assert sheet.evaluate(drafts) == []
