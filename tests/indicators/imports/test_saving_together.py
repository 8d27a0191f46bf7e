"""Two files with the same new values, saved at the same time and in opposite order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import OperationalError, connection

from indicators.actors.loading import load_actors
from indicators.actors.models import Actor
from indicators.catalogue.services import sync_catalogue
from indicators.imports import merge
from indicators.imports.models import StagedValue, Upload
from indicators.imports.services import commit_upload
from indicators.measurements.models import Batch, Measurement
from tests.indicators.imports.conftest import House, long

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
YEARS = 40


@pytest.fixture
def opposite(settings: Any, tmp_path: Path) -> list[Upload]:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    sync_catalogue()
    load_actors()
    codes = Actor.objects.filter(kind="municipality", valid_to=None).values_list("code", flat=True)
    rows = [f"{code};KPI1;{2025 - year};{year}" for year in range(YEARS) for code in codes]
    house, constants = House(), {"actors_on": "2025-12-31"}
    return [house.read(long(*each), options=constants) for each in (rows, rows[::-1])]


def together(uploads: list[Upload], save: Callable[[Upload], Batch]) -> list[Batch | OperationalError]:
    start = Barrier(len(uploads))

    def one(upload: Upload) -> Batch | OperationalError:
        try:
            start.wait()
            return save(upload)
        except OperationalError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(uploads)) as threads:
        return list(threads.map(one, uploads))


def test_one_is_saved_and_then_the_other_finds_it_there(opposite: list[Upload]) -> None:
    count = opposite[0].understood["counts"]["new"]
    first, second = together(opposite, lambda upload: commit_upload(upload, by=None))
    assert isinstance(first, Batch)
    assert isinstance(second, Batch)
    assert sorted([first.new_count, second.new_count]) == [0, count]
    assert sorted([first.same_count, second.same_count]) == [0, count]
    assert Measurement.objects.count() == count


def test_without_turns_they_lock_each_other_up(
    opposite: list[Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "_take_turns", lambda indicators: None)
    for _ in range(5):
        ended = together(opposite, lambda upload: commit_upload(upload, by=None))
        if refused := [each for each in ended if isinstance(each, OperationalError)]:
            assert "deadlock" in str(refused[0])
            return
        Measurement.objects.all().delete()
        StagedValue.objects.update(outcome=StagedValue.Outcome.NEW)
        Upload.objects.update(batch=None, state=Upload.State.READY)
    pytest.fail("five times they got past each other")
