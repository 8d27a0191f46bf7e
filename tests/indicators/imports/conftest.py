"""Files on their way in, with the catalogue and the actors loaded once for all tests here."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import transaction

from indicators.actors.loading import load_actors
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.catalogue.services import sync_catalogue
from indicators.imports.models import StagedValue, Upload
from indicators.imports.pipeline import faults_of, preview_counts, read_upload
from indicators.imports.services import commit_upload, receive_upload
from indicators.measurements.models import Batch, Measurement


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        sync_catalogue()
        load_actors()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def house(loaded: None, db: None, settings: Any, tmp_path: Path) -> House:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return House()


@pytest.fixture
def midsummer() -> Iterator[None]:
    """It is noon on 12 June 2024: that month and year run, July has not begun."""
    with time_machine.travel("2024-06-12 12:00", tick=False):
        yield


class House:
    """Receives, reads and saves files, and looks up what they became."""

    def receive(self, content: str | bytes, name: str = "tall.csv", **given: Any) -> Upload:
        data = content.encode() if isinstance(content, str) else content
        return receive_upload(ContentFile(data, name=name), name=name, by=None, **given)

    def read(self, content: str | bytes, name: str = "tall.csv", **given: Any) -> Upload:
        upload = self.receive(content, name, **given)
        read_upload(upload)
        return upload

    def save(self, content: str | bytes, name: str = "tall.csv", **given: Any) -> Batch:
        return commit_upload(self.read(content, name, **given), by=None)

    def counts(self, upload: Upload) -> dict[str, int]:
        return {outcome: count for outcome, count in preview_counts(upload).items() if count}

    def faults(self, upload: Upload) -> list[tuple[int, str, str, str]]:
        return [(one["row"], one["column"], one["value"], one["message"]) for one in faults_of(upload)]

    def only(self, upload: Upload) -> StagedValue:
        return upload.staged.get()

    def actor(self, code: str) -> Actor:
        return Actor.objects.get(code=code)

    def indicator(self, slug: str) -> Indicator:
        return Indicator.objects.get(slug=slug)

    def current(self) -> list[tuple[Any, ...]]:
        """Every current figure with all its columns but the primary key, in a fixed order."""
        columns = [field.attname for field in Measurement._meta.concrete_fields if not field.primary_key]
        return sorted(Measurement.objects.values_list(*columns), key=repr)


def message(house: House, upload: Upload) -> str:
    """What is said of the only value, which was refused."""
    assert house.counts(upload) == {"rejected": 1}
    return house.only(upload).message


def long(*rows: str, header: str = "kommunenr;indikator;periode;verdi") -> str:
    return "\n".join([header, *rows]) + "\n"


def workbook(sheets: dict[str, Sequence[Sequence[Any]]], *, hidden: Sequence[str] = ()) -> bytes:
    """An XLSX file; dates become date cells and timedeltas time cells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        span = book.add_format({"num_format": "[hh]:mm:ss"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            if name in hidden:
                sheet.hide()
            elif name == next(other for other in sheets if other not in hidden):
                sheet.activate()  # a workbook opens on its first sheet, and that cannot be hidden
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    _write(sheet, place, column, cell, span)
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any, span: Any) -> None:
    if isinstance(cell, timedelta):
        sheet.write_datetime(row, column, cell, span)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell)
    elif cell is not None:
        sheet.write(row, column, cell)
