"""One upload, read by a worker in bokmål: each reader has what is wrong with it in their own language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from indicators.imports.models import StagedValue, Upload
from tests.cast import Cast
from tests.gevinst.values.conftest import Send, page_of, text_of

pytestmark = pytest.mark.django_db
WRONG = "kommunenr;periode;verdi\n1539;2024-01;tolv\n1539;2099-01;3\n1539;2024-03;4\n1539;2024-03;5\n"
BOKMAL = [
    "«tolv» er ikke et tall. Skriv tallet som 1234,5 eller 1 234,5.",
    " 2099 har ikke begynt. Kontroller perioden.",
    "Samme aktør, periode og måleindikator står også på rad 5. Behold bare den ene.",
]
NYNORSK = [
    "«tolv» er ikkje eit tal. Skriv talet som 1234,5 eller 1 234,5.",
    " 2099 har ikkje byrja. Kontroller perioden.",
    "Same aktør, periode og måleindikator står også på rad 5. Behald berre den eine.",
]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """A request leaves its language with the thread."""
    with translation.override("nb"):
        yield


@pytest.fixture
def nynorsk(cast: Cast) -> Client:
    client = cast.client("kari")
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nn"
    return client


def said_in_the_file(client: Client, upload: Upload) -> str:
    return b"".join(client.get(page_of(upload) + "feil.csv").streaming_content).decode()  # type: ignore[attr-defined]


def test_rejected_values_are_told_in_the_readers_language_on_the_page(
    cast: Cast, send: Send, nynorsk: Client
) -> None:
    upload = send(WRONG)
    for client, words in ((cast.client("kari"), BOKMAL), (nynorsk, NYNORSK)):
        said = text_of(client.get(page_of(upload)))
        assert [each for each in words if each not in said] == []


def test_and_in_the_file_of_faults(cast: Cast, send: Send, nynorsk: Client) -> None:
    upload = send(WRONG)
    for client, words in ((cast.client("kari"), BOKMAL), (nynorsk, NYNORSK)):
        said = said_in_the_file(client, upload)
        assert [each for each in words if each not in said] == []


def test_a_refused_file_says_why_in_the_readers_language_with_what_stood_there(
    cast: Cast, send: Send, nynorsk: Client
) -> None:
    upload = send(b'[{"kode": 1,\n"kode": 2}]', name="tall.json")
    assert upload.state == Upload.State.REFUSED
    assert "nøkkelen «kode» står to ganger i samme objekt" in text_of(
        cast.client("kari").get(page_of(upload))
    )
    assert "nøkkelen «kode» står to gonger i same objekt" in text_of(nynorsk.get(page_of(upload)))


def test_what_the_reading_wants_said_is_in_the_readers_language(
    cast: Cast, send: Send, nynorsk: Client
) -> None:
    upload = send("kommune;periode;verdi\nRauma;2024-01;3\n\nKilde: SSB\n")
    assert "1 linje under tabellen er ikke lest: «Kilde: SSB»." in text_of(
        cast.client("kari").get(page_of(upload))
    )
    assert "1 linje under tabellen er ikkje lesen: «Kilde: SSB»." in text_of(nynorsk.get(page_of(upload)))


def test_what_was_kept_before_there_were_messages_is_still_shown(
    cast: Cast, send: Send, nynorsk: Client
) -> None:
    upload = send(WRONG)
    StagedValue.objects.filter(upload=upload, row=2).update(message="Gammel tekst.", faults=None)
    StagedValue.objects.filter(upload=upload, row=3).update(faults=[["periode", "2099-01", "Like gammel."]])
    said = text_of(nynorsk.get(page_of(upload)))
    assert "Gammel tekst." in said
    assert "Like gammel." in said
