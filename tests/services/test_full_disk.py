"""R10: the disk of files, of the database or of what is on its way is full. Said so, nothing half-written,
and well again as soon as there is room."""

from __future__ import annotations

import pytest
import requests
from django.core.files.base import ContentFile

from gevinst.jobs import runner
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from indicators.imports.models import StagedValue, Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import receive_upload
from indicators.measurements.models import Batch, Measurement
from tests.services.disks import NO_ROOM
from tests.services.web import WebProcess, person
from tests.services.weeks import Weeks, make_country, stored, weeks_of, whole_or_not_at_all
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
BIG = "kommunenr;periode;verdi\n" + "1539;2024-01;31\n" * 100_000


def posted(web: WebProcess, cast) -> requests.Response:
    form = {"source": "Egen telling", "indicator": "ukp-dogn"}
    return requests.post(
        f"{web.url}/malinger/import/",
        headers=person(cast, "kari"),
        data=form,
        files={"file": ("ukp.csv", BIG.encode())},
        allow_redirects=False,
        timeout=PATIENCE,
    )


@pytest.mark.services
@pytest.mark.parametrize("full", ["media", "incoming"])
def test_a_file_there_is_no_room_for_is_refused_in_words(
    transactional_db, tmp_path, cast, catalogue, disk, full
):
    with WebProcess(tmp_path, **{full: disk.folder}) as web:
        answer = posted(web, cast)
        assert (answer.status_code, NO_ROOM in answer.text) == (507, True), answer.text[:500]
        assert (Upload.objects.count(), Job.objects.count()) == (0, 0)
        assert [path for path in disk.folder.rglob("*") if path.is_file()] == [], "half a file is left"
        disk.end()
        disk.mount("100m")
        assert posted(web, cast).status_code == 302
        assert Upload.objects.get().size == len(BIG)


@pytest.fixture
def weeks(transactional_db, tmp_path, settings) -> Weeks:
    settings.MEDIA_ROOT = tmp_path / "media"
    make_country(100)
    return weeks_of(2024, 52, standing=0.1)


def outcome(kind: str, upload: Upload) -> tuple[str, str]:
    job = enqueue(kind=kind, subject=upload.pk, by=None)
    runner.run(job.pk)
    job.refresh_from_db()
    return job.state, job.message


def test_a_reading_the_database_has_no_room_for_stops_and_says_so(weeks, room):
    room.none_for(StagedValue)
    state, message = outcome("imports.read", weeks.upload)
    assert (state, NO_ROOM in message) == (Job.State.FAILED, True), message
    assert stored() == weeks.before
    room.for_all()
    assert outcome("imports.read", weeks.upload)[0] == Job.State.DONE
    weeks.upload.refresh_from_db()
    assert (weeks.upload.state, weeks.upload.staged.count()) == (Upload.State.READY, weeks.rows)


def test_a_saving_the_database_has_no_room_for_saves_nothing_and_says_so(weeks, room):
    read_upload(weeks.upload)
    room.none_for(Measurement)
    state, message = outcome("imports.commit", weeks.upload)
    assert (state, NO_ROOM in message) == (Job.State.FAILED, True), message
    assert not whole_or_not_at_all(weeks)
    assert not Batch.objects.filter(digest=weeks.upload.digest).exists()
    room.for_all()
    assert outcome("imports.commit", weeks.upload)[0] == Job.State.DONE
    assert whole_or_not_at_all(weeks)


def test_a_fault_nobody_knows_is_not_taken_for_a_full_disk(weeks, monkeypatch):
    """The control of the above."""

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("gevinst.values.jobs.read_upload", broken)
    state, message = outcome("imports.read", weeks.upload)
    assert (state, NO_ROOM in message) == (Job.State.FAILED, False)
    assert "Noe gikk galt hos oss" in message


def test_what_could_not_be_written_to_its_end_is_removed(transactional_db, tmp_path, settings, disk):
    settings.MEDIA_ROOT = disk.folder
    with pytest.raises(OSError, match="No space left"):
        receive_upload(ContentFile(BIG.encode()), name="ukp.csv", by=None)
    assert [path for path in disk.folder.rglob("*") if path.is_file()] == []


def test_django_alone_leaves_half_a_file(transactional_db, tmp_path, settings, disk):
    """The control of the above."""
    settings.MEDIA_ROOT = disk.folder
    plain = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": plain}
    with pytest.raises(OSError, match="No space left"):
        receive_upload(ContentFile(BIG.encode()), name="ukp.csv", by=None)
    assert [path for path in disk.folder.rglob("*") if path.is_file()] != []
