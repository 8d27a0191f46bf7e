"""R1 and R2: a worker killed at many moments of an import. The values are those of the file, none twice."""

from __future__ import annotations

import time
from datetime import date
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import Sum

from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from indicators.actors.models import Actor, ActorKind
from indicators.imports import merge
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import receive_upload
from indicators.measurements.models import Batch, Measurement
from indicators.measurements.periods import Period, PeriodKind
from tests.services.test_worker import state, wait
from tests.worker import WorkerProcess

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
INDICATOR = "ukp-dogn"
WEEKS = 52


def file_of(year: int) -> tuple[bytes, int, int]:
    """A year of weeks for every municipality: the file, its rows and the sum of its values."""
    then = Actor.objects.valid_on(date(year, 6, 1)).of_kind(ActorKind.MUNICIPALITY)
    codes = list(then.values_list("code", flat=True))
    lines, total = ["kommunenr;indikator;periode;verdi"], 0
    period = Period(PeriodKind.WEEK, date.fromisocalendar(year, 1, 1))
    for _ in range(WEEKS):
        for place, code in enumerate(codes):
            lines.append(f"{code};{INDICATOR};{period.code};{place % 300}")
            total += place % 300
        period = period.next()
    return "\n".join(lines).encode(), len(lines) - 1, total


def killed_at(moment: float, job: Job, worker: WorkerProcess) -> None:
    wait(lambda: state(job) != Job.State.WAITING, worker)
    time.sleep(moment)
    worker.kill()
    worker.start()
    wait(lambda: state(job) in (Job.State.DONE, Job.State.FAILED), worker, seconds=120)
    assert state(job) == Job.State.DONE, Job.objects.get(pk=job.pk).message


def test_an_import_whose_worker_is_killed_ends_with_the_values_of_the_file(worker, settings, tmp_path):
    call_command("load_reference", stdout=StringIO())
    before = Measurement.objects.count()
    for year, moment in ((2023, 0.05), (2024, 0.2), (2025, 0.4)):
        file, rows, total = file_of(year)
        upload = receive_upload(ContentFile(file), name=f"uker-{year}.csv", by=None)
        killed_at(moment, enqueue(kind="imports.read", subject=upload.pk, by=None), worker)
        upload.refresh_from_db()
        assert (upload.state, upload.staged.count()) == (Upload.State.READY, rows), upload.problem
        assert Measurement.objects.count() == before

        killed_at(moment / 2, enqueue(kind="imports.commit", subject=upload.pk, by=None), worker)
        upload.refresh_from_db()
        saved = Measurement.objects.filter(batch=upload.batch)
        assert (saved.count(), saved.aggregate(sum=Sum("numerator"))["sum"]) == (rows, total)
        assert Batch.objects.filter(digest=upload.digest).count() == 1
        before += rows
        assert Measurement.objects.count() == before
    assert Job.objects.filter(attempts__gt=1).count() >= 2, "no worker was killed in the middle of its work"


def all_or_nothing(upload: Upload, rows: int, total: float, before: int) -> bool:
    """Whether the file is saved. It must be so wholly and once, or not at all."""
    added = Measurement.objects.count() - before
    saved = Measurement.objects.filter(batch__digest=upload.digest)
    assert added == saved.count()
    assert added in (0, rows), f"{added} of {rows} rows are visible"
    assert added == 0 or saved.aggregate(sum=Sum("numerator"))["sum"] == total
    return added == rows


def taken(job: Job) -> int:
    return Job.objects.values_list("attempts", flat=True).get(pk=job.pk)


def test_a_saving_killed_again_and_again_shows_nothing_until_it_shows_all(worker, settings, tmp_path):
    call_command("load_reference", stdout=StringIO())
    file, rows, total = file_of(2024)
    upload = receive_upload(ContentFile(file), name="uker-2024.csv", by=None)
    read_upload(upload)
    before = Measurement.objects.count()
    job = enqueue(kind="imports.commit", subject=upload.pk, by=None)
    for attempt, moment in enumerate((0.05, 0.2, 0.5, 1.0), start=1):
        wait(lambda: taken(job) >= attempt or state(job) == Job.State.DONE, worker)  # noqa: B023
        time.sleep(moment)
        worker.kill()
        all_or_nothing(upload, rows, total, before)
        worker.start()
    wait(lambda: state(job) in (Job.State.DONE, Job.State.FAILED), worker, seconds=120)
    assert state(job) == Job.State.DONE, Job.objects.get(pk=job.pk).message
    assert all_or_nothing(upload, rows, total, before)
    assert taken(job) > 1, "no worker was killed in the middle of its work"


def test_half_an_import_would_be_noticed(transactional_db):
    """The control of the above: a writer without a transaction, stopped half-way."""
    call_command("load_reference", stdout=StringIO())
    file, rows, total = file_of(2024)
    upload = receive_upload(ContentFile(file), name="uker-2024.csv", by=None)
    read_upload(upload)
    before = Measurement.objects.count()
    batch = Batch.objects.create(origin=Batch.Origin.FILE, source="half", digest=upload.digest)
    upload.staged.filter(row__gt=rows / 2).delete()
    merge.write_new(upload.pk, batch.pk)
    with pytest.raises(AssertionError, match="rows are visible"):
        all_or_nothing(upload, rows, total, before)
