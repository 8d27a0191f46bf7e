"""The API attacked by hand: keys used again, bodies that lie, tokens of others, text that is no text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gevinst.api.models import Delivery, Scope
from gevinst.api.tokens import revoke_token
from gevinst.jobs.runner import run_waiting
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, Measurement
from tests.cast import Cast, measure
from tests.gevinst.api.conftest import make_token, program

pytestmark = pytest.mark.django_db
URL, VALUES, UKP = "/api/v1/imports", "/api/v1/values", "ukp-dogn"
ROW = {"kommunenr": "1539", "periode": "2024-01", "verdi": 12}
AsProgram = Callable[..., Client]


@pytest.fixture(autouse=True)
def _catalogue(catalogue: dict[str, Indicator]) -> None:
    """The indicators are there."""


def send(client: Client, rows: Any = None, key: str = "", **more: Any) -> Any:
    body = {"rows": [ROW] if rows is None else rows, "indicator": UKP, **more}
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(URL, json.dumps(body), content_type="application/json", headers=headers)


def raw(client: Client, body: bytes, kind: str = "application/json", **more: Any) -> Any:
    return client.generic("POST", URL, body, content_type=kind, **more)


def told(client: Client, answer: Any) -> dict[str, Any]:
    assert answer.status_code == 202, answer.content
    run_waiting()
    found: dict[str, Any] = client.get(answer["Location"]).json()
    return found


@pytest.mark.parametrize(
    "other",
    [
        {"dry_run": True},
        {"strategy": "valid_rows"},
        {"source": "Et annet sted"},
        {"rows": [{**ROW, "verdi": 13}]},
        {"rows": [ROW, {**ROW, "periode": "2024-02"}]},
    ],
)
def test_a_key_holds_for_one_content_and_one_wish(as_program: AsProgram, other: dict[str, Any]) -> None:
    client = as_program("kari")
    first = send(client, key="nokkel-0001")
    again = send(client, key="nokkel-0001")
    assert (first.status_code, again.json()["id"]) == (202, first.json()["id"])
    refused = send(client, key="nokkel-0001", **other)
    assert refused.status_code == 422
    assert "Nøkkelen i Idempotency-Key er brukt om noe annet" in refused.json()["detail"]
    assert Delivery.objects.count() == 1


def test_a_key_is_the_senders_own(as_program: AsProgram) -> None:
    mine, theirs = as_program("kari"), as_program("per")
    first = send(mine, key="nokkel-0001")
    second = send(theirs, [{**ROW, "kommunenr": "5006"}], key="nokkel-0001")
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] != second.json()["id"]
    assert theirs.get(first["Location"]).status_code == 404


def test_a_trial_leaves_nothing_and_the_same_may_be_sent_for_real(as_program: AsProgram) -> None:
    client = as_program("kari")
    tried = told(client, send(client, dry_run=True))
    assert (tried["counts"]["new"], Measurement.objects.count(), Batch.objects.count()) == (1, 0, 0)
    assert told(client, send(client))["state"] == "saved"
    tried = told(client, send(client, [{**ROW, "verdi": 99}], dry_run=True))
    assert (tried["counts"]["changed"], Measurement.objects.get().numerator) == (1, 12)


def test_all_or_nothing_and_valid_rows_differ_only_in_what_is_saved(as_program: AsProgram) -> None:
    client = as_program("kari")
    sent = [ROW, {**ROW, "periode": "2024-13"}, {**ROW, "periode": "2024-03", "verdi": "tolv"}]
    none = told(client, send(client, sent))
    assert Measurement.objects.count() == 0
    some = told(client, send(client, sent, strategy="valid_rows"))
    assert [value.period_start.month for value in Measurement.objects.all()] == [1]
    places = [(fault["row"], fault["column"], fault["value"]) for fault in none["conflicts"]["values"]]
    assert places == [(2, "periode", "2024-13"), (3, "verdi", "tolv")]
    assert [
        (fault["row"], fault["column"], fault["value"]) for fault in some["conflicts"]["values"]
    ] == places


LYING: dict[str, tuple[bytes, str, int]] = {
    "no body": (b"", "application/json", 400),
    "null": (b"null", "application/json", 400),
    "a list": (b"[]", "application/json", 400),
    "not utf-8": (b'{"rows": ["\xe6"]}', "application/json", 400),
    "nan": (b'{"rows": [{"verdi": NaN}]}', "application/json", 400),
    "endless": (b'{"rows": [{"verdi": ' + b"9" * 6000 + b"}]}", "application/json", 400),
    "beyond": (b'{"rows": [{"verdi": 1e999}]}', "application/json", 400),
    "deep": (b'{"rows": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "application/json", 400),
    "half a sign": (b'{"rows": [{"kommunenr": "\\ud800"}], "source": "x"}', "application/json", 400),
    "half a sign in a field": (b'{"rows": [{"a": 1}], "source": "\\ud800"}', "application/json", 400),
    "half a sign as a name": (b'{"\\ud800": 1, "rows": [{"a": 1}]}', "application/json", 400),
    "nul in a field": (b'{"rows": [{"a": 1}], "source": "a\\u0000b"}', "application/json", 400),
    "a list for a word": (b'{"rows": [{"a": 1}], "indicator": ["ukp-dogn"]}', "application/json", 400),
    "an object for a choice": (b'{"rows": [{"a": 1}], "strategy": {}}', "application/json", 400),
    "infinity for yes": (b'{"rows": [{"a": 1}], "dry_run": 1e999}', "application/json", 400),
    "a form that is none": (b"rows=1", "multipart/form-data", 400),
    "a form cut off": (b"--x\r\nContent-Disp", "multipart/form-data; boundary=x", 400),
    "a boundary of noise": (b"--x", "multipart/form-data; boundary=\x00\xff", 400),
    "plain text": (b"hei", "text/plain", 415),
    "a urlencoded form": (b"rows=1", "application/x-www-form-urlencoded", 415),
    "xml": (b"<a/>", "application/xml", 415),
    "no kind": (b"{}", "", 415),
    "another charset": ('{"rows": "æ"}'.encode("utf-16"), "application/json; charset=utf-16", 400),
}


@pytest.mark.parametrize("kind", LYING)
def test_a_body_that_lies_is_told_so_and_nothing_is_kept(as_program: AsProgram, kind: str) -> None:
    body, content_type, status = LYING[kind]
    answer = raw(as_program("kari"), body, content_type)
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    assert set(answer.json()) == {"type", "title", "status", "detail", "errors"}
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("length", ["-1", "æ", "9" * 40, "1e3"])
def test_a_length_that_lies_breaks_nothing(as_program: AsProgram, length: str) -> None:
    answer = raw(as_program("kari"), b'{"rows": [{"a": 1}]}', CONTENT_LENGTH=length)
    assert answer.status_code in (400, 413), answer.content


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.csv",
        "a" * 500 + ".csv",
        "\u202egpj.csv",
        "tall.csv\x00.exe",
        "",
        ".csv",
        "a\nb.csv",
    ],
)
def test_a_file_name_is_never_a_path_and_never_breaks_anything(as_program: AsProgram, name: str) -> None:
    client = as_program("kari")
    file = SimpleUploadedFile("x.csv", b"kommunenr;periode;verdi\n1539;2024-03;12\n")
    file._name = name  # as a program may say it, whatever the browser would
    answer = client.post(URL, {"file": file, "indicator": UKP})
    assert answer.status_code in (202, 400, 415), answer.content
    if answer.status_code == 202:
        delivery = Delivery.objects.get()
        assert "/" not in delivery.upload.file_name
        assert ".." not in delivery.upload.file.name


def test_the_token_of_another_day_place_or_use_gets_nowhere(cast: Cast) -> None:
    measure(Indicator.objects.get(slug=UKP), cast.rauma, "2024-03", numerator=12)
    reads = program(make_token(cast.kari, cast.rauma, scopes=(Scope.VALUES_READ.value,))[1])
    writes = program(make_token(cast.kari, cast.rauma, scopes=(Scope.IMPORTS_WRITE.value,))[1])
    assert (reads.get(VALUES).status_code, send(reads).status_code) == (200, 403)
    assert (writes.get(VALUES).status_code, send(writes).status_code) == (403, 202)
    token, secret = make_token(cast.kari, cast.rauma)
    revoke_token(token=token, by=cast.kari)
    yesterday, late = make_token(cast.kari, cast.rauma)
    type(yesterday).objects.filter(pk=yesterday.pk).update(
        expires_on=timezone.localdate() - timedelta(days=1)
    )
    for gone in (secret, late, "gvn_" + "x" * 40, "", "æ", "a b", "gvn_\x00"):
        client = program(gone)
        assert client.get(VALUES).status_code == 401, gone
        assert send(client).status_code == 401, gone


def test_a_program_may_send_for_its_own_place_only(as_program: AsProgram) -> None:
    client = as_program("kari")
    answer = told(client, send(client, [ROW, {**ROW, "kommunenr": "5006"}], strategy="valid_rows"))
    assert answer["counts"] == {"new": 1, "changed": 0, "same": 0, "rejected": 1}
    assert "Du kan ikke registrere verdier for" in answer["conflicts"]["values"][0]["message"]
    assert set(Measurement.objects.values_list("actor__code", flat=True)) == {"1539"}


def test_what_goes_out_as_csv_comes_back_as_the_same_and_no_cell_is_a_formula(
    cast: Cast, as_program: AsProgram
) -> None:
    indicator = Indicator.objects.get(slug=UKP)
    for month, figure in enumerate([0, 12, 1_234_567], 1):
        measure(indicator, cast.rauma, f"2024-{month:02}", numerator=figure)
    measure(indicator, cast.rauma, "2024-04", reason="hidden")
    Batch.objects.update(source="=cmd|' /C calc'!A0")
    client = as_program("kari")
    out = b"".join(client.get(f"{VALUES}?format=csv&indicator={UKP}").streaming_content).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(out), delimiter=";") for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+@\t\r" and cell]
    answer = client.post(URL, {"file": SimpleUploadedFile("ut.csv", out.encode()), "dry_run": "true"})
    assert told(client, answer)["counts"] == {"new": 0, "changed": 0, "same": 4, "rejected": 0}


def test_pages_hold_each_value_once_while_others_write(cast: Cast, as_program: AsProgram) -> None:
    indicator = Indicator.objects.get(slug=UKP)
    for month in range(1, 13):
        measure(indicator, cast.rauma, f"2023-{month:02}", numerator=month)
    client, seen, url = as_program("kari"), [], f"{VALUES}?indicator={UKP}&limit=5"
    while url:
        page = client.get(url).json()
        seen += [value["period"] for value in page["values"]]
        measure(indicator, cast.rauma, f"2022-{len(seen):02}", numerator=1)  # before what has been read
        url = page["next"]
    assert seen == [f"2023-{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    "question",
    [
        "cursor=x", "cursor=%00", "cursor=W10", "cursor=" + "A" * 199, "limit=0", "limit=-1", "limit=5001",
        "limit=1e3", "limit=%EF%BC%91", "limit=1&limit=2", "as_of=2999-01-01",
        "as_of=2024-02-30", "as_of=9999-12-31T23:59:59-23:59", "from=9999", "from=2024-W54", "to=x",
        "indicator=%27%20OR%201=1--", "actor=municipality:", "actor=:", "actor=1539", "breakdown=alder",
        "breakdown=a:b:c,", "period_kind=Y", "status=%F0%9F%98%80", "format=xml", "ukjent=1",
        "updated_since=1", "updated_since=2024-01-01T00:00:00&as_of=2024-01-01", "order_by=password",
        "indicator=" + "x" * 201, "&".join(f"indicator=a{place}" for place in range(401)),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_meant_is_refused(as_program: AsProgram, question: str) -> None:
    answer = as_program("kari").get(f"{VALUES}?{question}")
    assert answer.status_code == 400, (question, answer.status_code, answer.content[:300])
    assert answer.json()["errors"]


@pytest.mark.parametrize("day", ["0001-01-01", "0001-12-31T23:59:59-14:00", "1900-01-01T00:00:00%2B14:00"])
def test_the_first_of_days_breaks_nothing(as_program: AsProgram, day: str) -> None:
    answer = as_program("kari").get(f"{VALUES}?as_of={day}")
    assert answer.status_code in (200, 400), answer.content
