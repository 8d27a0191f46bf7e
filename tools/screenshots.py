"""`make screenshots`: every page of tools/pages.toml at two widths, light and dark, into screenshots/.

Runs the product itself on a database of its own with the example data (.tools/screenshots/, with its log).
A page with a `picture` is also kept for the README. `python -m tools.screenshots plan` takes only those with
"plan" in their name.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools import services
from tools.chromium import launch
from tools.processes import die_with_parent

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "screenshots"
VAR = ROOT / ".tools" / "screenshots"
WIDTHS = {1280: 800, 320: 640}
SCHEMES = ("light", "dark")
KEPT: FloatRect = {"x": 0, "y": 0, "width": 1280, "height": 1240}


@dataclass(frozen=True)
class Page:
    """`login` is how the name of an example user begins; `picture` is where it is also kept."""

    name: str
    url: str
    login: str = ""
    picture: str = ""
    full: bool = True


def main(wanted: str) -> int:
    if "chromium" in services.install_missing():
        print("Chromium is lacking (Debian: apt-get install chromium).")
        return 1
    OUT.mkdir(exist_ok=True)
    VAR.mkdir(parents=True, exist_ok=True)
    os.environ |= {"GEVINST_VAR": str(VAR), "DJANGO_SETTINGS_MODULE": "gevinst.settings.development"}
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    listed = tomllib.loads((ROOT / "tools" / "pages.toml").read_text())["page"]
    pages = [Page(**entry) for entry in listed if wanted in entry["name"]]
    with running() as address:
        import django

        django.setup()
        faults = [fault for page in pages for fault in looked_at(page, address)]
    print("\n".join(faults))
    return int(bool(faults))


def looked_at(page: Page, address: str) -> list[str]:
    """With a browser of its own: one that dies, as it may when the machine is busy, costs one page."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            return list(taken(page, launch(playwright), address))
    except Error as error:
        return [f"!!! {page.name}: {error.message.partition(chr(10))[0]}"]


@contextmanager
def running() -> Iterator[str]:
    """The product, answering."""
    port = services.free_port()
    log = VAR / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
    while "Stopp med Ctrl-C" not in log.read_text():
        if process.poll() is not None:
            sys.exit(log.read_text())
        time.sleep(0.2)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def taken(page: Page, browser: Browser, address: str) -> Iterator[str]:
    """Takes the pictures; yields what is wrong: an answer other than 200, a page wider than the screen."""
    session = session_of(page.login) if page.login else ""
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                locale="nb-NO",
                timezone_id="Europe/Oslo",
                reduced_motion="reduce",
            )
            if session:
                context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
            tab = context.new_page()
            answer = tab.goto(address + page.url, wait_until="networkidle")
            path = OUT / f"{page.name}-{width}-{scheme}.png"
            _scroll_through(tab)
            tab.screenshot(path=path, full_page=page.full)
            if page.picture and (width, scheme) == (1280, "light"):
                kept = ROOT / page.picture
                kept.parent.mkdir(parents=True, exist_ok=True)
                tab.screenshot(path=kept, full_page=True, clip=KEPT)
            print(path.relative_to(ROOT), flush=True)
            if answer is None or answer.status != 200:
                yield f"!!! {page.name}: {answer.status if answer else 'no answer'}"
            if (wide := tab.evaluate("document.documentElement.scrollWidth")) > width:
                yield f"!!! {page.name}: {wide} px wide on a screen of {width}"
            context.close()


def _scroll_through(tab: Tab) -> None:
    """Charts are drawn when they come near the screen."""
    tab.evaluate(
        """async () => {
            for (let y = 0; y < document.body.scrollHeight; y += 400) {
                window.scrollTo(0, y); await new Promise(done => setTimeout(done, 60));
            }
            window.scrollTo(0, 0); await new Promise(done => setTimeout(done, 300));
        }"""
    )


def session_of(name: str) -> str:
    """A session as if the example user had logged in; the database is ours alone."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from gevinst.access.models import User

    user = User.objects.get(name__istartswith=name, is_example=True)
    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2] or [""]))
