"""How charts come to be drawn: texts measured apart from the page, and colours that follow it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TREND = "/i/ukp-dogn/?visning=utvikling"
DRAWN = "[data-figure][data-drawn]"
# What the first text of the drawing is written in.
INK = f"getComputedStyle(document.querySelector('{DRAWN} .xtick text')).fill"


@pytest.fixture
def drawn(page: Page, product: str, log_in: Callable[[str], None]) -> Page:
    log_in("kari")
    page.goto(f"{product}{TREND}")
    page.wait_for_selector(DRAWN)
    return page


def test_texts_are_measured_behind_a_shadow_root(drawn: Page) -> None:
    assert drawn.evaluate("document.querySelectorAll('body > svg').length") == 0
    there = "document.querySelector('.chart__measure').shadowRoot"
    assert drawn.evaluate(f"{there}.querySelectorAll('svg#js-plotly-tester > path').length") == 1


def test_the_drawing_follows_light_and_dark(drawn: Page) -> None:
    light = drawn.evaluate(INK)
    drawn.click("[data-theme-toggle]")
    drawn.wait_for_function(f"light => {INK} !== light", arg=light)
    drawn.click("[data-theme-toggle]")
    drawn.wait_for_function(f"light => {INK} === light", arg=light)


def test_the_button_answers_before_the_page_is_gone_through(drawn: Page) -> None:
    pressed = """() => {
        const button = document.querySelector('[data-theme-toggle]');
        const before = [button.dataset.themeNow, document.documentElement.dataset.colorScheme];
        button.click();
        return [before, [button.dataset.themeNow, document.documentElement.dataset.colorScheme]];
    }"""
    before, after = drawn.evaluate(pressed)
    assert before == ["light", "auto"]
    assert after == ["dark", "auto"]
    drawn.wait_for_selector("html[data-color-scheme=dark]")


def test_what_draws_is_on_its_way_before_the_page_is_laid_out(drawn: Page) -> None:
    asked = "performance.getEntriesByType('resource').filter(one => one.name.includes('plotly.min'))"
    assert drawn.evaluate(f"{asked}.map(one => one.initiatorType)") == ["link"]


def test_a_downloaded_picture_has_all_that_is_said_of_the_chart(drawn: Page) -> None:
    drawn.evaluate("document.querySelector('.figure__reading').append(' og mer'.repeat(60))")
    with drawn.expect_download() as told:
        drawn.locator("[data-figure-tools] button").first.click()
    picture = told.value.path().read_text()
    (said,) = re.findall(r'<text class="gtitle-subtitle".*?</text>', picture)
    lines = re.findall(r"<tspan[^>]*>([^<]*)</tspan>", said)
    reading = drawn.locator(".figure__reading").inner_text().split()
    assert " ".join(lines).split()[: len(reading)] == reading
    assert max(len(line) for line in lines) <= int(re.findall(r'width="(\d+)', picture)[0]) / 7


LABELS = f"[...document.querySelectorAll('{DRAWN} .xtick text, {DRAWN} .ytick text, {DRAWN} .ytitle')]"
WITHIN = f"""() => {{
    const room = document.querySelector('{DRAWN} .main-svg').getBoundingClientRect();
    return {LABELS}.map(one => one.getBoundingClientRect()).every(
        one => one.left >= room.left && one.right <= room.right && one.bottom <= room.bottom);
}}"""
LEFT_TO_PLOTLY = f"document.querySelector('{DRAWN} .chart__canvas')._fullLayout.yaxis.automargin"
# Beside what the labels are known to be.
MORE = """() => {
    const json = document.getElementById(document.querySelector('[data-figure]').dataset.figure);
    const figure = JSON.parse(json.textContent);
    figure.layout.yaxis.tickprefix = 'en lang tekst foran ';
    json.textContent = JSON.stringify(figure);
}"""


def test_labels_have_their_room_the_first_time(drawn: Page) -> None:
    assert drawn.evaluate(f"{LABELS}.length") > 5
    assert drawn.evaluate(WITHIN)
    assert drawn.evaluate(LEFT_TO_PLOTLY) is False


def test_labels_longer_than_foreseen_are_not_cut(drawn: Page) -> None:
    drawn.evaluate(MORE)
    drawn.click("[data-theme-toggle]")
    drawn.wait_for_function(f"() => {LEFT_TO_PLOTLY} === true")
    assert drawn.evaluate(WITHIN)


OVER = f"document.querySelector('{DRAWN} .annotation-text')"
RENAMED = """() => {
    const json = document.getElementById(document.querySelector('[data-figure]').dataset.figure);
    json.textContent = json.textContent.replace('ROR-nettverket', 'Helsefellesskapet med et langt navn');
}"""


def test_what_stands_over_the_drawing_has_its_room_on_a_phone(drawn: Page, product: str) -> None:
    drawn.set_viewport_size({"width": 320, "height": 800})
    drawn.goto(f"{product}/sammenlign/?gruppe=network:ror")
    drawn.wait_for_selector(f"{DRAWN} .annotation-text")
    drawn.evaluate(RENAMED)
    drawn.evaluate("document.querySelector('[data-theme-toggle]').click()")
    drawn.wait_for_function(f"() => {OVER}?.textContent.includes('langt navn')")
    top = "getBoundingClientRect().top"
    assert drawn.evaluate(f"{OVER}.querySelectorAll('.line').length") > 1
    assert drawn.evaluate(f"{OVER}.{top} >= {OVER}.closest('svg').{top}")


NUMBERS = f"[...document.querySelectorAll('{DRAWN} .xtick text')].map(one => one.getBoundingClientRect())"
# Plotly leaves out a number it has no room for: what is not drawn has no width.
ROOMY = f"""() => {{
    const end = document.querySelector('{DRAWN} .main-svg').getBoundingClientRect().right;
    return {NUMBERS}.every(one => one.width > 0 && one.right <= end - 4);
}}"""


@pytest.mark.parametrize("width", [1280, 768])
def test_the_last_number_of_an_axis_has_room(
    page: Page, product: str, log_in: Callable[[str], None], width: int
) -> None:
    log_in("siri")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{product}/regional/?indikator=ukp-dogn")
    page.wait_for_selector(DRAWN)
    assert page.evaluate(f"{NUMBERS}.length") > 5
    assert page.evaluate(ROOMY)


def test_a_name_in_a_funnel_has_ground_of_the_page_s_colour(drawn: Page, product: str) -> None:
    drawn.goto(f"{product}/sammenlign/?visning=trakt")
    drawn.wait_for_selector(f"{DRAWN} .textpoint text")
    ground = f"getComputedStyle(document.querySelector('{DRAWN} .textpoint text')).textShadow"
    paper = "getComputedStyle(document.body).backgroundColor"
    light = drawn.evaluate(paper)
    assert drawn.evaluate(ground).startswith(light)
    drawn.click("[data-theme-toggle]")
    drawn.wait_for_function(f"light => !{ground}.includes(light) && {ground}.startsWith({paper})", arg=light)
