"""A checked, traceable import beside the bare writing of the same rows into the same table and indexes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction

from bench.result import Result, clock
from indicators.actors.models import Actor, ActorKind
from indicators.imports.pipeline import faults_of, read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, PeriodKind

ROWS = 100_000
WEEKS, MONTHS = Period(PeriodKind.WEEK, date(2024, 1, 1)), Period(PeriodKind.MONTH, date(2024, 1, 1))
# Counts, and how many periods of each are written for all municipalities: a little over 100 000 in all.
SERIES = [("ukp-dogn", WEEKS, 100)] + [
    (indicator, MONTHS, 24)
    for indicator in (
        "ukp-dogn",
        "bup-avviste",
        "bup-nyhenviste",
        "helsami-profiler",
        "fullforte-avtaler",
        "ubenyttede-bookinger",
        "ubenyttede-tillatte-overbookinger",
        "ubenyttede-utilgjengeligheter",
    )
]


def bench_import() -> Iterable[Result]:
    call_command("load_reference", verbosity=0, stdout=io.StringIO())
    Measurement.objects.all().delete()
    file = long_file()
    with clock() as reading:
        upload = receive_upload(ContentFile(file), name="verdier.csv", by=None)
        read_upload(upload)
    with clock() as saving:
        batch = commit_upload(upload, by=None)
    assert (batch.new_count, batch.rejected_count) == (ROWS, 0), list(islice(faults_of(upload), 3))
    limit = ROWS / bare()
    yield Result(
        "import of 100 000 rows, file to saved", ROWS / (reading.seconds + saving.seconds), "rows/s", limit
    )
    yield Result("– reading, matching, checking", ROWS / reading.seconds, "rows/s", limit)
    yield Result("– saving", ROWS / saving.seconds, "rows/s", limit)


def long_file() -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["kommunenr", "indikator", "periode", "verdi"])
    writer.writerows(islice(_lines(), ROWS))
    return text.getvalue().encode()


def _lines() -> Iterator[tuple[str, str, str, str]]:
    last = date(2025, 12, 31)
    codes = list(
        Actor.objects.valid_on(last)
        .of_kind(ActorKind.MUNICIPALITY)
        .order_by("code")
        .values_list("code", flat=True)
    )
    for indicator, period, count in SERIES:
        for _ in range(count):
            for place, code in enumerate(codes):
                yield code, indicator, period.code, str(place * 7 % 400)
            period = period.next()


def bare() -> float:
    """Seconds the database takes for the rows just imported: COPY, or executemany, in one transaction."""
    table = Measurement._meta.db_table
    columns = [field.column for field in Measurement._meta.concrete_fields]
    rows: list[tuple[Any, ...]] = list(
        Measurement.objects.values_list(*[f.attname for f in Measurement._meta.concrete_fields])
    )
    assert len(rows) == ROWS
    with connection.cursor() as cursor:
        cursor.execute(f"{'TRUNCATE' if connection.vendor == 'postgresql' else 'DELETE FROM'} {table}")
    names = ", ".join(map(connection.ops.quote_name, columns))
    with clock() as writing, transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
    return writing.seconds
