"""Every page of tools/pages.toml, for eyes and ears: WCAG 2.2 AA by axe, light and dark, wide and narrow; and
none heavier than a page may be (weight.py)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.weight import too_heavy
from tests.conftest import on_services

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
PAGES = tomllib.loads((ROOT / "tools" / "pages.toml").read_text())["page"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Who finds the way by landmarks must be able to tell them apart.
MORE = ["landmark-unique"]
FOLLOWED = """async () => {
  for (let changes = [1]; changes.length; ) {
    await new Promise(requestAnimationFrame);
    changes = document.getAnimations().filter(one => one instanceof CSSTransition);
    await Promise.allSettled(changes.map(one => one.finished));
  }
}"""
# A page is opened in the first scheme and turned to those that follow it. Width and scheme are the browser's
# alone: the server answers the same, so on the second database one of them says all there is to say.
VIEWS = [(1280, ("light", "dark")), (320, ("dark", "light"))]
if on_services():
    VIEWS = [(1280, ("light",))]


@pytest.mark.parametrize(("width", "schemes"), VIEWS)
def test_no_page_has_a_fault_axe_knows_of_none_scrolls_sideways_and_none_is_heavy(
    page: Page, product: str, log_in: Callable[[str], None], width: int, schemes: tuple[str, ...]
) -> None:
    faults = list(_faults(page, product, log_in, width, schemes))
    assert not faults, "\n".join(faults)


def test_axe_would_have_said_so(page: Page, product: str) -> None:
    page.goto(f"{product}/utvalgsliste/")
    page.evaluate("document.querySelector('main label').removeAttribute('for')")
    page.evaluate("document.querySelector('main').append(...[1, 2].map(() => document.createElement('nav')))")
    assert {"label", "landmark-unique"} <= {violation["id"] for violation in _axe(page)}


def _faults(
    page: Page, product: str, log_in: Callable[[str], None], width: int, schemes: Any
) -> Iterator[str]:
    page.set_viewport_size({"width": width, "height": 800})
    who = ""
    for one in sorted(PAGES, key=lambda each: each.get("login", "")):
        if one.get("login", "") != who:
            who = one["login"]
            page.context.clear_cookies()
            log_in(who.lower())
        page.emulate_media(color_scheme=schemes[0])
        answer = page.goto(f"{product}{one['url']}")
        assert answer is not None
        if answer.status != 200:
            yield f"{one['url']}: answers {answer.status}"
            continue
        document = answer.body()
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        for scheme in schemes:
            turn(page, scheme)
            page.wait_for_timeout(150)
            for fault in _faults_now(page):
                yield f"{one['url']} at {width} px, {scheme}: {fault}"
        for fault in too_heavy(page, document):
            yield f"{one['url']} at {width} px: {fault}"


def turn(page: Page, scheme: Any) -> None:
    """To light or dark, and until the last colour has followed: a child begins when its parent is done."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(FOLLOWED)


def _faults_now(page: Page) -> Iterator[str]:
    for violation in _axe(page):
        where = [node["target"] for node in violation["nodes"][:3]]
        yield f"{violation['id']} ({violation['help']}) in {where}"
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield "scrolls sideways"


def _axe(page: Page) -> list[dict[str, Any]]:
    # evaluate, not a script tag: the Content-Security-Policy refuses a foreign script, as it should.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        """([tags, more]) => axe.run({
          runOnly: {type: 'tag', values: tags},
          rules: Object.fromEntries(more.map(one => [one, {enabled: true}])),
        }).then(result => result.violations)""",
        [RULES, MORE],
    )
    return found
