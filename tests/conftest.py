"""What every test may ask for: the documents, a browser, somebody who does the jobs."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from hypothesis import settings as hypothesis

from tests.cast import cast, catalogue  # noqa: F401
from tests.waiting import PATIENCE
from tests.witness import witnessed
from tests.worker import WorkerProcess
from tools.chromium import find_chromium, launch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

ROOT = Path(__file__).resolve().parents[1]
# Playwright's synchronous API keeps an event loop in the thread that also asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis.register_profile("gevinst", deadline=None, derandomize=True, max_examples=60)
hypothesis.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis.load_profile(os.environ.get("GEVINST_TEST_HYPOTHESIS", "gevinst"))


def missing(what: str) -> None:
    """In CI nothing may be missing; elsewhere the test is skipped, with what it lacked."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} mangler, og i CI skal alt være på plass")
    pytest.skip(f"{what} mangler")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what asks the database; the slow ones first, so that parallel processes end together."""
    for item in items:
        if asks_the_database(item):
            item.add_marker("database")
    items.sort(
        key=lambda item: not (item.get_closest_marker("services") or item.get_closest_marker("browser"))
    )


def asks_the_database(item: pytest.Item) -> bool:
    """Nothing else can: pytest-django refuses a connection to a test without these."""
    fixtures: Iterable[str] = getattr(item, "fixturenames", ())
    return "django_db_setup" in fixtures or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest) -> None:
    """Who asks for the database only when running was not marked, and would be left out on PostgreSQL."""
    if fixturedef.argname in {"db", "transactional_db"} and not asks_the_database(request.node):
        pytest.fail(f"{request.node.nodeid} must name the fixture {fixturedef.argname} among its arguments")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("services") and not on_services():
        missing("PostgreSQL og Redis (make test starter dem)")
    if item.get_closest_marker("browser") and find_chromium() is None:
        missing("Chromium")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Writes the report of a test with garbage collection off; of a browser that waited in vain, with what
    there was to see.

    CPython 3.11 counts recursion once for all syntax trees under construction. A collection in the middle of
    one lets another thread in - a live server writing its own traceback - and pytest itself fails.
    """
    seen = list(witnessed(item)) if call.excinfo and call.excinfo.typename == "TimeoutError" else []
    gc.disable()
    try:
        report = yield
    finally:
        gc.enable()
    report.sections.extend(seen)
    return report


def on_services() -> bool:
    return bool(os.environ.get("GEVINST_TEST_DB_HOST") and os.environ.get("GEVINST_TEST_REDIS_URL"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The documents and data beside the working tree; only some machines have them."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("dokumentene i ../shared finnes ikke på denne maskinen")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    if path is None:
        missing("Chromium")
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        _make_patient(browser)
        yield browser
        browser.close()


def _make_patient(browser: Browser) -> None:
    """Every page of it, whoever opens it, waits as long as a busy machine needs."""
    impatient = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = impatient(**options)
        context.set_default_timeout(1000 * PATIENCE)
        return context

    browser.new_context = new_context  # type: ignore[method-assign]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in Norwegian at 1280 px. Fails if the console has an error, such as a CSP refusal."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800},
        locale="nb-NO",
        timezone_id="Europe/Oslo",
        reduced_motion="reduce",
    )
    page = context.new_page()
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"{page.url}: {message.text}")

    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
    yield page
    context.close()
    assert not problems, "\n".join(problems)


TRANSACTIONAL = {"transactional_db", "django_db_reset_sequences", "live_server", "working"}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """The tests of this process share one memory: what others asked for is neither counted nor answered."""
    cache.clear()


@pytest.fixture(autouse=True)
def _one_connection(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a test that is rolled back, no other connection sees the job: a heartbeat would take it for lost."""
    marker = request.node.get_closest_marker("django_db")
    transactional = marker is not None and marker.kwargs.get("transaction")
    rolled_back = marker is not None or "db" in request.fixturenames
    if rolled_back and not transactional and not TRANSACTIONAL & set(request.fixturenames):
        monkeypatch.setattr("gevinst.jobs.heartbeat.PAUSE", 600)


@pytest.fixture
def working(django_db_reset_sequences: None, tmp_path: Path) -> Iterator[WorkerProcess | None]:
    """Somebody does the jobs: a worker process on Redis, else the embedded worker in this process.

    Ids begin at 1, as in a new installation, so that addresses written down hold on both databases.
    """
    if on_services():
        with WorkerProcess(tmp_path) as process:
            yield process
        return
    from gevinst.jobs.embedded import EmbeddedWorker

    worker = EmbeddedWorker()
    worker.start()
    yield None
    assert worker.stop(timeout=PATIENCE), "a handler does not let go"
