"""R10 beyond reading and saving: what is received, undone and corrected, and what only reads. Where the room
ends is swept: by bytes of the disk, and by the table that gets none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import requests
from django.db import connection, transaction
from django.db.models import Model

from gevinst.jobs import runner
from gevinst.jobs.models import Job
from gevinst.jobs.services import enqueue
from indicators.imports.models import Upload
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from tests.cast import measure
from tests.services.disks import NO_ROOM, fill, left_on
from tests.services.sweeping import MOMENTS
from tests.services.test_full_disk import BIG, posted
from tests.services.test_undone import file, saved, undone
from tests.services.web import LOGIN, WebProcess, person, program, send
from tests.services.weeks import make_country
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN = [Batch, EarlierMeasurement, Measurement]
# What is withdrawn or brought back needs no more room among the values than there was.
CORRECTING = [("rett", Measurement)] + [
    (doing, model) for doing in ("rett", "trekk", "angre") for model in (Batch, EarlierMeasurement)
]
VALUE = "/malinger/sporing/ukp-dogn/municipality/1539/2024-01/"
READ = [
    "/malinger/",
    "/oversikt/municipality/1539/",
    f"{VALUE}",
    "/utvalgsliste/",
    "/utvalgsliste/last-ned/",
    "/sammenlign/?indikator=ukp-dogn",
    "/sammenlign/tabell.csv?indikator=ukp-dogn",
    "/sammenlign/tabell.xlsx?indikator=ukp-dogn",
    "/api/v1/values?indicator=ukp-dogn",
    "/api/v1/values?indicator=ukp-dogn&format=csv",
    "/api/v1/schema",
    "/static/css/shell.css",
    LOGIN,
]


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_an_undoing_without_room_undoes_nothing_and_says_so(transactional_db, room, model):
    make_country(100)
    weeks, job = saved(file())
    pack(model)
    room.none_for(model)
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, NO_ROOM in job.message) == (Job.State.FAILED, True), job.message
    assert not undone(weeks)
    room.for_all()
    again = enqueue(kind="undo.all", subject=job.subject, by=None)
    runner.run(again.pk)
    assert undone(weeks)


def test_half_an_undoing_would_be_noticed(transactional_db):
    """The control of the above."""
    make_country(100)
    weeks, _job = saved(file())
    Measurement.objects.filter(batch__upload=weeks.upload)[0].delete()
    with pytest.raises(AssertionError, match="half of it is undone"):
        undone(weeks)


@pytest.mark.services
@pytest.mark.parametrize(("doing", "model"), CORRECTING)
def test_a_correction_without_room_is_refused_in_words_and_changes_nothing(
    transactional_db, cast, catalogue, room, model, doing
):
    row = measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=12)
    kari, value = (
        cast.client("kari"),
        {"seen": f"{row.pk}-{row.batch_id}", "value": "13", "reason": "Telt igjen"},
    )
    url = f"{VALUE}{doing}/"
    if doing == "angre":
        assert kari.post(f"{VALUE}rett/", value).status_code == 302
        url = f"/malinger/rettelser/{Batch.objects.get(origin='manual').pk}/angre/"
    pack(model)
    before = all_of_it()
    room.none_for(model)
    kari.raise_request_exception = False
    refused = kari.post(url, value)
    assert (refused.status_code, NO_ROOM in refused.content.decode()) == (507, True)
    assert all_of_it() == before
    room.for_all()
    assert kari.post(url, value).status_code == 302
    assert all_of_it() != before, "the control: with room it changes"


def all_of_it() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in WRITTEN]


def pack(model: type[Model]) -> None:
    """Fills the last page of the table, so that the next row needs a new one. An empty table has no page.

    The row that needed one is rolled back and not deleted: that one is gone for all, whoever else looks on.
    """
    if connection.vendor == "sqlite":
        return
    batch = Batch.objects.create(origin=Batch.Origin.FILE, source="")
    row = model._default_manager.first()
    if row is None:
        return
    size = pages(model)
    day = date(1900, 1, 1)
    while pages(model) == size:
        day += timedelta(days=1)
        row.pk, row.period_start, row.batch, row.replaced_by = None, day, batch, batch
        with transaction.atomic():
            row.save(force_insert=True)
            transaction.set_rollback(pages(model) > size)
    with connection.cursor() as cursor:
        cursor.execute(f'VACUUM FULL "{model._meta.db_table}"')


def pages(model: type[Model]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s)", [model._meta.db_table])
        return int(cursor.fetchone()[0])


@pytest.mark.services
def test_a_file_is_received_whole_or_refused_wherever_the_room_ends(
    transactional_db, tmp_path, settings, cast, catalogue, disk
):
    settings.MEDIA_ROOT = disk.folder
    disk.end()
    disk.mount("8m")
    many, told = max(5, MOMENTS), []
    with WebProcess(tmp_path, media=disk.folder) as web:
        for place in range(many):
            leave = round(1.4 * len(BIG) * place / (many - 1))
            fill(disk.folder, leave=leave)
            answer = posted(web, cast)
            told.append(answer.status_code)
            assert answer.status_code in (302, 507)
            if answer.status_code == 507:
                assert NO_ROOM in answer.text
                assert (Upload.objects.count(), left_on(disk.folder)) == (0, []), "half a file is left"
            else:
                assert Upload.objects.get().file.size == len(BIG)
            Upload.objects.all().delete()
            Job.objects.all().delete()
            for path in left_on(disk.folder):
                path.unlink()
    print(f"R10 received: {told.count(507)} of {many} amounts of room refused, the others whole")
    assert (told[0], told[-1]) == (507, 302)


@pytest.mark.services
def test_what_only_reads_goes_on_when_every_disk_of_files_is_full(
    transactional_db, tmp_path, cast, catalogue, disk
):
    measure(catalogue["ukp-dogn"], cast.rauma, "2024-01", numerator=12)
    for folder in ("media", "incoming"):
        (disk.folder / folder).mkdir()
    fill(disk.folder)
    with WebProcess(tmp_path, media=disk.folder / "media", incoming=disk.folder / "incoming") as web:
        assert posted(web, cast).status_code == 507, "the control: nothing is received"
        sent = send(web, program(cast), BIG)
        assert (sent.status_code, sent.json()["title"]) == (507, "Det er ikke mer plass hos oss"), sent.text
        for path in READ:
            headers = program(cast) if path.startswith("/api/v1/values") else person(cast, "kari")
            answer = requests.get(f"{web.url}{path}", headers=headers, timeout=PATIENCE)
            assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
            assert len(answer.content) > 20
        value = {"csrfmiddlewaretoken": "a" * 32, "seen": "", "value": "3", "source": "Egen telling"}
        by_hand = requests.post(
            f"{web.url}{VALUE.replace('2024-01', '2024-02')}rett/",
            data=value,
            headers=person(cast, "kari"),
            allow_redirects=False,
            timeout=PATIENCE,
        )
        assert by_hand.status_code == 302, "the database has room"
