"""From an empty municipality to an approved plan with three benefits, by way of a workshop on five phones.

GEVINST_TEST_RECORD=folder keeps what the coordinator's browser did, to be played by `playwright show-trace`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.db.models import Q

from gevinst.access.links import INVITATION, path_for
from gevinst.access.models import User
from gevinst.plans.models import Plan, Version
from tests.browser.conftest import PASSWORD
from tests.browser.sheets import all_saved
from tests.browser.test_workshop import DOCTOR, HOME, TASKS, fill, join, phone, send
from tests.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLACE, WHERE = "Vestnes", "municipality/1535"
# The title of a task, its indicator, nullpunkt, ambition.
BENEFITS = (
    ("Skrive medisinlister for hånd", "andel-legemidler-innen-tidsintervall", "71", "90"),
    ("Finne ut hvem pasienten møter", "pleiekontinuitet-hjemmetjenesten", "0,46", "0,30"),
    ("Be om epikrise på telefon", "ukp-andel-nulldogn", "62", "85"),
)


@contextmanager
def person(chromium: Browser, *, record: str = "") -> Iterator[Page]:
    """Somebody at a computer of their own."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nb-NO")
    folder = os.environ.get("GEVINST_TEST_RECORD") if record else None
    if folder:
        context.tracing.start(screenshots=True, snapshots=True)
    page, problems = context.new_page(), list[str]()
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    if folder:
        context.tracing.stop(path=f"{folder}/{record}.zip")
    context.close()
    assert not problems, "\n".join(problems)


def test_a_new_municipality_goes_from_nothing_to_an_approved_plan(
    chromium: Browser, product: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("give_role", "anita@vestnes.example.com", "Anita administrator", "municipality:1535")
    invitation = re.findall(r"/konto/velg-passord/\S+", capsys.readouterr().out)[0]
    with person(chromium) as administrator:
        come_in(administrator, product + invitation, "Anita")
        links = {
            who: give_role(administrator, product, who, role)
            for who, role in (("Kine", "Gevinstkoordinator"), ("Odd", "Gevinstansvarlig"))
        }
    with person(chromium, record="fra-tom-kommune-til-godkjent-plan") as kine:
        come_in(kine, links["Kine"], "Kine")
        walk_the_tasks(kine, product)
        start_plan(kine, product)
        hold_workshop(kine, chromium, product)
        for title, indicator, baseline, ambition in BENEFITS:
            make_benefit(kine, product, title, indicator)
            set_target(kine, baseline, ambition)
            add_action(kine)
        plan = Plan.objects.get(actor__name=PLACE)
        fill_in_the_sheet(kine, product, plan)
        kine.goto(f"{product}/kom-i-gang/{WHERE}/")
        assert kine.locator("h1").inner_text() == f"{PLACE} er i gang"
        kine.goto(f"{product}/plan/{plan.pk}/versjoner/")
        kine.get_by_role("button", name="Send til godkjenning").click()
        kine.get_by_role("link", name="Les versjonen").wait_for()
        assert kine.get_by_role("link", name="Les og avgjør").count() == 0, "she sent it herself"
    with person(chromium) as odd:
        come_in(odd, links["Odd"], "Odd")
        odd.goto(f"{product}/plan/{plan.pk}/versjoner/")
        odd.get_by_role("link", name="Les og avgjør").click()
        for title, *_rest in BENEFITS:
            assert odd.get_by_text(title).count()
        odd.get_by_role("button", name="Godkjenn planen").click()
        odd.goto(f"{product}/plan/{plan.pk}/")
        assert re.search(r"[Gg]odkjent", odd.locator("main").inner_text())
    assert [version.state for version in plan.versions.all()] == [Version.State.APPROVED]
    assert plan.benefits.count() == 3
    assert all(benefit.estimated_by.hours_likely > 0 for benefit in plan.benefits.all())


def come_in(page: Page, link: str, who: str) -> None:
    """By the link: a password is chosen, and used."""
    page.goto(link)
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=login]").fill(f"{who.lower()}@vestnes.example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile(r"/(min|kom-i-gang|folk-og-roller)/"))


def give_role(page: Page, product: str, who: str, role: str) -> str:
    """The link that goes by mail to the one who is given it."""
    page.goto(f"{product}/folk-og-roller/{WHERE}/")
    page.locator("[name=email]").fill(f"{who.lower()}@vestnes.example.com")
    page.locator("main [name=name]").fill(f"{who} {role.lower()}")
    page.locator("label.choice", has_text=role).first.click()
    page.get_by_role("button", name="Gi rollen").click()
    page.get_by_text(f"{who} {role.lower()} er {role.lower()} i {PLACE}").wait_for()
    return product + path_for(User.objects.get(email=f"{who.lower()}@vestnes.example.com"), INVITATION)


def walk_the_tasks(page: Page, product: str) -> None:
    page.goto(f"{product}/oversikt/{WHERE}/")
    assert "2 av 8 oppgaver er gjort" in page.locator("main").inner_text(), "roles, and a network it is in"
    page.get_by_role("link", name="Fortsett der dere slapp").click()
    page.wait_for_url(re.compile("/kom-i-gang/"))
    page.goto(f"{product}/kom-i-gang/{WHERE}/innforing/")
    page.locator("[name=go_live]").fill("01.03.2027")
    save(page)
    for slug, label in (("tjenester", HOME), ("gevinstmal", "Samhandling")):
        page.goto(f"{product}/kom-i-gang/{WHERE}/{slug}/")
        page.locator("label.choice", has_text=label).first.click()
        save(page)


def save(page: Page) -> None:
    page.locator("main form").get_by_role("button", name="Lagre").click()
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def start_plan(page: Page, product: str) -> None:
    page.goto(f"{product}/kom-i-gang/{WHERE}/maleindikatorer/")
    page.get_by_role("button", name=f"Start en plan for {PLACE}").click()
    page.wait_for_url(re.compile(r"/plan/\d+/$"))
    assert "Planen er tom" in page.locator("main").inner_text()


def hold_workshop(page: Page, chromium: Browser, product: str) -> None:
    page.goto(f"{product}/kom-i-gang/{WHERE}/workshop/")
    page.get_by_role("link", name="Lag en workshop").click()
    page.locator("[name=title]").fill("Gevinstworkshop i Vestnes")
    page.locator("[name=date]").fill("06.10.2026")
    page.locator("label.choice", has_text=HOME).first.locator("input").check()
    page.locator("[name=other_services]").fill(DOCTOR)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_role("button", name="Åpne for deltakerne").click()
    address = page.locator("#invitation-link").input_value()
    with ExitStack() as stack:
        phones = [stack.enter_context(phone(chromium)) for _place in range(5)]
        for each, task in zip(phones, TASKS, strict=True):
            join(each, address)
            fill(each, *task)
            send(each)
            each.locator(".mine", has_text=task[1]).wait_for()
    page.reload()
    page.get_by_role("link", name="Se 1 mulig dublett").click()
    page.get_by_role("button", name="Slå sammen 2 oppgaver").click()


def make_benefit(page: Page, product: str, title: str, indicator: str) -> None:
    page.goto(f"{product}/workshop/")
    page.get_by_role("link", name="Gevinstworkshop i Vestnes").first.click()
    stem = title.split()[0]
    page.get_by_role("link", name=re.compile(f"^Lag gevinst av «{stem} ")).first.click()
    if not page.locator(f"button[name=indicator][value={indicator}]").count():
        page.goto(page.url.split("?")[0] + f"?sok={indicator.split('-')[-1]}")
    page.locator("[name=title]").fill(title)
    page.locator(f"button[name=indicator][value={indicator}]").click()
    page.wait_for_url(re.compile("/plan/gevinst/"))


def set_target(page: Page, baseline: str, ambition: str) -> None:
    page.get_by_role("link", name=re.compile("nullpunkt og ambisjon", re.IGNORECASE)).first.click()
    page.locator("[name=baseline]").fill(baseline)
    page.locator("[name=baseline_period]").fill("2025")
    page.locator("[name=baseline_source]").fill("Egen telling")
    better = (
        "at_least" if float(ambition.replace(",", ".")) > float(baseline.replace(",", ".")) else "at_most"
    )
    page.locator(f"[name=form][value={better}]").check()
    page.locator("[name=target]").fill(ambition)
    page.locator("[name=target_date]").fill("31.12.2028")
    save(page)
    page.wait_for_url(re.compile(r"/plan/gevinst/\d+/$"))


def add_action(page: Page) -> None:
    page.get_by_role("link", name="Legg til tiltak").click()
    page.locator("[name=title]").fill("Opplæring på avdelingen")
    page.locator("[name=owner_title]").fill("Avdelingsleder")
    page.locator("[name=due]").fill("01.06.2027")
    page.locator("[name=state][value=planned]").check()
    save(page)


def fill_in_the_sheet(page: Page, product: str, plan: Plan) -> None:
    """Goal and owner of each benefit, as in a spreadsheet."""
    page.goto(f"{product}/plan/{plan.pk}/ark/")
    for benefit in plan.benefits.all():
        cell = page.locator(f"[data-cell='gevinst-{benefit.pk}-owner_title']")
        cell.click()
        page.keyboard.type("Enhetsleder")
        page.keyboard.press("Enter")
        goal = page.locator(f"[data-cell='gevinst-{benefit.pk}-goal']")
        goal.click()
        page.keyboard.press("Enter")
        goal.locator("select").select_option(label="Samhandling")
        page.keyboard.press("Enter")
    until(lambda: not plan.benefits.filter(Q(goal=None) | Q(owner_title="")).exists())
    all_saved(page)
