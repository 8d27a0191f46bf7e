"""What a program sends that is not received: fields, bodies, rows, sizes, files and choices."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from tests.gevinst.api.test_imports import UKP, URL, AsProgram, outcome, rows, send, send_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize("field", ["created_by", "is_example", "allowed_actors", "options", "batch", "state"])
def test_fields_that_are_not_the_senders_are_refused(as_program: AsProgram, field: str) -> None:
    client = as_program("kari")
    for answer in (send(client, rows(12), **{field: 1}), send_file(client, "a;b\n1;2\n", **{field: "1"})):
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == field
        assert answer.json()["errors"][0]["detail"].startswith("Ukjent felt. Bruk ")
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"rows": [', "linje 1, tegn 11"),
        (b'{"rows":\n  [1,]}', "linje 2"),
        (b'{"rows": [{"verdi": NaN}]}', "ikke JSON som kan brukes"),
        (b"[" * 100_000, "ikke JSON som kan brukes"),
        (b"\xff", "byte 1 kan ikke leses"),
        (b"[]", "et objekt med «rows»"),
        (b"{}", "minst én rad"),
        (b'{"rows": []}', "minst én rad"),
    ],
)
def test_a_body_that_is_not_json_is_told_where(as_program: AsProgram, body: bytes, words: str) -> None:
    answer = as_program("kari").post(URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (3, "rows[1]"),
        ({}, "rows[1]"),
        ({"verdi": {"a": 1}}, "rows[1].verdi"),
        ({"verdi": True}, "rows[1].verdi"),
        ({"verdi": 1e300}, "rows[1].verdi"),
        ({"verdi": "a\x00b"}, "rows[1].verdi"),
        ({"verdi": "\ud800"}, "rows[1].verdi"),
        ({"": 1}, "rows[1]"),
    ],
)
def test_a_row_that_is_not_flat_is_told_which(as_program: AsProgram, row: Any, field: str) -> None:
    answer = send(as_program("kari"), [*rows(12), row])
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert not Upload.objects.exists()


def test_too_much_is_refused_before_it_is_read(
    as_program: AsProgram, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_program("kari")
    answer = client.post(URL, b" " * (10 * 1024 * 1024 + 1), content_type="application/json")
    assert answer.status_code == 413
    assert "10 MB er for mye JSON; grensen er 10 MB. Send en fil." in answer.json()["detail"]
    answer = send(client, [{"verdi": 1}] * 50_001)
    assert (answer.status_code, "Send flere som en fil" in answer.json()["detail"]) == (413, True)
    settings.IMPORT_MAX_BYTES = 10
    answer = send_file(client, "kommunenr;periode;verdi\n")
    assert answer.status_code == 413
    assert "Grensen er" in answer.json()["detail"]
    monkeypatch.setattr("gevinst.api.bodies.AROUND_A_FILE", 0)
    assert "Del filen i flere" in send_file(client, "kommunenr;periode;verdi\n").json()["detail"]


@pytest.mark.parametrize(
    ("content_type", "status"), [("text/plain", 415), ("application/xml", 415), ("multipart/form-data", 400)]
)
def test_other_forms_of_content_are_refused(as_program: AsProgram, content_type: str, status: int) -> None:
    assert as_program("kari").post(URL, b"a", content_type=content_type).status_code == status


@pytest.mark.parametrize(
    ("content", "name", "status"),
    [("", "tall.csv", 400), ("%PDF-1.4 ", "tall.pdf", 415), ("x", "tall.exe", 415)],
)
def test_a_file_that_cannot_be_used_is_refused_at_once(
    as_program: AsProgram, content: str, name: str, status: int
) -> None:
    answer = send_file(as_program("kari"), content, name)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == "file"
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"indicator": "finnes-ikke"}, "indicator"),
        ({"layout": "rund"}, "layout"),
        ({"strategy": "kanskje"}, "strategy"),
        ({"dry_run": "kanskje"}, "dry_run"),
        ({"source": "x" * 201}, "source"),
    ],
)
def test_a_value_that_means_nothing_is_refused(
    as_program: AsProgram, more: dict[str, Any], field: str
) -> None:
    answer = send(as_program("kari"), rows(12), **more)
    assert answer.status_code == 400
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_a_choice_that_is_none_is_told_what_there_is(as_program: AsProgram) -> None:
    (error,) = send(as_program("kari"), rows(12), strategy="kanskje").json()["errors"]
    assert error["detail"] == "Ukjent verdi «kanskje». Bruk all_or_nothing, valid_rows."


def test_an_indicator_is_known_by_its_code_too(as_program: AsProgram) -> None:
    code = Indicator.objects.get(slug=UKP).codes.first()
    assert code is not None
    client = as_program("kari")
    assert outcome(client, send(client, rows(12), indicator=code.code))["state"] == "saved"


def test_a_personal_id_is_refused_and_not_repeated(as_program: AsProgram) -> None:
    client = as_program("kari")
    answer = send(client, [*rows(12), {"kommunenr": "1539", "merknad": "01010750160"}])
    assert answer.status_code == 400
    assert "fødselsnummer" in answer.json()["detail"]
    assert "01010750160" not in answer.content.decode()
    assert not Upload.objects.exists()
    assert not Measurement.objects.exists()
