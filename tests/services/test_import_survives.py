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
from indicators.imports.models import Upload
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
    wait(lambda: state(job) in (Job.State.DONE, Job.State.FAILED), worker, seconds=60)
    assert state(job) == Job.State.DONE, Job.objects.get(pk=job.pk).message


def test_an_import_whose_worker_is_killed_ends_with_the_values_of_the_file(worker, settings, tmp_path):
    call_command("load_reference", stdout=StringIO())
    before = Measurement.objects.count()
    for year, moment in ((2023, 0.1), (2024, 0.8), (2025, 1.6)):
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
