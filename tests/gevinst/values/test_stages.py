"""What the page says while the work goes on, and when it came to nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from gevinst.jobs import registry
from gevinst.jobs.lease import JobProblem
from gevinst.jobs.models import Job
from gevinst.jobs.runner import run_waiting
from gevinst.values.uploads import job_of, undo_job_of
from indicators.imports import staging
from indicators.imports.models import Upload
from indicators.measurements.models import Measurement
from tests.cast import Cast
from tests.conftest import on_services
from tests.gevinst.values.conftest import BAD_ROW, GOOD, Send, page_of, text_of
from tests.waiting import until

pytestmark = pytest.mark.django_db


def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    def handler(subject: int, lease: object) -> str:
        raise JobProblem("Disken er full.")

    monkeypatch.setattr(registry, "handler_for", lambda kind: handler)


def under_way(upload: Upload, **columns: object) -> None:
    Job.objects.filter(subject=upload.pk).update(state=Job.State.RUNNING, **columns)


def test_while_it_is_read_the_page_asks_how_far_it_has_come(cast: Cast, send: Send) -> None:
    upload = send(wait=True)
    under_way(upload, done=5000, total=20000)
    kari = cast.client("kari")
    page = kari.get(page_of(upload))
    assert "Filen leses" in text_of(page)
    assert f'hx-get="{page_of(upload)}status/?tilstand=running"' in page.content.decode()
    bar = kari.get(page_of(upload) + "status/")
    assert 'max="20000" value="5000"' in bar.content.decode()
    assert "5 000 av 20 000 rader" in text_of(bar)
    assert "HX-Refresh" not in bar


def test_a_page_that_says_it_waits_is_fetched_anew_when_it_is_read(cast: Cast, send: Send) -> None:
    upload, kari = send(wait=True), cast.client("kari")
    status = page_of(upload) + "status/?tilstand=waiting"
    assert "HX-Refresh" not in kari.get(status)
    under_way(upload)
    assert kari.get(status)["HX-Refresh"] == "true"


def test_when_it_is_over_the_page_is_fetched_anew(cast: Cast, send: Send) -> None:
    upload = send()
    assert cast.client("kari").get(page_of(upload) + "status/")["HX-Refresh"] == "true"


def test_a_file_whose_reading_failed_does_not_look_as_if_it_were_still_read(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        failing(patch)
        upload = send()
    kari = cast.client("kari")
    page = kari.get(page_of(upload))
    assert "Filen ble ikke lest ferdig Disken er full." in text_of(page)
    assert "status/" not in page.content.decode()
    assert "ukp.csv" in text_of(kari.get("/malinger/"))
    assert "Stoppet" in text_of(kari.get("/malinger/"))

    kari.post(page_of(upload) + "igjen/")
    run_waiting()
    assert "Lagre 2 nye verdier" in text_of(kari.get(page_of(upload)))


def test_a_saving_that_failed_says_why_and_can_be_tried_again(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload, kari = send(), cast.client("kari")
    with monkeypatch.context() as patch:
        failing(patch)
        kari.post(page_of(upload) + "lagre/")
        run_waiting()
    said = text_of(kari.get(page_of(upload)))
    assert "Verdiene ble ikke lagret Disken er full." in said
    assert "Lagre 2 nye verdier" in said
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    assert Measurement.objects.count() == 2


def test_a_file_that_waits_is_cancelled_at_once_and_forgotten(cast: Cast, send: Send, uploads_folder) -> None:
    upload, kari = send(wait=True), cast.client("kari")
    response = kari.post(page_of(upload) + "avbryt/", follow=True)
    assert "Importen er avbrutt. Ingenting er lagret." in response.content.decode()
    assert run_waiting() == 0
    assert "Importen er avbrutt" in text_of(kari.get(page_of(upload)))
    assert not [path for path in uploads_folder.rglob("*") if path.is_file()]


def test_work_that_goes_on_is_asked_to_stop_and_nothing_is_claimed_before_it_has(
    cast: Cast, send: Send
) -> None:
    upload, kari = send(wait=True), cast.client("kari")
    under_way(upload)
    response = kari.post(page_of(upload) + "avbryt/", follow=True)
    assert "Importen avbrytes" in text_of(response)
    assert "Ingenting er lagret" not in text_of(response)
    upload.refresh_from_db()
    assert upload.state != Upload.State.CANCELLED


def test_a_reading_that_is_stopped_forgets_the_file(cast: Cast, send: Send, monkeypatch) -> None:
    upload = send(wait=True)
    monkeypatch.setattr("gevinst.jobs.lease.Lease.cancelled", lambda lease: True)
    run_waiting()
    upload.refresh_from_db()
    assert (upload.state, upload.staged.count()) == (Upload.State.CANCELLED, 0)
    assert Job.objects.get(subject=upload.pk).state == Job.State.CANCELLED


def test_a_saving_that_is_stopped_leaves_the_preview_and_no_value(
    cast: Cast, send: Send, monkeypatch
) -> None:
    upload, kari = send(), cast.client("kari")
    kari.post(page_of(upload) + "lagre/")
    with monkeypatch.context() as patch:
        patch.setattr("gevinst.jobs.lease.Lease.cancelled", lambda lease: True)
        run_waiting()
    said = text_of(kari.get(page_of(upload)))
    assert "Arbeidet ble avbrutt. Ingenting er lagret." in said
    assert "Lagre 2 nye verdier" in said
    assert Measurement.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_reading_that_goes_on_tells_how_far_it_is_and_stops_within_five_seconds(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch, working: None
) -> None:
    """By the clock of the reading itself: a busy machine makes its seconds longer too."""
    if on_services():
        pytest.skip("the worker is another process, out of reach of this test's slow reader")
    read: list[int] = []
    monkeypatch.setattr("gevinst.values.jobs.read_upload", partial(slow_reading, read))
    upload, kari = send(wait=True), cast.client("kari")
    until(
        lambda: re.search(r"\d+ av 9 000 rader", text_of(kari.get(page_of(upload)))),
        lambda: (Job.objects.values().get(subject=upload.pk), text_of(kari.get(page_of(upload)))),
    )
    assert re.search(r"Pågår nå ukp.csv filen leses \d+ av 9 000 rader", text_of(kari.get("/malinger/")))
    kari.post(page_of(upload) + "avbryt/")
    asked = len(read)
    until(lambda: Job.objects.get(subject=upload.pk).is_over)
    assert (len(read) - asked) * A_ROW < 5
    page = text_of(kari.get(page_of(upload)))
    assert "Importen er avbrutt Ingenting er lagret, og filen er slettet her." in page


A_ROW = 0.1  # seconds


def slow_reading(
    read: list[int], upload: Upload, *, progress: Callable[[int, int], None], fence: object
) -> None:
    """A quarter of an hour for nine thousand rows, unless somebody says stop."""
    for row in range(1, 9001):
        progress(row, 9000)
        read.append(row)
        time.sleep(A_ROW)


def test_what_is_already_saved_is_not_called_cancelled(cast: Cast, send: Send) -> None:
    upload, kari = send(), cast.client("kari")
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    response = kari.post(page_of(upload) + "avbryt/", follow=True)
    assert "Importen var alt lagret. Du kan angre den." in response.content.decode()
    assert Measurement.objects.count() == 2


def test_saving_twice_saves_once(cast: Cast, send: Send) -> None:
    upload, kari = send(), cast.client("kari")
    for _ in range(3):
        kari.post(page_of(upload) + "lagre/")
    run_waiting()
    assert (
        "Denne importen kan ikke lagres nå"
        in kari.post(page_of(upload) + "lagre/", follow=True).content.decode()
    )
    assert Measurement.objects.count() == 2


@pytest.mark.parametrize("who", ["per", "ola", "liv", "nora", "anonymous"])
def test_only_those_who_deliver_for_the_same_see_the_file(cast: Cast, send: Send, who: str) -> None:
    upload = send(GOOD + BAD_ROW)
    asking: Client = cast.client(who)
    refused = 302 if who == "anonymous" else 404
    for path in ("", "status/", "feil.csv"):
        assert asking.get(page_of(upload) + path).status_code == refused
        assert cast.client("kari").get(page_of(upload) + path).status_code == 200
    for path in ("lagre/", "avbryt/", "igjen/", "kolonner/", "navn/", "celler/", "glem/"):
        assert asking.post(page_of(upload) + path).status_code == refused
    upload.refresh_from_db()
    assert upload.state == Upload.State.READY
    assert not Job.objects.filter(kind="imports.commit").exists()


@pytest.mark.parametrize(("who", "status"), [("kari", 200), ("per", 200), ("ola", 404), ("liv", 404)])
def test_only_coordinators_import(cast: Cast, who: str, status: int) -> None:
    assert cast.client(who).get("/malinger/import/").status_code == status


def test_of_many_new_values_the_first_are_shown_and_all_are_saved(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "ROWS", {staging.NEW: 1})
    upload, kari = send(), cast.client("kari")
    page = text_of(kari.get(page_of(upload)))
    assert "Her er de første 1 av 2. Alle blir lagret." in page
    before = Measurement.objects.count()
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    assert Measurement.objects.count() == before + 2
    assert "Her er de første" not in text_of(cast.client("kari").get(page_of(send(BAD_ROW))))


def test_work_that_ends_while_its_page_is_made_is_seen(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job is over the very moment after it was asked about."""
    upload, kari = send(), cast.client("kari")
    kari.post(page_of(upload) + "lagre/")

    def asked(pk: int) -> Job | None:
        run_waiting()
        return job_of(pk)

    with monkeypatch.context() as patch:
        patch.setattr("gevinst.values.pages.job_of", asked)
        said = text_of(kari.get(page_of(upload)))
    assert "Verdiene er lagret" in said
    assert "kan lagres" not in said


def undoing_of(upload: Upload) -> str:
    return f"/malinger/parti/{upload.batch_id}/angre/"


def being_undone(kari: Client, send: Send) -> Upload:
    """Saved, and its undoing asked for but not begun."""
    upload = send()
    kari.post(page_of(upload) + "lagre/")
    run_waiting()
    upload.refresh_from_db()
    kari.post(undoing_of(upload))
    return upload


def ends_when_asked_about(pk: int) -> Job | None:
    run_waiting()
    return undo_job_of(pk)


def test_an_undoing_that_ends_while_its_page_is_made_is_seen(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari = cast.client("kari")
    upload = being_undone(kari, send)
    with monkeypatch.context() as patch:
        patch.setattr("gevinst.values.uploads.undo_job_of", ends_when_asked_about)
        assert "Importen er angret" in text_of(kari.get(page_of(upload)))


def test_the_page_of_an_undoing_that_ends_while_it_is_made_tells_so(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    kari = cast.client("kari")
    upload = being_undone(kari, send)
    with monkeypatch.context() as patch:
        patch.setattr("gevinst.values.views.undoing.undo_job_of", ends_when_asked_about)
        assert "Importen er angret." in text_of(kari.get(undoing_of(upload), follow=True))
