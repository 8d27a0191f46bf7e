"""A network meeting as it is held, by keyboard: agenda, slides, a decision, minutes, and the next meeting."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from gevinst.meetings.freezing import freeze
from gevinst.meetings.models import Decision, Meeting
from gevinst.meetings.services import Invitation, create_meeting
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from tests.browser.test_pages import _faults_now, turn
from tests.gevinst.meetings.world import soon

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What stands on a slide with smaller letters than 18 px, in text, in drawings and in labels of a style sheet.
SMALL = """() => [...document.querySelectorAll('body.deck *')].flatMap(one => {
  if (!one.checkVisibility() || one.closest('.sr-only')) return [];
  const written = [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  const label = getComputedStyle(one, '::before');
  return [written && getComputedStyle(one), /\\w/.test(label.content) && label.content !== 'none' && label]
    .filter(style => style && parseFloat(style.fontSize) < 18)
    .map(style => `${one.tagName} ${style.fontSize} ${one.textContent.slice(0, 30)}`);
})"""


@pytest.fixture
def meeting(product: str) -> Meeting:
    return create_meeting(
        invitation=Invitation(
            title="Nettverksmøte",
            date=soon(0),
            group=Actor.objects.get(kind="network", code="ror"),
            indicators=list(Indicator.objects.filter(slug__in=["ukp-dogn", "ukp-andel-nulldogn"])),
        ),
        by=None,
    )


def press_at(page: Page, words: str, role: str = "button") -> None:
    """As one does who has no mouse."""
    page.get_by_role(role, name=words, exact=True).first.focus()  # type: ignore[arg-type]
    page.keyboard.press("Enter")


def shown(page: Page) -> str:
    """What the slide says that is open; exactly one is."""
    assert page.locator("[data-slide]:visible").count() == 1
    return page.locator("[data-slide]:visible .slide__finding").inner_text()


def test_a_meeting_is_held_by_keyboard_from_agenda_to_the_next(
    page: Page, product: str, log_in: Callable[[str], None], meeting: Meeting
) -> None:
    log_in("kari")
    page.goto(f"{product}/moter/{meeting.pk}/")
    press_at(page, "Foreslå saksliste", "link")
    page.locator("h1", has_text="tallene ber om").wait_for()
    press_at(page, "Legg til på sakslisten")
    page.locator(".agenda__item").first.wait_for()
    press_at(page, "Start møtet og frys tallene")
    page.locator(".frozen", has_text="Tall slik de var").wait_for()
    page.set_viewport_size({"width": 1920, "height": 1080})
    press_at(page, "Vis på storskjerm", "link")
    page.locator(".deck[data-on]").wait_for()
    _turn_the_slides(page)
    _decide(page)
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(r"/moter/\d+/$"))
    for name, ending in (("PDF", "pdf"), ("Word", "docx")):
        with page.expect_download() as told:
            press_at(page, f"Last ned referatet som {name}", "link")
        assert told.value.suggested_filename == f"referat-nettverksmote-{meeting.date}.{ending}"
    press_at(page, "Neste møte", "link")
    page.get_by_label("Dato").fill(f"{soon(30):%d.%m.%Y}")
    page.keyboard.press("Enter")
    page.locator(".followed", has_text="Molde prøver daglig avklaring").wait_for()
    assert "Ikke nok målinger ennå" in page.locator(".followed").inner_text()


def _turn_the_slides(page: Page) -> None:
    slides = page.locator("[data-slide]").count()
    assert page.locator("body > header h1").inner_text() == "Nettverksmøte"
    assert list(_faults_now(page)) == []
    outside = page.evaluate(
        "axe.run({runOnly: ['region', 'page-has-heading-one']}).then(one => one.violations)"
    )
    assert outside == []
    assert shown(page) == "Siden forrige møte"
    page.keyboard.press("ArrowRight")
    first = shown(page)
    page.locator("[data-slide]:visible .main-svg").first.wait_for()
    assert page.evaluate(SMALL) == []
    for key, back in (("ArrowDown", "ArrowUp"), ("PageDown", "PageUp"), (" ", "ArrowLeft")):
        page.keyboard.press(key)
        assert page.locator("[data-counter]").inner_text() == f"Lysark 3 av {slides}"
        page.keyboard.press(back)
        assert shown(page) == first
    page.keyboard.press("End")
    assert shown(page) == "Beslutninger i møtet"
    page.keyboard.press("ArrowRight")
    assert page.locator("[data-counter]").inner_text() == f"Lysark {slides} av {slides}"
    page.keyboard.press("Home")
    assert page.locator("[data-counter]").inner_text() == f"Lysark 1 av {slides}"
    for scheme in ("dark", "light"):
        turn(page, scheme)
        assert list(_faults_now(page)) == []
    page.keyboard.press("ArrowRight")


def _decide(page: Page) -> None:
    """Two presses of Enter from the slide, and what is typed between."""
    at = page.locator("[data-counter]").inner_text()
    press_at(page, "Ny beslutning", "link")
    page.locator("dialog[open] [name=text]").fill("Molde prøver daglig avklaring")
    page.locator("dialog[open] [name=owner]").select_option(label="gevinstkoordinator i Molde")
    page.locator("dialog[open] [name=due]").focus()
    assert list(_faults_now(page)) == []
    page.keyboard.press("Enter")
    page.locator("[data-slide]:visible .decision", has_text="Molde prøver daglig avklaring").wait_for()
    assert page.locator("dialog[open]").count() == 0
    assert page.locator("[data-counter]").inner_text() == at
    assert Decision.objects.filter(text="Molde prøver daglig avklaring", item__isnull=False).count() == 1


def test_the_spread_of_a_group_keeps_its_scale_on_a_phone(
    page: Page, product: str, log_in: Callable[[str], None], meeting: Meeting
) -> None:
    """Names inside the drawing once hid the numbers under them."""
    days = Indicator.objects.get(slug="ukp-dogn")
    meeting.items.create(kind="spread", title="Forskjeller", indicator=days)
    freeze(meeting=meeting)
    log_in("kari")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{product}/moter/{meeting.pk}/lysark/?n=1#lysark-1")
    slide = page.locator("[data-slide]:visible", has=page.locator(".main-svg")).first
    ticks = slide.locator(".xtick text:visible")
    ticks.first.wait_for()
    numbers = [float(one.replace(",", ".")) for one in ticks.all_text_contents()]
    assert len(numbers) >= 3
    assert len({round(after - before, 3) for before, after in pairwise(numbers)}) == 1, numbers
    grid = slide.locator(".xgrid").count()
    assert grid + 1 >= len(numbers)
    names = slide.locator(".annotation-text").all_text_contents()
    assert any(name.startswith("Rauma: ") for name in names), names
    slide.locator(".slide__table > summary").click()
    slide.locator(".slide__table table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "the table scrolls, not the page"


@pytest.mark.parametrize("width", [320, 1280])
def test_no_long_name_runs_out_of_a_slide(
    page: Page, product: str, log_in: Callable[[str], None], meeting: Meeting, width: int
) -> None:
    Actor.objects.filter(kind="municipality", code="1506").update(name="Storfjord - Omasvuotna - Omasvuono")
    days = Indicator.objects.get(slug="ukp-dogn")
    for kind in ("spread", "missing"):
        meeting.items.create(kind=kind, title="Forskjeller", indicator=days)
    freeze(meeting=meeting)
    log_in("kari")
    page.set_viewport_size({"width": width, "height": 800})
    for number in (1, 2):
        page.goto(f"{product}/moter/{meeting.pk}/lysark/?n={number}#lysark-{number}")
        name = page.locator(f"#lysark-{number} :is(.annotation-text, .ytick text)", has_text="Storfjord")
        name.wait_for()
        drawing, text = page.locator(f"#lysark-{number} .main-svg").first.bounding_box(), name.bounding_box()
        assert drawing is not None
        assert text is not None
        assert drawing["x"] <= text["x"]
        assert text["x"] + text["width"] <= drawing["x"] + drawing["width"]
        lines = name.locator("tspan.line").count()
        assert lines == (2 if width == 320 else 0), "broken where the server says, and only there"


@pytest.mark.parametrize("size", [(1280, 800), (1280, 600), (320, 640)])
def test_the_first_slide_is_large_and_whole_however_long_the_agenda(
    page: Page, product: str, log_in: Callable[[str], None], meeting: Meeting, size: tuple[int, int]
) -> None:
    invitation = Invitation(
        title="Neste", date=soon(30), group=meeting.group, indicators=list(meeting.indicators.all())
    )
    following = create_meeting(invitation=invitation, by=None, after=meeting)
    for number in range(9):
        following.items.create(kind="own", title=f"Erfaringer fra {number + 1}. runde")
    log_in("kari")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{product}/moter/{following.pk}/lysark/")
    assert shown(page) == "Siden forrige møte"
    table = page.locator("#lysark-0 .table-region")
    assert table.locator("tbody tr").count() >= 2, "the example's decisions are still open"
    assert table.evaluate("one => one.scrollHeight - one.clientHeight") == 0
    last = page.locator(".slide__agenda a").last
    last.focus()
    bar, link = page.locator(".deck__foot").bounding_box(), last.bounding_box()
    assert bar is not None
    assert link is not None
    assert link["y"] + link["height"] <= bar["y"]
    assert page.evaluate(SMALL) == []


def test_without_script_the_slides_are_under_each_other(
    chromium: Browser, page: Page, product: str, log_in: Callable[[str], None], meeting: Meeting
) -> None:
    meeting.items.create(kind="own", title="Erfaringer")
    log_in("kari")
    cookies = page.context.cookies()
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640})
    context.add_cookies(cookies)  # type: ignore[arg-type]
    plain = context.new_page()
    plain.goto(f"{product}/moter/{meeting.pk}/lysark/")
    assert plain.locator("[data-slide]:visible").count() == 3
    assert plain.locator("[data-deck-controls]:visible").count() == 0
    context.close()
