"""R3 on the pages: a form sent many times to a real server, from all at once to one after the other. One
effect, and the others are told so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

import pytest
import requests

from gevinst.jobs.models import Job
from gevinst.jobs.runner import run_waiting
from gevinst.values.uploads import SEEN_BEFORE
from indicators.imports.models import Upload
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from tests.cast import Cast
from tests.services.web import CSRF, WebProcess, person
from tests.waiting import PATIENCE

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
AT_ONCE = 6
# Seconds between one and the next.
APART = (0.0, 0.005, 0.03, 0.1)
CONTENT = "kommunenr;periode;verdi\n1539;2024-01;{}\n1539;2024-02;28\n"
VALUE = "/malinger/sporing/ukp-dogn/municipality/1539/2024-01/"


@pytest.fixture
def web(transactional_db, tmp_path, settings) -> Iterator[WebProcess]:
    settings.MEDIA_ROOT = tmp_path / "media"
    with WebProcess(tmp_path, threads=AT_ONCE) as process:
        yield process


def sent(web: WebProcess, cast: Cast, path: str, *, apart: float = 0, **form: Any) -> list[requests.Response]:
    """The answers to one form, sent by one person many times."""
    ready, headers = Barrier(AT_ONCE), person(cast, "kari")
    data = {"csrfmiddlewaretoken": CSRF, **form.pop("data", {})}

    def one(place: int) -> requests.Response:
        ready.wait()
        sleep(apart * place)
        url = f"{web.url}{path}"
        return requests.post(url, data=data, headers=headers, allow_redirects=False, timeout=PATIENCE, **form)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def uploaded(web: WebProcess, cast: Cast, apart: float, number: int) -> Upload:
    """Of the same file sent many times: the one that is read. The others ask first."""
    file = {"file": ("ukp.csv", CONTENT.format(number).encode())}
    form = {"source": "Egen telling", "indicator": "ukp-dogn"}
    answers = sent(web, cast, "/malinger/import/", apart=apart, data=form, files=file)
    assert [answer.status_code for answer in answers] == [302] * AT_ONCE
    reading = set(Job.objects.filter(kind="imports.read", finished_at=None).values_list("subject", flat=True))
    assert len(reading) == 1, f"{len(reading)} of them are read"
    uploads = list(Upload.objects.filter(state=Upload.State.RECEIVED))
    assert {upload.pk for upload in uploads if SEEN_BEFORE not in upload.options} == reading
    for answer in answers:
        page = requests.get(
            f"{web.url}{answer.headers['Location']}", headers=person(cast, "kari"), timeout=PATIENCE
        )
        its_own = int(answer.headers["Location"].split("/")[-2]) in reading
        assert ("Denne filen leses alt" in page.text) != its_own
    return Upload.objects.get(pk=reading.pop())


@pytest.mark.parametrize("apart", APART)
def test_a_form_sent_many_times_has_one_effect(web, cast, catalogue, apart):
    upload = uploaded(web, cast, apart, 31)
    run_waiting()

    answers = sent(web, cast, f"/malinger/import/{upload.pk}/lagre/", apart=apart)
    assert [answer.status_code for answer in answers] == [302] * AT_ONCE
    assert (Job.objects.filter(kind="imports.commit").count(), run_waiting()) == (1, 1)
    batch = Batch.objects.get()
    assert Measurement.objects.filter(batch=batch).count() == 2

    row = Measurement.objects.get(period_start="2024-01-01")
    form = {"seen": f"{row.pk}-{row.batch_id}", "value": "33", "reason": "Telt på nytt"}
    answers = sent(web, cast, f"{VALUE}rett/", apart=apart, data=form)
    assert sorted(answer.status_code for answer in answers) == [302, *[409] * (AT_ONCE - 1)]
    correction = Batch.objects.get(origin=Batch.Origin.MANUAL)
    sent(web, cast, f"/malinger/rettelser/{correction.pk}/angre/", apart=apart)
    assert Batch.objects.filter(origin=Batch.Origin.UNDO).count() == 1
    row.refresh_from_db()
    assert (row.numerator, row.batch) == (31, batch)

    answers = sent(web, cast, f"/malinger/parti/{batch.pk}/angre/", apart=apart)
    assert [answer.status_code for answer in answers] == [302] * AT_ONCE
    assert (Job.objects.filter(kind="undo.all").count(), run_waiting()) == (1, 1)
    assert Batch.objects.filter(origin=Batch.Origin.UNDO).count() == 2
    assert (Measurement.objects.count(), EarlierMeasurement.objects.filter(batch=batch).count()) == (0, 3)


def test_the_same_file_later_is_told_when_and_by_whom_it_was_imported(web, cast, catalogue):
    upload = uploaded(web, cast, 0, 31)
    run_waiting()
    sent(web, cast, f"/malinger/import/{upload.pk}/lagre/")
    run_waiting()
    file = {"file": ("et annet navn.csv", CONTENT.format(31).encode())}
    answers = sent(web, cast, "/malinger/import/", data={"indicator": "ukp-dogn"}, files=file)
    for answer in answers:
        page = requests.get(
            f"{web.url}{answer.headers['Location']}", headers=person(cast, "kari"), timeout=PATIENCE
        )
        assert re.search(r"Samme fil ble importert .+ kl\. \d\d\.\d\d av Kari Prøve\.", page.text)
    assert (run_waiting(), Batch.objects.count()) == (0, 1)


def test_where_they_do_not_wait_for_each_other_the_file_is_read_many_times(
    transactional_db, tmp_path, settings, cast, catalogue
):
    """The control of the above."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def again_and_again(web: WebProcess) -> None:
        for number in range(5):
            uploaded(web, cast, 0, number)
            Job.objects.all().delete()

    with (
        WebProcess(tmp_path, threads=AT_ONCE, without="turns") as web,
        pytest.raises(AssertionError, match=r"[2-6] of them are read"),
    ):
        again_and_again(web)
