"""A checked, traceable import of a million rows beside the bare writing of the same rows to the same indexes.

Also beside django-import-export's plain ModelResource, which looks each row up and saves it by itself.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO

import tablib
from django.core.files.base import File
from django.core.management import call_command
from django.db import connection, transaction
from import_export.resources import ModelResource

from bench.result import Result, clock
from bench.writing_meanwhile import writing_meanwhile
from indicators.actors.models import Actor, ActorKind
from indicators.imports.pipeline import faults_of, preview_counts, read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import KEY, Measurement
from indicators.measurements.periods import Period, PeriodKind

ROWS = int(os.environ.get("GEVINST_BENCH_ROWS", 1_000_000))
BY_RESOURCE = 500
CHANGED_EVERY = 100
LAST_DAY = date(2025, 12, 31)
INDICATORS = (
    "ukp-dogn",
    "bup-avviste",
    "bup-nyhenviste",
    "helsami-profiler",
    "fullforte-avtaler",
    "ubenyttede-bookinger",
    "ubenyttede-tillatte-overbookinger",
    "ubenyttede-utilgjengeligheter",
)
MONTHS = Period(PeriodKind.MONTH, date(1994, 1, 1)), 384


def bench_import() -> Iterable[Result]:
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    Measurement.objects.all().delete()
    with tempfile.TemporaryDirectory() as folder:
        first = _file(Path(folder) / "first.csv", change=0)
        again = _file(Path(folder) / "again.csv", change=CHANGED_EVERY)
        with writing_meanwhile() as others:
            reading, saving = _imported(first, new=ROWS)
            second = sum(_imported(again, changed=ROWS // CHANGED_EVERY))
        memory = sum(
            resource.getrusage(who).ru_maxrss / 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
    seconds = reading + saving
    by_resource = BY_RESOURCE / _by_resource()
    bare = ROWS / _bare()
    million = f"{ROWS:,} rows".replace(",", " ")
    yield Result(f"import of {million}, file to saved; beside bare writing", ROWS / seconds, "rows/s", bare)
    yield Result("- reading, matching, checking, staging", ROWS / reading, "rows/s", bare)
    yield Result("- saving", ROWS / saving, "rows/s", bare)
    yield Result("the same; beside 200 x ModelResource", ROWS / seconds, "rows/s", 200 * by_resource)
    yield Result("first import; beside 3 x the second, 1 % changed", seconds, "s", 3 * second)
    yield Result("memory of worker and parser at most; beside 512 MB", memory, "MB", 512)
    yield Result("writes of others meanwhile, p99; beside 500 ms", others.p99, "ms", 500)


def _imported(path: Path, **counts: int) -> tuple[float, float]:
    """Seconds of reading and of saving."""
    with path.open("rb") as file, clock() as reading:
        options = {"actors_on": LAST_DAY.isoformat()}
        upload = receive_upload(File(file), name=path.name, by=None, options=options)
        read_upload(upload)
    found = {outcome: count for outcome, count in preview_counts(upload).items() if count}
    same = ROWS - sum(counts.values())
    assert found == counts | ({"same": same} if same else {}), (found, list(islice(faults_of(upload), 3)))
    with clock() as saving:
        batch = commit_upload(upload, by=None)
    assert batch.new_count + batch.changed_count == sum(counts.values())
    return reading.seconds, saving.seconds


def _file(path: Path, *, change: int) -> Path:
    """One value a row; where `change` is given, each so many-th is another than without."""
    with path.open("w", newline="") as file:
        _write(file, change)
    return path


def _write(file: IO[str], change: int) -> None:
    writer = csv.writer(file, delimiter=";")
    writer.writerow(["kommunenr", "indikator", "periode", "verdi"])
    for row, (code, indicator, period) in enumerate(islice(_keys(), ROWS), 1):
        changed = bool(change) and row % change == 0
        writer.writerow([code, indicator, period, row * 7919 % 4001 + changed])


def _keys() -> Iterator[tuple[str, str, str]]:
    municipalities = Actor.objects.valid_on(LAST_DAY).of_kind(ActorKind.MUNICIPALITY)
    codes = list(municipalities.order_by("code").values_list("code", flat=True))
    for indicator in INDICATORS:
        period, count = MONTHS
        for _ in range(count):
            for code in codes:
                yield code, indicator, period.code
            period = period.next()


def _by_resource() -> float:
    """Seconds a plain ModelResource takes to update or create BY_RESOURCE rows, half of them new."""

    class Plain(ModelResource):
        class Meta:
            model = Measurement
            import_id_fields = KEY
            fields = (*KEY, "numerator", "status", "batch")

    names = [*KEY, "numerator", "status", "batch"]
    columns = [Measurement._meta.get_field(name).attname for name in names]
    rows = [list(row) for row in Measurement.objects.values_list(*columns)[:BY_RESOURCE]]
    for row in rows[::2]:
        row[3] = row[3].replace(year=row[3].year - 60)
    for row in rows:
        row[5] += 1
    with clock() as saving:
        found = Plain().import_data(tablib.Dataset(*rows, headers=names), raise_errors=True)
    assert found.totals["new"] == found.totals["update"] == BY_RESOURCE / 2, found.totals
    return saving.seconds


def _bare() -> float:
    """Seconds the database takes for the rows now there: COPY, or executemany, in one transaction."""
    table = Measurement._meta.db_table
    names = ", ".join(f'"{field.column}"' for field in Measurement._meta.concrete_fields)
    count = Measurement.objects.count()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) TO STDOUT") as copy:
                blocks = [bytes(block) for block in copy]
            cursor.execute(f"TRUNCATE {table}")
            with (
                clock() as writing,
                transaction.atomic(),
                cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
            ):
                for start in range(0, len(blocks), 1000):
                    copy.write(b"".join(blocks[start : start + 1000]))
        else:
            cursor.execute(f"SELECT {names} FROM {table}")  # noqa: S608
            rows = cursor.fetchall()
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
            marks = ", ".join(["%s"] * len(Measurement._meta.concrete_fields))
            with clock() as writing, transaction.atomic():
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
    assert Measurement.objects.count() == count
    return writing.seconds * ROWS / count
