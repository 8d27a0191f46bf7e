"""What imports leave behind is cleared away, and never what a value leads back to."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from gevinst.jobs.models import Job
from gevinst.jobs.runner import run_waiting
from gevinst.jobs.services import claim, enqueue
from gevinst.values import tidy
from indicators.imports import staging
from indicators.imports.models import PackedValues, StagedValue, Upload
from indicators.imports.undo import undo_batch
from indicators.measurements.models import Batch, Measurement
from indicators.quality.models import Finding
from tests.cast import Cast
from tests.gevinst.values.conftest import GOOD, Send, page_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def incoming(settings, tmp_path: Path) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    return settings.FILE_UPLOAD_TEMP_DIR


@pytest.fixture
def saved(cast: Cast, send: Send) -> Upload:
    upload = send()
    cast.client("kari").post(page_of(upload) + "lagre/")
    run_waiting()
    upload.refresh_from_db()
    return upload


def a_month_later() -> None:
    then = timezone.now() - timedelta(days=31)
    Upload.objects.update(created_at=then)
    Batch.objects.update(created_at=then)
    Job.objects.update(finished_at=then)


def at_night() -> str:
    job = enqueue(kind="nightly.tidy", subject=0, by=None)
    run_waiting()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.message
    return job.message


def test_rows_of_a_saved_import_go_and_its_values_keep_row_and_file(cast: Cast, saved: Upload) -> None:
    a_month_later()
    assert "2 leste rader" in at_night()
    assert not StagedValue.objects.exists()
    saved.refresh_from_db()
    assert Path(saved.file.path).read_text() == GOOD
    kari = cast.client("kari")
    assert "Radene fra gjennomgangen er ryddet bort" in text_of(kari.get(page_of(saved)))
    row = Measurement.objects.get(batch=saved.batch, row=2)
    assert "ukp.csv" in text_of(kari.get(f"/malinger/parti/{saved.batch_id}/rad/{row.row}/"))


def test_what_was_packed_of_a_cancelled_import_goes_too(
    cast: Cast, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "ROWS", {staging.NEW: 0})
    send()
    assert PackedValues.objects.get().count == 2
    a_month_later()
    at_night()
    assert not PackedValues.objects.exists()


def test_a_tidied_import_can_still_be_undone(cast: Cast, saved: Upload) -> None:
    a_month_later()
    at_night()
    assert undo_batch(saved.batch, by=cast.kari).removed == 2


def test_what_is_new_is_left_alone(send: Send, saved: Upload) -> None:
    waiting = send(GOOD.replace("31", "32"))
    assert "0 importer ingen lagret, 0 leste rader, 0 filer" in at_night()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.staged.count()) == (Upload.State.READY, 2)
    assert saved.staged.count() == 2


def test_an_import_nobody_saved_is_given_up(
    cast: Cast, send: Send, django_capture_on_commit_callbacks
) -> None:
    waiting = send()
    path = Path(waiting.file.path)
    a_month_later()
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 importer ingen lagret, 2 leste rader" in at_night()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.file.name, path.exists()) == (Upload.State.CANCELLED, "", False)
    assert not StagedValue.objects.exists()
    assert not Finding.objects.of_upload(waiting.pk).exists()
    assert "Importen er avbrutt" in text_of(cast.client("kari").get(page_of(waiting)))


def test_an_old_import_somebody_works_on_is_left_alone(cast: Cast, send: Send) -> None:
    waiting = send()
    a_month_later()
    enqueue(kind="imports.commit", subject=waiting.pk, by=cast.kari)
    limit = timezone.now() - timedelta(days=30)
    assert not tidy.abandoned(limit).exists()
    Job.objects.filter(kind="imports.commit").update(state=Job.State.FAILED, finished_at=timezone.now())
    assert not tidy.abandoned(limit).exists(), "somebody tried to save it today"


def test_rows_go_a_portion_at_a_time(saved: Upload, monkeypatch) -> None:
    monkeypatch.setattr(tidy, "PORTION", 1)

    _, lease = claim(enqueue(kind="nightly.tidy", subject=0, by=None).pk)
    assert list(tidy.remove_rows(saved.pk, lease)) == [1, 1]


def test_files_without_an_import_go_when_they_are_old(saved: Upload, incoming: Path, uploads_folder) -> None:
    left = uploads_folder / "imports" / "2024" / "01" / "halv.csv"
    left.parent.mkdir(parents=True)
    half, young = incoming / "tmpabc.upload.csv", incoming / "tmpdef.upload.csv"
    for path in (left, half, young):
        path.write_text("halv")
    old = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (left, half, Path(saved.file.path)):
        os.utime(path, (old, old))
    assert "2 filer" in at_night()
    assert [path.exists() for path in (left, half, young)] == [False, False, True]
    assert Path(saved.file.path).exists()


def test_the_stored_values_are_checked_at_night(saved: Upload) -> None:
    Measurement.objects.filter(row=2).update(numerator=-5)
    job = enqueue(kind="nightly.check", subject=0, by=None)
    run_waiting()
    job.refresh_from_db()
    assert "Kontrollert: " in job.message
    assert Finding.objects.stored().filter(check_code="sign").exists()
