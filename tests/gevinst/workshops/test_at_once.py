"""A phone that sends twice in the same moment, and a room that sends all at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.test import Client

from gevinst.workshops.models import Workshop
from tests.cast import make_cast
from tests.gevinst.workshops.conftest import task_form
from tests.gevinst.workshops.world import make_workshop
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS = 6


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    together = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            together.wait(timeout=PATIENCE)
            return job()
        finally:
            close_old_connections()
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def joined(workshop: Workshop) -> Client:
    client = Client()
    client.post(f"/w/{workshop.token}/bli-med/", {})
    return client


@pytest.mark.parametrize("_round", range(3))
def test_the_same_task_sent_many_times_in_one_moment_is_one_row(_round: int) -> None:
    workshop = make_workshop(make_cast())
    cookie, form = joined(workshop).cookies, task_form(workshop)

    def send() -> int:
        client = Client()
        client.cookies = cookie.copy()  # type: ignore[assignment]
        return client.post(f"/w/{workshop.token}/", form).status_code

    assert at_once([send] * SENDERS) == [302] * SENDERS
    assert workshop.tasks.count() == 1


def test_a_room_that_joins_and_sends_at_once_is_all_received() -> None:
    workshop = make_workshop(make_cast())

    def take_part(place: int) -> int:
        client = joined(workshop)
        key = f"9f3c0a52-8a0f-4a55-9b3d-2b1f6a3f5d{place:02}"
        return client.post(
            f"/w/{workshop.token}/", task_form(workshop, title=f"Oppgave {place}", key=key)
        ).status_code

    assert at_once([lambda place=place: take_part(place) for place in range(SENDERS)]) == [302] * SENDERS
    assert workshop.participants.count() == workshop.tasks.count() == SENDERS
