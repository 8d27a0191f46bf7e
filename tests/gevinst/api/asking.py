"""Questions to the values of the API, and figures to ask for."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.services import breakdowns_for
from tests.cast import Cast, measure

URL = "/api/v1/values"
UKP, SHARE, GUARDED = "ukp-dogn", "ukp-andel-liggedogn", "pleiekontinuitet-hjemmetjenesten"


def ask(client: Client, **query: Any) -> list[dict[str, Any]]:
    answer = client.get(URL, query)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["values"]
    return found


def about(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(one["indicator"], one["actor"], one["period"]) for one in found]


def text(client: Client, **query: Any) -> str:
    answer = client.get(URL, {"format": "csv", **query})
    assert answer.status_code == 200
    return b"".join(answer).decode()


def stat(client: Client, **query: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.get(URL, {"format": "json-stat", **query}).json()
    return found


def read(content: bytes, name: str, **more: Any) -> Upload:
    upload = receive_upload(ContentFile(content), name=name, by=None, **more)
    read_upload(upload)
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY, upload.problem
    return upload


def saved(cast: Cast, lines: str) -> Batch:
    indicator = Indicator.objects.get(slug=UKP)
    upload = read(f"kommunenr;periode;verdi\n{lines}".encode(), "tall.csv", indicator=indicator)
    return commit_upload(upload, by=cast.kari)


def broken_down(measured: Cast, catalogue: dict[str, Indicator]) -> None:
    whole = measure(catalogue[UKP], measured.rauma, "2024-06", numerator=2)
    (pk,) = breakdowns_for([frozenset({("hastegrad", "oh")})]).values()
    Measurement.objects.filter(pk=whole.pk).update(breakdown=pk)
