from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from gevinst.access.models import Role, RoleAssignment
from gevinst.api.models import Scope, Token
from gevinst.api.tokens import PREFIX, TokenError, holder_of, revoke_token
from tests.cast import Cast
from tests.gevinst.api.conftest import make_token, program

pytestmark = pytest.mark.django_db
URL = "/konto/tilgangsnokler/"
ASK = "/api/v1/indicators"


def filled(cast: Cast, **instead: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=90)
    return {
        "name": "Nattlig overføring",
        "actor": cast.rauma.pk,
        "scopes": ["values:read"],
        "expires_on": f"{day:%d.%m.%Y}",
        **instead,
    }


def test_a_token_is_shown_once_and_kept_as_a_digest(cast: Cast) -> None:
    client = cast.client("kari")
    page = client.post(URL, filled(cast))
    token = Token.objects.get()
    secret = page.context["made"][1]
    assert secret.startswith(PREFIX)
    assert len(secret) > 40
    assert secret in page.content.decode()
    assert secret not in client.get(URL).content.decode()
    assert token.start in client.get(URL).content.decode()
    kept = " ".join(str(value) for value in Token.objects.values_list().get())
    assert secret not in kept
    assert "no-store" in page["Cache-Control"]
    assert program(secret).get(ASK).status_code == 200


@pytest.mark.parametrize(
    ("instead", "words"),
    [
        ({"name": ""}, "Skriv hva nøkkelen skal brukes til."),
        ({"scopes": []}, "Velg minst én ting nøkkelen skal kunne brukes til."),
        ({"expires_on": "i morgen"}, "Skriv dagen som dd.mm.åååå."),
        ({"expires_on": "01.01.2020"}, "Velg en dag fra i dag og høyst ett år fram."),
        ({"expires_on": "01.01.2099"}, "Velg en dag fra i dag og høyst ett år fram."),
        ({"actor": "999999"}, "Velg en av aktørene i listen."),
    ],
)
def test_the_form_says_what_is_missing(cast: Cast, instead: dict[str, Any], words: str) -> None:
    page = cast.client("kari").post(URL, filled(cast, **instead))
    assert words in page.content.decode()
    assert not Token.objects.exists()


def test_nobody_makes_a_token_for_a_foreign_actor_or_without_the_role(cast: Cast) -> None:
    foreign = cast.client("per").post(URL, filled(cast))
    assert "Velg en av aktørene i listen." in foreign.content.decode()
    assert cast.client("liv").post(URL, filled(cast)).status_code == 404
    with pytest.raises(TokenError, match="gevinstkoordinator eller administrator"):
        make_token(cast.liv, cast.rauma)
    assert not Token.objects.exists()


def test_an_administrator_may_read_by_token_but_not_send(cast: Cast) -> None:
    RoleAssignment.objects.filter(user=cast.ola).update(role=Role.ADMINISTRATOR)
    assert make_token(cast.ola, cast.rauma, scopes=(Scope.VALUES_READ,))
    with pytest.raises(TokenError, match="ikke lov til å sende inn verdier"):
        make_token(cast.ola, cast.rauma)


def test_a_token_opens_nothing_but_its_scope(as_program: Callable[..., Client]) -> None:
    sender = as_program("kari", scopes=(Scope.IMPORTS_WRITE,))
    reader = as_program("kari", scopes=(Scope.VALUES_READ,))
    assert reader.get("/api/v1/values").status_code == 200
    refused = sender.get("/api/v1/values")
    assert refused.status_code == 403
    assert "«values:read»" in refused.json()["detail"]
    assert reader.post("/api/v1/imports").status_code == 403
    assert sender.post("/api/v1/imports").status_code == 400
    assert sender.get("/api/v1/sammenlign").status_code == 403


def test_a_token_opens_no_page(as_program: Callable[..., Client]) -> None:
    for page in ("/malinger/", "/plan/", URL):
        assert as_program("kari").get(page).status_code == 302


def test_unknown_expired_revoked_and_roleless_get_the_same_answer(cast: Cast) -> None:
    _, usable = make_token(cast.kari, cast.rauma)
    revoked, of_revoked = make_token(cast.kari, cast.rauma)
    revoke_token(token=revoked, by=cast.kari)
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        _, expired = make_token(cast.kari, cast.rauma)
    _, roleless = make_token(cast.per, cast.steinkjer)
    assert program(roleless).get(ASK).status_code == 200
    RoleAssignment.objects.filter(user=cast.per).update(valid_to=date(2020, 1, 2))
    assert program(usable).get(ASK).status_code == 200
    answers = [program(one).get(ASK) for one in (of_revoked, expired, roleless, "gvn_x", "x", "gvn_æ")]
    assert {one.status_code for one in answers} == {401}
    assert len({one.content for one in answers}) == 1
    assert {one["WWW-Authenticate"] for one in answers} == {'Bearer realm="gevinst"'}
    assert Client().get(ASK).content == answers[0].content


def test_a_holder_who_may_no_longer_log_in_has_no_token(cast: Cast) -> None:
    _, secret = make_token(cast.kari, cast.rauma)
    assert holder_of(secret)
    cast.kari.is_active = False
    cast.kari.save()
    assert holder_of(secret) is None


def test_a_token_is_never_more_than_its_actor(cast: Cast) -> None:
    """Kari coordinates in Steinkjer too; the token of Rauma does not know."""
    RoleAssignment.objects.create(
        user=cast.kari, actor=cast.steinkjer, role=Role.COORDINATOR, valid_from=date(2020, 1, 1)
    )
    from gevinst.access import gate

    held = holder_of(make_token(cast.kari, cast.rauma)[1])
    assert held is not None
    assert cast.steinkjer.pk in gate.delivers_for(type(cast.kari).objects.get(pk=cast.kari.pk))
    assert gate.delivers_for(held[0]) >= {cast.rauma.pk}
    assert cast.steinkjer.pk not in gate.delivers_for(held[0]) | gate.peers(held[0])


def test_the_day_it_was_last_used_is_kept(cast: Cast) -> None:
    token, secret = make_token(cast.kari, cast.rauma)
    assert token.last_used_on is None
    program(secret).get(ASK)
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


def test_a_colleague_may_take_it_back_and_a_stranger_may_not(cast: Cast) -> None:
    token, secret = make_token(cast.kari, cast.rauma)
    RoleAssignment.objects.filter(user=cast.ola).update(role=Role.ADMINISTRATOR)
    path = f"{URL}{token.pk}/trekk/"
    assert cast.client("per").post(path).status_code == 404
    assert cast.client("liv").post(path).status_code == 404
    assert program(secret).get(ASK).status_code == 200
    page = cast.client("ola").post(path, follow=True)
    assert "Nøkkelen «Nattlig overføring» er trukket tilbake." in page.content.decode()
    assert program(secret).get(ASK).status_code == 401


def test_a_stranger_does_not_see_that_it_exists(cast: Cast) -> None:
    token, _ = make_token(cast.kari, cast.rauma)
    assert token.start in cast.client("kari").get(URL).content.decode()
    assert token.start not in cast.client("per").get(URL).content.decode()


def test_a_secret_is_never_logged(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    _, secret = make_token(cast.kari, cast.rauma)
    client = program(secret)
    client.get(ASK)
    client.get(f"{ASK}?{secret}=1")
    client.post("/api/v1/imports", b"{", content_type="application/json")
    client.get("/api/v1/imports/99999")
    assert secret not in caplog.text
    assert secret[8:] not in caplog.text


def test_too_many_requests_are_told_when_to_come_back(cast: Cast, settings: Any) -> None:
    settings.API_RATES = {"read": "2/min", "write": "1/min"}
    client = program(make_token(cast.kari, cast.rauma)[1])
    assert [client.get(ASK).status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get(ASK)
    assert int(answer["Retry-After"]) > 0
    assert "Prøv igjen om" in answer.json()["detail"]
    assert cast.client("kari").get(ASK).status_code == 200


def test_a_cache_that_is_down_stops_nobody(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.cache import cache

    def down(*_: Any, **__: Any) -> None:
        raise ConnectionError("Redis")

    monkeypatch.setattr(type(cache._connections["default"]), "get", down)  # type: ignore[attr-defined]
    assert program(make_token(cast.kari, cast.rauma)[1]).get(ASK).status_code == 200


def test_a_session_may_ask_and_a_write_by_it_needs_the_token_of_the_form(cast: Cast) -> None:
    client = cast.client("kari")
    assert client.get(ASK).status_code == 200
    client.handler.enforce_csrf_checks = True
    assert client.post("/api/v1/imports").status_code == 403
