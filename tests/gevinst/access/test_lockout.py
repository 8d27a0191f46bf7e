"""Who fails too often to log in, and how one comes in again."""

from __future__ import annotations

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client

from gevinst.access.links import RESET, path_for
from tests.cast import PASSWORD, Cast
from tests.gevinst.access.test_login import LOGIN, NEW, WRONG, empty_cache, log_in  # noqa: F401


@pytest.fixture
def guarded(settings) -> None:
    settings.AXES_ENABLED = True


def fail(client: Client, times: int, login: str = "kari@example.com", **place: str) -> None:
    for _ in range(times):
        client.post(LOGIN, {"login": login, "password": "feil-passord-her"}, **place)


def test_eight_failures_close_the_address_from_there(cast: Cast, guarded: None) -> None:
    client = Client()
    fail(client, 7)
    assert log_in(Client()).status_code == 302
    fail(client, 8)
    response = log_in(client)
    assert response.status_code == 429
    assert "For mange forsøk på å logge inn" in response.content.decode()


def test_it_stays_open_from_elsewhere_and_for_others(cast: Cast, guarded: None) -> None:
    fail(Client(), 9)
    assert log_in(Client()).status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    response = Client().post(LOGIN, {"login": "kari@example.com", "password": PASSWORD}, **elsewhere)
    assert response.status_code == 302
    assert log_in(Client(), "ola@example.com").status_code == 302


def test_writing_the_address_another_way_gives_no_new_attempts(cast: Cast, guarded: None) -> None:
    fail(Client(), 4)
    fail(Client(), 4, "KARI@example.com")
    assert log_in(Client(), " Kari@Example.com").status_code == 429


def test_an_unknown_address_is_closed_just_the_same(cast: Cast, guarded: None) -> None:
    fail(Client(), 8, "finnes-ikke@example.com")
    assert log_in(Client(), "finnes-ikke@example.com").status_code == 429


def test_an_address_longer_than_any_is_refused_like_others(cast: Cast, guarded: None) -> None:
    longest = f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.no"
    assert WRONG in log_in(Client(), longest).content.decode()
    assert {len(one.username) for one in AccessAttempt.objects.all()} == {254}


def test_it_opens_again_after_a_quarter_of_an_hour(cast: Cast, guarded: None) -> None:
    with time_machine.travel("2026-03-02T07:00:00+01:00", tick=False) as clock:
        fail(Client(), 8)
        clock.shift(10 * 60)
        assert log_in(Client()).status_code == 429
        clock.shift(6 * 60)
        assert log_in(Client()).status_code == 302


def test_choosing_a_new_password_opens_it_at_once(cast: Cast, guarded: None) -> None:
    fail(Client(), 8)
    fail(Client(), 8, "ola@example.com")
    assert log_in(Client()).status_code == 429
    Client().post(path_for(cast.kari, RESET), {"password1": NEW, "password2": NEW})
    assert log_in(Client(), password=NEW).status_code == 302
    assert log_in(Client(), "ola@example.com").status_code == 429
