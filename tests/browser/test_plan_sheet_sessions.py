"""Whose text it is that waits to be saved, and what is said when it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gevinst.access.models import RoleAssignment
from gevinst.plans.models import Benefit, Change, Plan
from tests.browser.sheets import all_saved, another, come_in, go_out, log_in_here, says, stands, write
from tests.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OUT = "Du er logget ut. Logg inn igjen; det du skrev, er tatt vare på."
OFFLINE = "Får ikke lagret akkurat nå."


@pytest.fixture
def plan(product: str) -> Plan:
    found: Plan = Plan.objects.get(actor__name="Rauma")
    found.benefits.update(note="")
    return found


def note_of(plan: Plan) -> str:
    return plan.benefits.get(pk=plan.benefits.first().pk).note


def kept(page: Page) -> int:
    count: int = page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('gevinst-plan-')).length"
    )
    return count


def test_what_one_person_typed_is_never_sent_as_the_next_one_at_the_same_machine(
    chromium: Browser, product: str, plan: Plan
) -> None:
    address, cell = f"/plan/{plan.pk}/ark/", f"gevinst-{plan.benefits.first().pk}-note"
    with another(chromium, product, "kari", address) as cut_off:
        machine = cut_off.context
        machine.set_offline(True)
        write(cut_off, cell, "Karis ord")
        says(cut_off, OFFLINE)
        cut_off.close()  # what it would send on its way out does not come through
        machine.set_offline(False)
        page = machine.new_page()
        go_out(page, product)
        come_in(page, product, "ola")
        page.goto(f"{product}{address}")
        all_saved(page)
        stands(page, cell, "")
        page.wait_for_timeout(1500)
        assert (note_of(plan), Change.objects.count(), kept(page)) == ("", 0, 1)
        go_out(page, product)
        come_in(page, product, "kari")
        page.goto(f"{product}{address}")
        all_saved(page)
        says(page, "Det du skrev sist og ikke rakk å lagre, er hentet fram og lagres nå.")
        assert (note_of(plan), kept(page)) == ("Karis ord", 0)
    assert Change.objects.get().by.email == "kari@example.com"


def test_a_tab_whose_session_is_over_says_so_asks_no_more_and_leads_back(
    chromium: Browser, product: str, plan: Plan
) -> None:
    address, cell = f"/plan/{plan.pk}/ark/", f"gevinst-{plan.benefits.first().pk}-note"
    with another(chromium, product, "kari", address) as page:
        page.wait_for_load_state("networkidle")  # the bell, too, would lead to the login
        page.context.clear_cookies()
        write(page, cell, "Karis ord")
        says(page, OUT)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.keyboard.type(" og flere")
        page.wait_for_timeout(6000)
        assert asked == []
        says(page, OUT)
        page.get_by_role("link", name="Logg inn").last.click()
        page.wait_for_url("**/logg-inn/**")
        log_in_here(page, "kari")
        page.wait_for_url(f"**{address}")
        all_saved(page)
    assert note_of(plan) == "Karis ord og flere"


def test_a_tab_left_open_by_one_person_writes_nothing_as_another(
    chromium: Browser, product: str, plan: Plan
) -> None:
    address, cell = f"/plan/{plan.pk}/ark/", f"gevinst-{plan.benefits.first().pk}-note"
    with another(chromium, product, "kari", address) as page:
        next_one = page.context.new_page()
        go_out(next_one, product)
        come_in(next_one, product, "ola")
        page.bring_to_front()
        write(page, cell, "Karis ord")
        page.keyboard.press("Enter")
        says(page, OUT)
    assert (note_of(plan), Change.objects.count()) == ("", 0)


def test_who_may_no_longer_edit_is_told_and_the_text_stays(
    chromium: Browser, product: str, plan: Plan
) -> None:
    address, cell = f"/plan/{plan.pk}/ark/", f"gevinst-{plan.benefits.first().pk}-note"
    with another(chromium, product, "kari", address) as page:
        RoleAssignment.objects.filter(user__email="kari@example.com").delete()
        write(page, cell, "Karis ord")
        says(page, "Du kan ikke lenger redigere denne planen.")
        assert kept(page) == 1
    assert Benefit.objects.get(pk=plan.benefits.first().pk).note == ""


def test_a_text_that_has_no_cell_any_more_is_shown_and_shuts_nobody_out(
    chromium: Browser, product: str, plan: Plan
) -> None:
    address, cell = f"/plan/{plan.pk}/ark/", f"gevinst-{plan.benefits.first().pk}-note"
    with another(chromium, product, "kari", address) as page:
        page.evaluate(
            """cell => {
                const {plan, user} = document.querySelector('[data-plan-sheet]').dataset;
                const text = JSON.stringify({text: 'Et gammelt felt', base: ''});
                localStorage.setItem(`gevinst-plan-${plan}-${user}/${cell}`, text);
            }""",
            cell.replace("note", "sluttet"),
        )
        page.reload()
        says(page, "hører til en celle som ikke finnes lenger")
        says(page, "Et gammelt felt")
        write(page, cell, "Karis ord")
        page.keyboard.press("Enter")
        page.wait_for_function("() => !document.querySelector('.is-waiting')")
        assert (note_of(plan), kept(page)) == ("Karis ord", 1)
        page.get_by_role("button", name="Slett teksten").click()
        all_saved(page)
        assert kept(page) == 0


def test_a_text_no_request_has_room_for_is_refused_and_keeps_no_other_from_being_saved(
    chromium: Browser, product: str, plan: Plan
) -> None:
    first, second = (f"gevinst-{one.pk}-note" for one in plan.benefits.all()[:2])
    with another(chromium, product, "kari", f"/plan/{plan.pk}/ark/") as page:
        page.evaluate(
            """([first, second]) => {
                PlanSheet.saving.put(first, 'x'.repeat(1_000_001), '');
                PlanSheet.saving.put(second, 'Kort', '');
            }""",
            [first, second],
        )
        page.wait_for_selector(f'[data-cell="{first}"] .cell__fault')
        page.wait_for_function("() => !document.querySelector('.is-waiting')")
        until(lambda: plan.benefits.filter(note="Kort").exists())
        page.wait_for_timeout(2500)
        said = {f"gevinst-{one.pk}-note": one.note for one in plan.benefits.all()[:2]}
        assert said == {first: "", second: "Kort"}
