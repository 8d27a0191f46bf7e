"""The product as `make run` shows it: reference data, example data, a worker, and people who can log in."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from gevinst.access.models import User
from tests.snapshot import Snapshot
from tests.waiting import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

# What socketserver calls a thread that has a connection.
ANSWERING = "process_request_thread"
PASSWORD = "et-langt-passord-for-proven"


@pytest.fixture(scope="session")
def taken() -> list[Snapshot]:
    """The data as the first test had them loaded; empty until then."""
    return []


@pytest.fixture
def data(django_db_reset_sequences: None, taken: list[Snapshot], settings: Any, tmp_path: Any) -> None:
    """All the data a newcomer finds, and passwords to come in by."""
    settings.VAR = tmp_path
    if taken:
        taken[0].put_back()
        return
    call_command("load_reference", verbosity=0)
    call_command("load_example", verbosity=0)
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save()
    taken.append(Snapshot())


@pytest.fixture
def product(data: None, live_server: LiveServer, working: None, chromium: Browser) -> Iterator[str]:
    """Address of the running product with all its data.

    Ends when nobody asks it anything: a page left half loaded is in the way when the database is emptied.
    """
    yield live_server.url
    for context in chromium.contexts:
        context.close()
    until(lambda: not any(ANSWERING in thread.name for thread in threading.enumerate()))


@pytest.fixture
def log_in(page: Page, product: str) -> Callable[[str], None]:
    def log_in_as(who: str) -> None:
        page.goto(f"{product}/konto/logg-inn/")
        page.fill("input[name=login]", f"{who}@example.com")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(re.compile(r"/min/"))

    return log_in_as
