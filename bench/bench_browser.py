"""What somebody with a slow machine meets: the processor of the browser held back four times.

Presses are made when what is in sight has been drawn.

With example data, the product served by gunicorn; SQLite alone, for the browser asks the same either way.
"""

from __future__ import annotations

import io
import json
import statistics
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.db import connection
from django.test import Client

from bench.result import Result
from bench.served import served
from gevinst.access.models import User
from tools.chromium import find_chromium, launch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SLOWED, TIMES, PATIENCE = 4, 5, 20_000
LCP, INP, CLS, THREE_DRAWN = 2500, 200, 0.1, 1000
ALL_IN_SIGHT = 2400
PAGES = {
    "min forside": "/min/",
    "oversikt": "/oversikt/municipality/1539/",
    "leder": "/leder/",
    "sammenlign": "/sammenlign/",
    "heat map": "/sammenlign/?visning=varmekart",
    "samhandling": "/samhandling/",
    "indicator page": "/i/ukp-dogn/?aktor=municipality:1539",
    "åpne tall": "/apne-tall/",
}
WATCH = """
    window.seen = {lcp: 0, cls: 0, inp: 0};
    const watch = (type, note, more) => {
        const observer = new PerformanceObserver(list => list.getEntries().forEach(note));
        observer.observe({type, buffered: true, ...more});
    };
    watch('largest-contentful-paint', one => { seen.lcp = one.startTime; });
    watch('layout-shift', one => { if (!one.hadRecentInput) seen.cls += one.value; });
    watch('event', one => {
        if (one.interactionId) seen.inp = Math.max(seen.inp, one.duration);
    }, {durationThreshold: 16});
"""
SETTLED = """() => [...document.querySelectorAll('[data-figure]')].every(one =>
    one.getBoundingClientRect().top > innerHeight || one.dataset.drawn !== undefined)"""
DRAWN = """count => {
    const there = [...document.querySelectorAll('[data-figure]')].slice(0, count);
    return there.length > 0 && there.every(one => one.querySelector('svg.main-svg'));
}"""


def bench_browser() -> Iterable[Result]:
    path = find_chromium()
    if connection.vendor != "sqlite" or path is None:
        return
    from playwright.sync_api import sync_playwright

    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    call_command("load_example", verbosity=0, stdout=io.StringIO())
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email="kari@example.com"), backend=BACKEND)
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    with served(host="127.0.0.1", cookies={}) as web, sync_playwright() as playwright:
        browser = launch(playwright, path)
        root = f"http://127.0.0.1:{web.port}"
        for name, address in PAGES.items():
            found = [_visit(browser, root, address, cookies) for _ in range(TIMES)]
            for what, limit, unit in (("lcp", LCP, "ms"), ("cls", CLS, ""), ("inp", INP, "ms")):
                worst = statistics.median(one[what] for one in found)
                yield Result(f"browser: {name}, {what.upper()}, CPU / {SLOWED}", worst, unit, limit)
        took = [_drawn(browser, root, cookies) for _ in range(TIMES)]
        drawn = statistics.median(took)
        yield Result("browser: charts of the indicator page drawn, nothing cached", drawn, "ms", THREE_DRAWN)
        browser.close()


def _page(browser: Browser, root: str, cookies: dict[str, str], *, height: int = 800) -> Page:
    """Somebody who comes for the first time."""
    context = browser.new_context(viewport={"width": 1280, "height": height}, locale="nb-NO")
    context.add_cookies([{"name": name, "value": value, "url": root} for name, value in cookies.items()])
    context.add_init_script(WATCH)
    return context.new_page()


def _visit(browser: Browser, root: str, address: str, cookies: dict[str, str]) -> dict[str, Any]:
    page = _page(browser, root, cookies)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    answer = page.goto(f"{root}{address}", wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200, (address, answer.status)
    # Plotly itself takes a second of a processor held back so far; who presses in that second waits for it.
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    page.wait_for_timeout(500)
    for press in ("Tab", "Tab", "Tab"):
        page.keyboard.press(press)
    page.click("[data-theme-toggle]")
    page.wait_for_timeout(700)
    found: dict[str, Any] = json.loads(page.evaluate("JSON.stringify(seen)"))
    page.context.close()
    return found


def _drawn(browser: Browser, root: str, cookies: dict[str, str]) -> float:
    """Milliseconds from asking for the page until its charts, three at most, are there; full speed.

    On a screen so high that all of them are near: a chart further down waits until it is.
    """
    page = _page(browser, root, cookies, height=ALL_IN_SIGHT)
    page.goto(f"{root}{PAGES['indicator page']}", wait_until="commit")
    page.wait_for_function(DRAWN, arg=3, timeout=PATIENCE)
    took: float = page.evaluate("performance.now()")
    page.context.close()
    return took
