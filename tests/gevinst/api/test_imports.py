from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from gevinst.access.models import RoleAssignment
from gevinst.api.models import Delivery, Token
from gevinst.api.tokens import revoke_token
from gevinst.jobs.runner import run_waiting
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.measurements.models import Batch, Measurement
from indicators.quality.models import Finding
from tests.cast import Cast, measure
from tests.gevinst.api.conftest import make_token, program

pytestmark = pytest.mark.django_db
URL = "/api/v1/imports"
UKP = "ukp-dogn"
AsProgram = Callable[..., Client]


@pytest.fixture(autouse=True)
def _catalogue(catalogue: dict[str, Indicator]) -> None:
    """The indicators are there."""


def rows(*values: Any, code: str = "1539") -> list[dict[str, Any]]:
    return [
        {"kommunenr": code, "periode": f"2024-{month:02}", "verdi": value}
        for month, value in enumerate(values, 1)
    ]


def send(client: Client, given: Any, key: str = "", **more: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    body = {"rows": given, "indicator": UKP, "source": "Fagsystemet", **more}
    return client.post(URL, body, content_type="application/json", headers=headers)


def send_file(client: Client, content: str, name: str = "tall.csv", **more: Any) -> Any:
    return client.post(URL, {"file": SimpleUploadedFile(name, content.encode()), "indicator": UKP, **more})


def outcome(client: Client, answer: Any) -> dict[str, Any]:
    """What is told of it when the work is done."""
    assert answer.status_code == 202, answer.content
    run_waiting()
    told = client.get(answer["Location"])
    assert told.status_code == 200
    found: dict[str, Any] = told.json()
    return found


def figures() -> list[float | None]:
    return list(Measurement.objects.order_by("period_start").values_list("numerator", flat=True))


def test_rows_are_received_at_once_and_saved_by_a_worker(cast: Cast, as_program: AsProgram) -> None:
    client = as_program("kari")
    answer = send(client, rows(12, 13.0, "14"))
    assert answer.status_code == 202
    assert answer.json()["state"] == "queued"
    assert answer["Location"].endswith(f"{URL}/{answer.json()['id']}")
    assert not Measurement.objects.exists()
    told = outcome(client, answer)
    assert (told["state"], told["counts"]) == ("saved", {"new": 3, "changed": 0, "same": 0, "rejected": 0})
    assert figures() == [12, 13, 14]
    batch = Batch.objects.get()
    assert (told["batch"], batch.created_by, batch.source) == (batch.pk, cast.kari, "Fagsystemet")


def test_a_file_goes_the_same_way(as_program: AsProgram) -> None:
    client = as_program("kari")
    told = outcome(client, send_file(client, "kommunenr;periode;verdi\n1539;2024-03;12\n"))
    assert (told["state"], told["file_name"], figures()) == ("saved", "tall.csv", [12])


def test_what_the_checks_found_is_told_of_the_saved_values(cast: Cast, as_program: AsProgram) -> None:
    ukp = Indicator.objects.get(slug=UKP)
    for month in range(1, 13):
        measure(ukp, cast.rauma, f"2023-{month:02}", numerator=28 + month % 4)
    client = as_program("kari")
    outcome(client, send(client, rows(31, 3100)))
    assert Finding.objects.stored().exists()
    assert not Finding.objects.exclude(upload=None).exists()


def test_a_dry_run_saves_nothing_and_says_what_would_happen(as_program: AsProgram) -> None:
    client = as_program("kari")
    outcome(client, send(client, rows(12, 13)))
    told = outcome(client, send(client, rows(12, 99, "tolv"), dry_run=True))
    assert told["state"] == "checked"
    assert told["counts"] == {"new": 0, "changed": 1, "same": 1, "rejected": 1}
    assert figures() == [12, 13]


def test_one_bad_value_stops_all_and_each_is_told_with_its_place(as_program: AsProgram) -> None:
    client = as_program("kari")
    told = outcome(client, send(client, rows(12, "12 av 15", "-3")))
    assert told["state"] == "refused"
    assert "2 verdier er avvist, og ingenting er lagret" in told["problem"]
    assert [(one["row"], one["column"], one["value"]) for one in told["conflicts"]["values"]] == [
        (2, "verdi", "12 av 15"),
        (3, "verdi", "-3"),
    ]
    assert "Skriv teller og nevner i hver sin kolonne" in told["conflicts"]["values"][0]["message"]
    assert not Measurement.objects.exists()


def test_valid_rows_are_saved_when_that_is_asked_for(as_program: AsProgram) -> None:
    client = as_program("kari")
    told = outcome(client, send(client, rows(12, "tolv"), strategy="valid_rows"))
    assert (told["state"], figures()) == ("saved", [12])
    assert told["counts"] == {"new": 1, "changed": 0, "same": 0, "rejected": 1}
    assert len(told["conflicts"]["values"]) == 1


def test_conflicts_come_in_pages(as_program: AsProgram) -> None:
    client = as_program("kari")
    told = outcome(client, send(client, rows(*["tolv"] * 5)))
    page: dict[str, Any] = client.get(f"{told['url']}?limit=2").json()
    found = page["conflicts"]["values"]
    while page["conflicts"]["next"]:
        page = client.get(page["conflicts"]["next"]).json()
        found += page["conflicts"]["values"]
    assert [one["row"] for one in found] == [1, 2, 3, 4, 5]


def test_the_same_key_and_content_is_one_import(as_program: AsProgram) -> None:
    client = as_program("kari")
    first = send(client, rows(12), key="natt-2024-01-31")
    again = [send(client, rows(12), key="natt-2024-01-31") for _ in range(4)]
    told = outcome(client, first)
    again.append(send(client, rows(12), key="natt-2024-01-31"))
    assert {one["Location"] for one in again} == {first["Location"]}
    assert {one.status_code for one in again} == {202}
    assert told["state"] == again[-1].json()["state"] == "saved"
    assert (Upload.objects.count(), Batch.objects.count(), Delivery.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("more", [{}, {"dry_run": True}, {"strategy": "valid_rows"}, {"source": "annet"}])
def test_a_key_used_for_something_else_is_refused(as_program: AsProgram, more: dict[str, Any]) -> None:
    client = as_program("kari")
    assert send(client, rows(12), key="natt-2024-01-31").status_code == 202
    answer = send(client, rows(12 if more else 13), key="natt-2024-01-31", **more)
    assert answer.status_code == 422
    assert "er brukt om noe annet" in answer.json()["detail"]
    assert Upload.objects.count() == 1


def test_two_at_once_under_one_key_are_one(as_program: AsProgram, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one came between looking for the key and keeping it."""
    from gevinst.api import deliveries

    client = as_program("kari")
    first = send(client, rows(12), key="natt-2024-01-31")
    real, looked = deliveries._earlier, []

    def not_at_first(*args: Any) -> Any:
        looked.append(args)
        return real(*args) if len(looked) > 1 else None

    monkeypatch.setattr(deliveries, "_earlier", not_at_first)
    second = send(client, rows(12), key="natt-2024-01-31")
    assert second["Location"] == first["Location"]
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("key", ["kort", "med mellomrom", "x" * 101])
def test_a_key_that_cannot_be_one_is_refused(as_program: AsProgram, key: str) -> None:
    answer = send(as_program("kari"), rows(12), key=key)
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"field": "Idempotency-Key", "detail": "8 til 100 tegn uten mellomrom, æ, ø og å."}
    ]


def test_the_same_content_again_is_told_by_whom_and_when(cast: Cast, as_program: AsProgram) -> None:
    client = as_program("kari")
    assert outcome(client, send(client, rows(12)))["same_file"] == ""
    today = timezone.localdate()
    told = outcome(client, send(client, rows(12)))
    assert told["same_file"].startswith(f"Samme fil ble importert {today:%d.%m.%Y} kl. ")
    assert told["same_file"].endswith(f" av {cast.kari}.")
    assert told["counts"] == {"new": 0, "changed": 0, "same": 1, "rejected": 0}


def test_what_waits_can_be_called_off_and_what_is_saved_cannot(as_program: AsProgram) -> None:
    client = as_program("kari")
    answer = send(client, rows(12))
    assert client.delete(answer["Location"]).json()["state"] == "cancelled"
    assert outcome(client, answer)["state"] == "cancelled"
    assert not Measurement.objects.exists()
    saved = outcome(client, send(client, rows(13)))
    refused = client.delete(saved["url"])
    assert refused.status_code == 409
    assert "alt lagret" in refused.json()["detail"]
    assert figures() == [13]


def test_per_can_neither_see_nor_send_for_rauma(as_program: AsProgram) -> None:
    kari, per = as_program("kari"), as_program("per")
    mine = send(kari, rows(12))
    for answer in (per.get(mine["Location"]), per.delete(mine["Location"])):
        assert answer.status_code == 404
    assert per.get(mine["Location"]).content == per.get(f"{URL}/999999").content
    told = outcome(per, send(per, rows(99)))
    assert told["state"] == "refused"
    assert "Rauma" in told["conflicts"]["values"][0]["message"]
    assert figures() == [12]
    assert outcome(per, send(per, rows(7, code="5006")))["state"] == "saved"


def test_one_without_the_role_may_not_send(cast: Cast) -> None:
    answer = send(cast.client("liv"), rows(12))
    assert answer.status_code == 403
    assert answer["Content-Type"] == "application/problem+json"


def test_a_person_may_send_by_their_session_and_see_it_on_its_page(cast: Cast) -> None:
    client = cast.client("kari")
    told = outcome(client, send(client, rows(12)))
    assert told["state"] == "saved"
    assert client.get(told["page"]).status_code == 200


def test_what_was_sent_before_the_role_or_the_token_was_lost_is_not_saved(cast: Cast) -> None:
    for lose in (
        lambda: RoleAssignment.objects.filter(user=cast.per).update(role="reader"),
        lambda: revoke_token(token=Token.objects.get(user=cast.kari), by=cast.kari),
    ):
        who, home = (cast.kari, cast.rauma) if Delivery.objects.exists() else (cast.per, cast.steinkjer)
        client = program(make_token(who, home)[1])
        answer = send(client, rows(12, code=home.code))
        lose()
        run_waiting()
        upload = Upload.objects.get(pk=answer.json()["id"])
        assert upload.batch_id is None
    assert not Measurement.objects.exists()


def test_what_is_wrong_is_told_in_the_language_asked_for(as_program: AsProgram) -> None:
    client = as_program("kari")
    answer = send(client, rows(12, "12 av 15", "-3"))
    told = outcome(client, answer)
    with translation.override("nb"):  # a request leaves its language with the thread
        nynorsk = client.get(told["url"], headers={"accept-language": "nn"}).json()
    for one, words in (
        (told, "Skriv teller og nevner i hver sin kolonne"),
        (nynorsk, "Skriv teljar og nemnar i kvar sin kolonne"),
    ):
        assert words in one["conflicts"]["values"][0]["message"]
    assert "2 verdiar er avviste, og ingenting er lagra" in nynorsk["problem"]
