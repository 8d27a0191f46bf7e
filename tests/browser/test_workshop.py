"""A workshop as it is held: five people with phones, a coordinator, and a benefit at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import TYPE_CHECKING

import pytest

from gevinst.access.models import User
from gevinst.plans.models import Benefit
from gevinst.workshops.examples import load_workshops
from gevinst.workshops.models import Question, TaskBenefit, Workshop
from gevinst.workshops.services import Invitation, create_workshop
from indicators.actors.models import Actor
from tests.browser.test_pages import _faults_now, turn

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME, DOCTOR = "Helsetjenester i hjemmet", "Legekontor"
PHONE = {"width": 375, "height": 667}
TASKS = (
    (HOME, "Skrive medisinliste for hånd", "10", "12", "6"),
    (HOME, "Skrive medisinlister for hånd", "8", "10", "6"),
    (HOME, "Finne ut hvem pasienten møter", "20", "6", "3"),
    (DOCTOR, "Be om epikrise på telefon", "15", "9", "2"),
    (DOCTOR, "Sende resept på nytt", "30", "4", "1"),
)


@pytest.fixture
def workshop(product: str) -> Workshop:
    return create_workshop(
        actor=Actor.objects.get(kind="municipality", code="1539"),
        invitation=Invitation(
            title="Gevinstworkshop",
            date=date(2026, 10, 6),
            services=[HOME, DOCTOR],
            questions=Question.values,
            weeks=46,
        ),
        by=User.objects.get(email="kari@example.com"),
    )


@contextmanager
def phone(chromium: Browser, *, script: bool = True) -> Iterator[Page]:
    """A phone of its own, with its own cookies; its test fails on any console error."""
    context = chromium.new_context(
        viewport=PHONE,
        has_touch=True,
        locale="nb-NO",
        java_script_enabled=script,  # type: ignore[arg-type]
    )
    page, problems = context.new_page(), list[str]()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda said: (
            problems.append(said.text)
            if said.type == "error" and "ERR_INTERNET_DISCONNECTED" not in said.text
            else None
        ),
    )
    yield page
    context.close()
    assert not problems, "\n".join(problems)


def fill(page: Page, service: str, title: str, times: str, now: str, likely: str) -> None:
    page.get_by_label("Tjeneste").select_option(label=service)
    page.get_by_label("Arbeidsoppgave").fill(title)
    page.locator("[name=times]").fill(times)
    page.locator("[name=minutes_now]").fill(now)
    page.locator("[name=minutes_likely]").fill(likely)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send inn oppgaven").click()


def join(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Bli med").click()
    page.get_by_role("heading", name="Ny oppgave").wait_for()


def test_five_people_on_phones_fill_in_and_the_coordinator_makes_a_benefit(
    page: Page, chromium: Browser, product: str, log_in: Callable[[str], None], workshop: Workshop
) -> None:
    log_in("kari")
    page.goto(f"{product}/workshop/{workshop.pk}/")
    page.get_by_role("button", name="Åpne for deltakerne").click()
    address = page.locator("#invitation-link").input_value()
    assert address == f"{product}/w/{workshop.token}/"
    page.get_by_role("link", name="Vis på storskjerm").click()
    with ExitStack() as stack:
        phones = [stack.enter_context(phone(chromium, script=place != 4)) for place in range(5)]
        for each in phones:
            join(each, address)
        # All have written before the first one sends.
        for each, task in zip(phones, TASKS, strict=True):
            fill(each, *task)
        for each in phones:
            send(each)
        for each, task in zip(phones, TASKS, strict=True):
            each.locator(".mine", has_text=task[1]).wait_for()
            assert "er sendt inn" in each.locator("#messages").inner_text()
        page.locator("dd", has_text=re.compile("^5$")).nth(1).wait_for()
        assert workshop.tasks.count() == 5
        _merge_the_twins(page, product, workshop)
        _everybody_scores(page, product, workshop, phones, address)
    _make_the_benefit(page, product, workshop)


def _merge_the_twins(page: Page, product: str, workshop: Workshop) -> None:
    page.goto(f"{product}/workshop/{workshop.pk}/")
    page.get_by_role("link", name="Se 1 mulig dublett").click()
    page.get_by_role("button", name="Slå sammen 2 oppgaver").click()
    assert "1 oppgave er slått sammen" in page.locator("#messages").inner_text()
    assert workshop.tasks.counted().count() == 4


def _everybody_scores(page: Page, product: str, workshop: Workshop, phones: list[Page], address: str) -> None:
    page.goto(f"{product}/workshop/{workshop.pk}/prioritering/")
    page.get_by_role("button", name="La deltakerne prioritere").click()
    for place, each in enumerate(phones):
        each.goto(f"{address}prioriter/")
        for _task in range(4):
            for name, score in (("size", 5 - place % 2), ("difficulty", 1 + place % 3), ("strategy", 4)):
                each.locator(f"label:has([name={name}][value='{score}'])").click()
            each.get_by_role("button", name="Lagre og gå videre").click()
        each.get_by_role("heading", name="Du har vurdert alle oppgavene").wait_for()
    page.reload()
    assert "4 lavthengende frukter" in page.locator("h1").inner_text()
    assert page.locator(".matrix__drawn polygon").count() == 4


def _make_the_benefit(page: Page, product: str, workshop: Workshop) -> None:
    page.goto(f"{product}/workshop/{workshop.pk}/")
    page.get_by_role("link", name="Lag gevinst av «Finne ut hvem pasienten møter»").click()
    page.get_by_role("button", name=re.compile("^Lag gevinst")).first.click()
    page.wait_for_url(re.compile("/plan/gevinst/"))
    assert "Sett nullpunkt og ambisjon" in page.locator("#messages").inner_text()
    link = TaskBenefit.objects.get()
    assert Benefit.objects.get(pk=link.benefit_id).title == "Finne ut hvem pasienten møter"
    assert link.hours_likely == pytest.approx(20 * 46 * 3 / 60)
    page.goto(f"{product}/workshop/{workshop.pk}/")
    page.get_by_role("heading", name="Anslag og målt resultat").wait_for()


def test_a_draft_outlives_a_lost_connection_and_a_closed_tab_and_is_received_once(
    chromium: Browser, product: str, workshop: Workshop
) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(state="open")
    address = f"{product}/w/{workshop.token}/"
    with phone(chromium) as page:
        join(page, address)
        fill(page, *TASKS[0])
        page.context.set_offline(True)
        send(page)
        page.get_by_text("Ingen forbindelse.").wait_for()
        assert page.get_by_label("Arbeidsoppgave").input_value() == TASKS[0][1]
        page.context.set_offline(False)
        page.reload()
        assert page.get_by_label("Arbeidsoppgave").input_value() == TASKS[0][1]
        key = page.locator("[name=key]").input_value()
        send(page)
        page.locator(".mine", has_text=TASKS[0][1]).wait_for()
        assert page.get_by_label("Arbeidsoppgave").input_value() == ""
        assert page.locator("[name=key]").input_value() != key
        # The answer got lost on the way: the phone sends what was received once more.
        fill(page, *TASKS[0])
        page.evaluate("key => { document.querySelector('[name=key]').value = key }", key)
        send(page)
        page.get_by_text("er sendt inn").wait_for()
    assert workshop.tasks.count() == 1


def test_nothing_on_the_projector_is_under_18_px_and_all_of_it_is_in_sight(
    page: Page, product: str, log_in: Callable[[str], None]
) -> None:
    load_workshops()
    page.set_viewport_size({"width": 1280, "height": 720})
    log_in("kari")
    page.goto(f"{product}/workshop/{Workshop.objects.get().pk}/skjerm/")
    sizes = page.evaluate(
        """[...document.body.querySelectorAll('*')]
        .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
        .filter(one => one.checkVisibility() && !one.closest('svg, script'))
        .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    )
    assert len(sizes) > 10
    assert min(sizes) >= 18
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_what_is_wrong_is_told_on_the_phone_and_nothing_typed_is_lost(
    chromium: Browser, product: str, workshop: Workshop
) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(state="open")
    with phone(chromium) as page:
        join(page, f"{product}/w/{workshop.token}/")
        fill(page, HOME, "Ringe 13097248022", "10", "12", "6")
        send(page)
        page.locator(".error-summary", has_text="fødselsnummer").wait_for()
        assert page.locator("[name=times]").input_value() == "10"
        page.get_by_label("Arbeidsoppgave").fill("Ringe pårørende")
        send(page)
        page.locator(".mine", has_text="Ringe pårørende").wait_for()


@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_of_a_workshop_has_a_fault_axe_knows_of_and_none_scrolls_sideways(
    page: Page, product: str, log_in: Callable[[str], None], width: int
) -> None:
    load_workshops()
    workshop = Workshop.objects.get()
    task = workshop.tasks.first()
    assert task is not None
    page.set_viewport_size({"width": width, "height": 720})
    log_in("kari")
    page.goto(f"{product}/w/{workshop.token}/")
    welcome = list(_faults_now(page))
    page.get_by_role("button", name="Bli med").click()
    own = f"/workshop/{workshop.pk}"
    addresses = ["/workshop/", f"/workshop/ny/{workshop.actor_id}/", f"{own}/", f"{own}/rediger/"]
    addresses += [f"{own}/{part}/" for part in ("skjerm", "fil", "like", "prioritering", "ny-oppgave")]
    addresses += [f"/workshop/oppgave/{task.pk}/{part}" for part in ("", "vurdering/", "gevinst/")]
    addresses += [f"/w/{workshop.token}/{part}" for part in ("", "sporsmal/", "prioriter/")]
    faults = [f"welcome: {fault}" for fault in welcome]
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.goto(f"{product}{address}")
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        for scheme in ("light", "dark"):
            turn(page, scheme)
            page.wait_for_timeout(100)
            faults += [f"{address} at {width} px, {scheme}: {fault}" for fault in _faults_now(page)]
    assert not faults, "\n".join(faults)
