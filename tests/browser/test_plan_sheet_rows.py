"""Rows that come and go in the sheet, here and in somebody else's browser, while one writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from gevinst.plans.models import Action, Plan, Risk
from gevinst.plans.services import add_action, add_benefit
from tests.browser.sheets import all_saved, another, says, stands, write

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan(product: str) -> Plan:
    found: Plan = Plan.objects.get(actor__name="Rauma")
    for number in range(3):
        add_action(benefit=found.benefits.first(), title=f"Tiltak {number}")
    return found


@pytest.fixture
def sheet(page: Page, product: str, log_in: Callable[[str], None], plan: Plan) -> Page:
    log_in("kari")
    page.goto(f"{product}/plan/{plan.pk}/ark/")
    return page


@pytest.fixture
def other(sheet: Page, product: str, plan: Plan) -> Iterator[Page]:
    with another(sheet.context.browser, product, "ola", f"/plan/{plan.pk}/ark/") as page:
        yield page


def adds(page: Page) -> Locator:
    return page.get_by_role("button", name="Legg til tiltak")


def benefits_on(page: Page) -> list[str]:
    rows = page.locator("[data-part=tabell-gevinst] tbody tr")
    ids: list[str] = rows.evaluate_all("rows => rows.map(row => row.id)")
    return ids


def test_rows_of_others_come_and_go_under_the_hands_of_who_writes(
    sheet: Page, other: Page, plan: Plan
) -> None:
    first, second, third = Action.objects.filter(title__startswith="Tiltak ").order_by("title")
    write(sheet, f"tiltak-{second.pk}-title", "Midt i en setning")
    sheet.evaluate("window.field = document.activeElement; window.field.setSelectionRange(5, 9)")
    adds(other).click()
    other.wait_for_selector("[data-part=tabell-tiltak] .is-writing")
    other.keyboard.type("Olas tiltak")
    other.keyboard.press("Enter")
    all_saved(other)
    added = Action.objects.get(title="Olas tiltak")
    stands(sheet, f"tiltak-{added.pk}-title", "Olas tiltak")
    other.locator(f"#tiltak-{first.pk}").get_by_role("button", name="Legg i papirkurven").click()
    sheet.wait_for_selector(f"#tiltak-{first.pk}", state="detached")
    assert sheet.get_by_role("heading", name="Papirkurv").is_visible()
    kept = (
        "document.activeElement === window.field && [window.field.selectionStart, window.field.selectionEnd]"
    )
    assert sheet.evaluate(kept) == [5, 9]
    sheet.keyboard.press("End")
    sheet.keyboard.type(", og videre")
    sheet.keyboard.press("Enter")
    all_saved(sheet)
    second.refresh_from_db()
    assert second.title == "Midt i en setning, og videre"
    third_title = f'[data-cell="tiltak-{third.pk}-title"]'
    assert sheet.locator(third_title).evaluate("td => td === document.activeElement")


def test_the_focus_goes_to_the_next_row_when_its_own_is_removed_by_another(
    sheet: Page, other: Page, plan: Plan
) -> None:
    first, second, _third = Action.objects.filter(title__startswith="Tiltak ").order_by("title")
    sheet.locator(f'[data-cell="tiltak-{first.pk}-owner_title"]').focus()
    other.locator(f"#tiltak-{first.pk}").get_by_role("button", name="Legg i papirkurven").click()
    sheet.wait_for_selector(f"#tiltak-{first.pk}", state="detached")
    assert sheet.evaluate("document.activeElement.dataset.cell") == f"tiltak-{second.pk}-owner_title"


def test_what_is_being_written_in_a_row_that_goes_is_kept(sheet: Page, other: Page, plan: Plan) -> None:
    first = Action.objects.get(title="Tiltak 0")
    sheet.route("**/ark/celler/", lambda route: None)
    write(sheet, f"tiltak-{first.pk}-title", "Ikke sendt ennå")
    other.locator(f"#tiltak-{first.pk}").get_by_role("button", name="Legg i papirkurven").click()
    sheet.wait_for_selector(f"#tiltak-{first.pk}.is-gone")
    assert sheet.locator(f"#tiltak-{first.pk} .cell__field").input_value() == "Ikke sendt ennå"


def test_a_row_is_added_and_taken_away_and_back_without_leaving_the_page(sheet: Page, plan: Plan) -> None:
    sheet.evaluate("window.same = true")
    adds(sheet).click()
    sheet.wait_for_selector("[data-part=tabell-tiltak] .is-writing")
    sheet.keyboard.type("Nytt tiltak")
    sheet.keyboard.press("Enter")
    all_saved(sheet)
    row = Action.objects.get(title="Nytt tiltak")
    sheet.locator(f"#tiltak-{row.pk}").get_by_role("button", name="Legg i papirkurven").click()
    says(sheet, "«Nytt tiltak» ligger i papirkurven")
    assert not Action.objects.filter(pk=row.pk).exists()
    sheet.get_by_role("button", name="Angre").click()
    sheet.wait_for_selector(f"#tiltak-{row.pk}")
    assert Action.objects.filter(pk=row.pk).exists()
    assert sheet.evaluate("window.same"), "the page was not loaded again"


def test_the_row_that_is_opened_is_the_one_that_was_added_here(sheet: Page, plan: Plan) -> None:
    sheet.route("**/ark/nytt/*", lambda route: None)
    theirs = add_action(benefit=plan.benefits.first(), title="")  # comes with the same answer, before ours
    Action.objects.filter(pk=theirs.pk).update(due="2026-01-01")
    adds(sheet).click()
    sheet.wait_for_selector("[data-part=tabell-tiltak] .is-writing")
    mine = Action.objects.order_by("pk").last()
    assert sheet.locator(".is-writing").get_attribute("data-cell") == f"tiltak-{mine.pk}-title"
    assert sheet.locator(f"#tiltak-{theirs.pk}").count() == 1


def test_a_row_added_on_the_second_page_is_opened_there(sheet: Page, product: str, plan: Plan) -> None:
    of = plan.benefits.first()
    for number in range(50):
        add_benefit(plan=plan, indicator=of.indicator, title=f"Gevinst {number:02}")
    sheet.goto(f"{product}/plan/{plan.pk}/ark/?page=2")
    here = benefits_on(sheet)
    adds(sheet).click()
    opened = sheet.wait_for_selector("[data-part=tabell-tiltak] .is-writing")
    mine = Action.objects.order_by("pk").last()
    assert opened.get_attribute("data-cell") == f"tiltak-{mine.pk}-title"
    assert f"gevinst-{mine.benefit_id}" in here
    assert benefits_on(sheet) == here, "the rows of the first page did not take their place"


def test_the_first_row_of_a_table_comes_too(sheet: Page, other: Page, plan: Plan) -> None:
    Risk.objects.all().delete()
    for page in (sheet, other):
        page.reload()
        assert page.locator("[data-part=tabell-risiko] table").count() == 0
    other.get_by_role("button", name="Legg til risiko").click()
    other.wait_for_selector("[data-part=tabell-risiko] .is-writing")
    sheet.wait_for_selector("[data-part=tabell-risiko] td[data-cell][tabindex='0']")


def test_who_else_is_here_is_told_with_the_cell(sheet: Page, other: Page, plan: Plan) -> None:
    cell = f"tiltak-{Action.objects.get(title='Tiltak 0').pk}-title"
    other.locator(f'[data-cell="{cell}"]').focus()
    sheet.wait_for_selector(f'[data-cell="{cell}"][data-here="Ola ansvarlig"]')
    sheet.get_by_role("button", name="Ola ansvarlig").click()
    assert sheet.evaluate("document.activeElement.dataset.cell") == cell
