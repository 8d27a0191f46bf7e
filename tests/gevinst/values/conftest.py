from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from gevinst.jobs.runner import run_waiting
from gevinst.values.uploads import SEEN_BEFORE
from indicators.catalogue.models import Indicator
from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from tests.cast import Cast, measure

Send = Callable[..., Upload]
GOOD = "kommunenr;periode;verdi\n1539;2024-01;31\n1539;2024-02;28\n"
BAD_ROW = "1539;2024-03;tolv\n"


@pytest.fixture(autouse=True)
def uploads_folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return settings.MEDIA_ROOT


@pytest.fixture
def send(cast: Cast, catalogue: dict[str, Indicator]) -> Send:
    """Sends a file as somebody on the page does, and reads it - again, if need be - unless told to wait."""

    def send(
        content: str | bytes = GOOD,
        *,
        name: str = "ukp.csv",
        who: str = "kari",
        wait: bool = False,
        indicator: str = "ukp-dogn",
    ) -> Upload:
        raw = content if isinstance(content, bytes) else content.encode()
        form = {"file": SimpleUploadedFile(name, raw), "indicator": indicator, "source": "Egen telling"}
        response = cast.client(who).post("/malinger/import/", form)
        assert response.status_code == 302, text_of(response)
        upload = Upload.objects.get(pk=int(response["Location"].split("/")[-2]))
        if SEEN_BEFORE in upload.options and not wait:
            cast.client(who).post(page_of(upload) + "igjen/")
        if not wait:
            run_waiting()
            upload.refresh_from_db()
        return upload

    return send


@pytest.fixture
def value(cast: Cast, catalogue: dict[str, Indicator]) -> Measurement:
    """Twelve days in Rauma in January 2024."""
    return measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=12)


def page_of(upload: Upload) -> str:
    return f"/malinger/import/{upload.pk}/"


def text_of(response: HttpResponse) -> str:
    """What the page says, tags and repeated space taken away."""
    body = response.content.decode().split("<main", 1)[-1].split("</main>")[0]
    words = html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ")
    return re.sub(r" ([,.:;])", r"\1", re.sub(r"\s+", " ", words))


def heading_of(response: HttpResponse) -> str:
    found = re.search(r"<h1>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert found
    return plain(found[1])


def plain(markup: str) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", "", markup)).replace("\u00a0", " ").replace("\u202f", " ")
    return re.sub(r"\s+", " ", words).strip()
