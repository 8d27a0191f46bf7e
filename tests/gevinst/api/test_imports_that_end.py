"""An import whose work ends while the answer about it is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gevinst.jobs.models import Job
from gevinst.jobs.queries import latest_about
from gevinst.jobs.runner import run_waiting
from tests.gevinst.api.test_imports import URL, AsProgram, figures, rows, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
EndsAt = Callable[..., None]


@pytest.fixture
def ends_at(monkeypatch: pytest.MonkeyPatch) -> EndsAt:
    """The work is over the very moment it is asked about, for the time that is said."""

    def ends(*, time: int) -> None:
        asked = 0

        def ask(subject: Any, *, kinds: str) -> Job | None:
            nonlocal asked
            asked += 1
            if asked == time:
                Job.objects.update(state=Job.State.WAITING, cancel_requested=False)
                run_waiting()
            return latest_about(subject, kinds=kinds)

        monkeypatch.setattr("gevinst.values.uploads.latest_about", ask)

    return ends


@pytest.mark.parametrize(("more", "state"), [({}, "saved"), ({"dry_run": True}, "checked")])
def test_it_is_told_as_it_ended(
    as_program: AsProgram, ends_at: EndsAt, more: dict[str, Any], state: str
) -> None:
    client = as_program("kari")
    sent = send(client, rows(12), **more)
    ends_at(time=1)
    told = client.get(sent["Location"]).json()
    assert (told["state"], told["problem"]) == (state, "")
    assert told["counts"] == {"new": 1, "changed": 0, "same": 0, "rejected": 0}


def test_it_is_told_as_it_ended_when_it_is_sent_again(as_program: AsProgram, ends_at: EndsAt) -> None:
    client = as_program("kari")
    first = send(client, rows(12), key="natt-2024-01-31")
    ends_at(time=1)
    again = send(client, rows(12), key="natt-2024-01-31")
    assert (first.json()["state"], again.json()["state"]) == ("queued", "saved")


def test_it_is_too_late_to_call_it_off(as_program: AsProgram, ends_at: EndsAt) -> None:
    """It was at work when it was asked to stop, and saved before it stopped."""
    client = as_program("kari")
    sent = send(client, rows(12))
    Job.objects.update(state=Job.State.RUNNING)
    ends_at(time=2)
    answer = client.delete(sent["Location"])
    assert (answer.status_code, figures()) == (409, [12])
    assert "alt lagret" in answer.json()["detail"]


def test_one_with_a_number_too_large_for_the_database_is_not_there(as_program: AsProgram) -> None:
    client = as_program("kari")
    for pk in (2**63 - 1, 2**63, 10**30):
        assert client.get(f"{URL}/{pk}").status_code == 404
