"""Working on a plan in the sheet: by keyboard alone, two at a time, and with the tab killed under it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gevinst.access.models import User
from gevinst.plans import edits
from gevinst.plans.models import Benefit, Change, Plan, Proposal
from gevinst.plans.rows.kind import Address
from gevinst.plans.services import add_action
from tests.browser.sheets import all_saved, another, stands, write
from tests.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AT_MOST = 5.0  # seconds of text that may be lost
BETWEEN = 0.1  # seconds from key to key


@pytest.fixture
def plan(product: str) -> Plan:
    plan: Plan = Plan.objects.get(actor__name="Rauma")
    benefit = plan.benefits.first()
    for number in range(12):
        add_action(benefit=benefit, title=f"Tiltak {number:02}")
    return plan


@pytest.fixture
def sheet(page: Page, product: str, log_in: Callable[[str], None], plan: Plan) -> Page:
    log_in("kari")
    page.goto(f"{product}/plan/{plan.pk}/ark/")
    return page


def test_fifty_cells_are_written_without_a_mouse(sheet: Page, plan: Plan) -> None:
    actions = list(plan.benefits.first().actions.filter(title__startswith="Tiltak ").order_by("due", "pk"))
    sheet.locator(f'[data-cell="tiltak-{actions[0].pk}-title"]').focus()
    for number in range(10):
        for cell in (f"Nytt {number:02}", f"Leder {number:02}", "1.2.2027", "1.3.2027", "i gang"):
            if cell == "i gang":
                sheet.keyboard.press("Enter")
                sheet.keyboard.type("i gang")
                sheet.keyboard.press("Enter")  # one row down, in the last column
            else:
                sheet.keyboard.press("Enter")
                sheet.keyboard.press("Control+A")
                sheet.keyboard.type(cell)
                sheet.keyboard.press("Tab")
                sheet.keyboard.press("Escape") if sheet.locator(".is-writing").count() else None
        sheet.keyboard.press("Home")
    all_saved(sheet)
    rows = plan.benefits.first().actions.filter(title__startswith="Nytt ").order_by("title")
    found = [(row.title, row.owner_title, str(row.start), str(row.due), row.state) for row in rows]
    assert found == [
        (f"Nytt {number:02}", f"Leder {number:02}", "2027-02-01", "2027-03-01", "under_way")
        for number in range(10)
    ]


def test_escape_restores_also_what_has_been_saved_meanwhile(sheet: Page, plan: Plan) -> None:
    benefit = plan.benefits.first()
    cell = sheet.locator(f'[data-cell="gevinst-{benefit.pk}-title"]')
    cell.focus()
    sheet.keyboard.press("Enter")
    sheet.keyboard.type("Noe helt annet")
    sheet.wait_for_function("() => !document.querySelector('.is-waiting')")
    assert Benefit.objects.get(pk=benefit.pk).title == "Noe helt annet"
    sheet.keyboard.press("Escape")
    all_saved(sheet)
    assert Benefit.objects.get(pk=benefit.pk).title == benefit.title
    assert cell.inner_text().strip() == benefit.title
    assert not Change.objects.filter(row=benefit.pk, field="title").exists(), "nothing to tell of"


def test_of_two_who_write_in_the_same_cell_both_texts_are_kept(sheet: Page, product: str, plan: Plan) -> None:
    benefit = plan.benefits.first()
    cell = f'[data-cell="gevinst-{benefit.pk}-note"]'
    with another(sheet.context.browser, product, "ola", f"/plan/{plan.pk}/ark/") as other:
        for page, text in ((sheet, "Karis ord"), (other, "Olas ord")):
            page.locator(cell).focus()
            page.keyboard.press("Enter")
            page.keyboard.type(text)
        sheet.keyboard.press("Enter")
        other.keyboard.press("Enter")
        proposal = kept(benefit)
        assert {Benefit.objects.get(pk=benefit.pk).note, proposal.text} == {"Karis ord", "Olas ord"}
        mine, theirs = (sheet, other) if proposal.by.email.startswith("kari") else (other, sheet)
        beside = mine.locator(f"{cell} .proposal")
        assert beside.locator(".proposal__text").inner_text() == proposal.text
        beside.get_by_role("button", name="Bruk denne").click()
        mine.wait_for_function("cell => !document.querySelector(`${cell} .proposal`)", arg=cell)
        assert Benefit.objects.get(pk=benefit.pk).note == proposal.text
        theirs.wait_for_function(
            "([cell, text]) => document.querySelector(cell).dataset.text === text", arg=[cell, proposal.text]
        )


def kept(benefit: Benefit) -> Proposal:
    """Whoever came second, as soon as there is one."""
    until(lambda: Benefit.objects.get(pk=benefit.pk).note.endswith(" ord"))
    return until(
        lambda: Proposal.objects.filter(row=benefit.pk, field="note", text__endswith=" ord").first(),
        lambda: "both were saved, one over the other",
    )


@pytest.mark.parametrize("after", [0.3, 1.5, 3.0, 6.0])
def test_a_tab_that_is_killed_loses_five_seconds_at_most(
    chromium: Browser, product: str, plan: Plan, after: float
) -> None:
    """By the clock of the page, which waits while the server answers: a busy machine loses no more."""
    benefit = plan.benefits.first()
    address = f"/plan/{plan.pk}/ark/"
    typed = [number * BETWEEN for number in range(int(after / BETWEEN))]
    with another(chromium, product, "kari", "/min/") as page:
        page.clock.install()
        page.goto(f"{product}{address}")
        page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
        asked = Asked(page)
        page.locator(f'[data-cell="gevinst-{benefit.pk}-note"]').focus()
        page.keyboard.press("Enter")
        for _ in typed:
            page.keyboard.type("x")
            page.clock.run_for(round(1000 * BETWEEN))
            asked.wait()
        page.context.set_offline(True)  # what it would send on its way out does not come through
        page.close(run_before_unload=False)
        page.context.set_offline(False)
        on_server = len(Benefit.objects.get(pk=benefit.pk).note)
        lost_on_server = [one for one in typed[on_server:] if after - one > AT_MOST]
        assert lost_on_server == [], f"{on_server} of {len(typed)} had reached the server"
        assert (on_server > 0) == (after >= 3), "a text waits three seconds, and is not sent key by key"
        again = page.context.new_page()
        again.goto(f"{product}{address}")
        all_saved(again)
        assert len(Benefit.objects.get(pk=benefit.pk).note) == len(typed), "the browser had kept the rest"


class Asked:
    """Requests on their way."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._on_their_way: set[Request] = set()
        page.on("request", lambda one: self._on_their_way.add(one))
        page.on("requestfinished", lambda one: self._on_their_way.discard(one))
        page.on("requestfailed", lambda one: self._on_their_way.discard(one))

    def wait(self) -> None:
        """Until all are answered and the page has heard of it."""
        self._page.evaluate("null")
        while self._on_their_way:
            self._page.wait_for_timeout(5)
        self._page.evaluate("null")


def test_what_is_typed_on_after_a_conflict_belongs_to_what_was_typed_before(sheet: Page, plan: Plan) -> None:
    benefit = plan.benefits.first()
    cell = f"gevinst-{benefit.pk}-note"
    ola = User.objects.get(email="ola@example.com")
    sheet.locator(f'[data-cell="{cell}"]').focus()
    sheet.keyboard.press("Enter")
    over_it = edits.Written(address=Address.parse(cell), text="Olas ord", base=None)
    edits.edit(plan=plan, written=[over_it], by=ola)
    sheet.keyboard.press("Control+A")
    sheet.keyboard.type("Karis ")
    sheet.wait_for_selector(f'[data-cell="{cell}"] .proposal')
    sheet.keyboard.type("ord")
    sheet.keyboard.press("Enter")
    stands(sheet, cell, "Olas ord")
    all_saved(sheet)
    found = Proposal.objects.get()
    assert (Benefit.objects.get(pk=benefit.pk).note, found.text) == ("Olas ord", "Karis ord")
    assert sheet.locator(f'[data-cell="{cell}"] .proposal__text').inner_text() == "Karis ord"


def test_others_hear_all_of_what_is_one_change_in_the_history(sheet: Page, product: str, plan: Plan) -> None:
    benefit = plan.benefits.first()
    cell = f"gevinst-{benefit.pk}-title"
    with another(sheet.context.browser, product, "ola", f"/plan/{plan.pk}/ark/") as other:
        write(sheet, cell, "Først")
        stands(other, cell, "Først")
        sheet.keyboard.type(" og så mer")
        stands(other, cell, "Først og så mer")
        sheet.keyboard.press("Escape")
        stands(other, cell, benefit.title)
    assert not Change.objects.exists()


def test_what_is_refused_is_there_when_the_sheet_is_opened_again(sheet: Page, plan: Plan) -> None:
    target = plan.benefits.first().contributions.first()
    cell = f"mal-{target.pk}-target_date"
    before = sheet.locator(f'[data-cell="{cell}"]').inner_text()
    write(sheet, cell, "snart")
    sheet.keyboard.press("Enter")
    for _ in range(2):
        sheet.wait_for_selector(f'[data-cell="{cell}"] .cell__fault')
        assert sheet.locator(f'[data-cell="{cell}"] .cell__text').inner_text() == "snart"
        sheet.reload()
    sheet.wait_for_selector(f'[data-cell="{cell}"] .cell__fault')
    sheet.locator(f'[data-cell="{cell}"]').focus()
    sheet.keyboard.press("Escape")
    all_saved(sheet)
    assert sheet.locator(f'[data-cell="{cell}"]').inner_text().strip() == before.strip()


def test_a_block_that_was_pasted_is_taken_back_in_one_step(sheet: Page, plan: Plan) -> None:
    benefits = list(plan.benefits.all()[:2])
    first = sheet.locator(f'[data-cell="gevinst-{benefits[0].pk}-beneficiary"]')
    first.focus()
    first.evaluate(
        """(td, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            td.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true}));
        }""",
        "Pasienter\tEnhetsleder\r\nPårørende\tRådmann\r\n",
    )
    all_saved(sheet)
    said = [(one.beneficiary, one.owner_title) for one in plan.benefits.all()[:2]]
    assert said == [("Pasienter", "Enhetsleder"), ("Pårørende", "Rådmann")]
    sheet.keyboard.press("Control+z")
    all_saved(sheet)
    said = [(one.beneficiary, one.owner_title) for one in plan.benefits.all()[:2]]
    assert said == [(one.beneficiary, one.owner_title) for one in benefits]


def test_what_another_wrote_since_is_not_taken_back_with_ones_own(sheet: Page, plan: Plan) -> None:
    benefit = plan.benefits.first()
    Benefit.objects.filter(pk=benefit.pk).update(note="Først")
    cell = f"gevinst-{benefit.pk}-note"
    sheet.reload()
    write(sheet, cell, "Karis ord")
    sheet.keyboard.press("Enter")
    all_saved(sheet)
    ola = User.objects.get(email="ola@example.com")
    theirs = edits.Written(address=Address.parse(cell), text="Olas ord", base="Karis ord")
    edits.edit(plan=plan, written=[theirs], by=ola)
    stands(sheet, cell, "Olas ord")
    sheet.locator(f'[data-cell="{cell}"]').focus()
    sheet.keyboard.press("Control+z")
    sheet.wait_for_selector(f'[data-cell="{cell}"] .proposal')
    assert Benefit.objects.get(pk=benefit.pk).note == "Olas ord"
    assert Proposal.objects.get().text == "Først"


def test_what_another_wrote_while_a_cell_stood_open_is_there_when_it_is_left(sheet: Page, plan: Plan) -> None:
    benefit = plan.benefits.first()
    cell = f"gevinst-{benefit.pk}-note"
    sheet.locator(f'[data-cell="{cell}"]').focus()
    sheet.keyboard.press("Enter")
    ola = User.objects.get(email="ola@example.com")
    theirs = edits.Written(address=Address.parse(cell), text="Olas ord", base=None)
    edits.edit(plan=plan, written=[theirs], by=ola)
    sheet.wait_for_function(
        "cell => document.querySelector(`[data-cell='${cell}']`).dataset.text === 'Olas ord'", arg=cell
    )
    sheet.wait_for_timeout(5000)  # it is told once
    sheet.keyboard.press("Escape")
    stands(sheet, cell, "Olas ord")
    assert Benefit.objects.get(pk=benefit.pk).note == "Olas ord"
