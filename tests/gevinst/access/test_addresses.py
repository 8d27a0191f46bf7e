"""Every limit counts by one address, and what a client writes about itself is not it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from axes.helpers import get_client_ip_address
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client, RequestFactory

from gevinst.access import limits
from gevinst.access.addresses import client_address
from gevinst.api.throttles import Throttle
from tests.cast import PASSWORD, Cast

PROXY, CLIENT, OTHER, FORGED = "10.0.0.1", "192.0.2.7", "192.0.2.8", "198.51.100.1"
LOGIN, FORGOTTEN = "/konto/logg-inn/", "/konto/glemt-passord/"


def place(forwarded: str | None) -> dict[str, str]:
    return {"REMOTE_ADDR": PROXY} | ({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded})


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PROXY),
        (0, CLIENT, PROXY),
        (1, None, PROXY),
        (1, "", PROXY),
        (1, CLIENT, CLIENT),
        (1, f"{FORGED}, {OTHER}, {CLIENT}", CLIENT),
        (1, f"{FORGED},{CLIENT}:51234", CLIENT),
        (1, f"{FORGED}, [2001:db8::7]:443", "2001:db8::7"),
        (1, "2001:DB8::7", "2001:db8::7"),
        (1, f"{CLIENT}, ukjent", PROXY),
        (2, CLIENT, PROXY),
        (2, f"{FORGED}, {CLIENT}, 10.0.0.2", CLIENT),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(
    settings: Any, proxies: int, forwarded: str | None, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", **place(forwarded))
    assert client_address(request) == address
    assert get_client_ip_address(request) == address
    assert get_adapter().get_client_ip(request) == address
    assert Throttle().get_ident(request) == address


@pytest.fixture
def behind_a_proxy(cast: Cast, settings: Any) -> None:
    settings.TRUSTED_PROXIES, settings.AXES_ENABLED = 1, True
    cache.clear()


def log_in(forwarded: str, password: str) -> int:
    form = {"login": "kari@example.com", "password": password}
    return Client().post(LOGIN, form, **place(forwarded)).status_code


def test_behind_a_proxy_one_client_does_not_close_the_login_of_another(behind_a_proxy: None) -> None:
    for _ in range(8):
        log_in(OTHER, "feil-passord-her")
    assert (log_in(OTHER, PASSWORD), log_in(CLIENT, PASSWORD)) == (429, 302)


def test_claiming_to_be_another_each_time_gives_no_new_attempts(behind_a_proxy: None) -> None:
    for number in range(8):
        log_in(f"198.51.100.{number}, {CLIENT}", "feil-passord-her")
    assert {one.ip_address for one in AccessAttempt.objects.all()} == {CLIENT}
    assert log_in(f"198.51.100.99, {CLIENT}", PASSWORD) == 429


def test_claiming_to_be_another_each_time_gives_no_new_links(
    behind_a_proxy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.RATES, "reset", (2, 600))
    statuses = [
        Client()
        .post(FORGOTTEN, {"email": f"{number}@example.com"}, **place(f"198.51.100.{number}, {CLIENT}"))
        .status_code
        for number in range(3)
    ]
    assert statuses == [200, 200, 429]
    other = Client().post(FORGOTTEN, {"email": "a@example.com"}, **place(f"{CLIENT}, {OTHER}"))
    assert other.status_code == 200
