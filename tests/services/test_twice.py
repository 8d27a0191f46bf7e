"""R3: the same import sent many times at the very same moment, by a real server."""

from __future__ import annotations

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import requests

from gevinst.jobs.models import Job
from indicators.imports.models import Upload
from indicators.measurements.models import Batch, Measurement
from tests.services.test_worker import wait
from tests.services.web import WebProcess, program, send
from tests.worker import WorkerProcess

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
AT_ONCE = 6
CONTENT = "kommunenr;indikator;periode;verdi\n1539;ukp-dogn;2024-01;{}\n1539;ukp-dogn;2024-02;28\n"


@pytest.fixture
def web(transactional_db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    with WebProcess(tmp_path, threads=AT_ONCE) as process:
        yield process


def all_at_once(web: WebProcess, headers: dict[str, str], content: str, key: str) -> list[requests.Response]:
    ready = Barrier(AT_ONCE)

    def one(_: int) -> requests.Response:
        ready.wait()
        return send(web, headers, content, key=key)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def one_effect(answers: list[requests.Response]) -> None:
    assert Counter(answer.status_code for answer in answers) == {202: AT_ONCE}
    assert len({answer.headers["Location"] for answer in answers}) == 1, "several imports"
    assert Upload.objects.count() == Job.objects.filter(kind="imports.deliver").count() == 1


def test_one_key_sent_at_the_same_moment_is_one_import(web, cast, catalogue, tmp_path):
    headers = program(cast)
    for round_ in range(3):
        Upload.objects.all().delete()
        Job.objects.all().delete()
        one_effect(all_at_once(web, headers, CONTENT.format(round_), f"natt-2024-01-3{round_}"))
    stored = [path for path in (web.media / "imports").rglob("*") if path.is_file()]
    assert len(stored) <= 3, "the files of those who came second are left"
    (tmp_path / "worker").mkdir()
    with WorkerProcess(tmp_path / "worker", media=web.media) as worker:
        wait(lambda: Batch.objects.filter(origin=Batch.Origin.FILE).count() == 1, worker)
        assert Measurement.objects.filter(actor=cast.rauma).count() == 2
        second = send(web, headers, CONTENT.format(2)).json()
        assert re.fullmatch(
            r"Samme fil ble importert \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d av Kari Prøve\.", second["same_file"]
        )
        wait(lambda: not Job.objects.filter(finished_at=None).exists(), worker)
        assert Measurement.objects.filter(actor=cast.rauma).count() == 2
        assert not Measurement.objects.exclude(batch__upload__pk__lt=second["id"]).exists()


def test_without_a_key_they_are_as_many_imports(web, cast, catalogue):
    """The control of the above."""
    with pytest.raises(AssertionError, match="several imports"):
        one_effect(all_at_once(web, program(cast), CONTENT.format(1), ""))
