"""What is kept of a file between reading and saving: what will change, and the first of what will not."""

from __future__ import annotations

from typing import Any

import pytest

from indicators.imports import staging
from indicators.imports.models import StagedValue, Upload
from indicators.imports.services import NotSavedError, commit_upload
from indicators.measurements.models import Batch, Measurement
from tests.indicators.imports.conftest import House, long

YEARS = [f"1539;KPI1;20{year:02};{year}" for year in range(20)]


@pytest.fixture
def few_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "KEPT_SAME", 3)


@pytest.mark.usefixtures("few_kept")
def test_unchanged_values_are_all_counted_and_the_first_ones_kept(house: House, settings: Any) -> None:
    settings.IMPORT_BLOCK_ROWS = 4
    house.save(long(*YEARS))
    upload = house.read(long(*YEARS[:-1], "1539;KPI1;2019;99"))
    assert house.counts(upload) == {"changed": 1, "same": 19}
    kept = upload.staged.filter(outcome="same").values_list("row", flat=True)
    assert list(kept) == [2, 3, 4]


@pytest.mark.usefixtures("few_kept")
def test_a_twin_of_an_unchanged_value_that_was_not_kept_is_still_told_of(house: House) -> None:
    house.save(long(*YEARS))
    upload = house.read(long(*YEARS, "1539;KPI1;2018;5"))
    assert house.counts(upload) == {"same": 19, "rejected": 2}
    assert [(row, value) for row, _, value, _ in house.faults(upload)] == [(20, "18"), (22, "5")]
    assert "står også på rad 22" in house.faults(upload)[0][3]
    assert "står også på rad 20" in house.faults(upload)[1][3]


def test_twins_in_different_blocks_are_found(house: House, settings: Any) -> None:
    settings.IMPORT_BLOCK_ROWS = 2
    upload = house.read(long(*YEARS, YEARS[0]))
    assert house.counts(upload) == {"new": 19, "rejected": 2}
    assert [row for row, *_ in house.faults(upload)] == [2, 22]


def test_a_value_unchanged_when_read_leaves_alone_what_somebody_wrote_since(house: House) -> None:
    house.save(long(*YEARS))
    upload = house.read(long(*YEARS[:-1], "1539;KPI1;2019;99"))
    house.save(long("1539;KPI1;2000;500"))
    commit_upload(upload, by=None)
    found = dict(Measurement.objects.values_list("period_start__year", "numerator"))
    assert (found[2000], found[2019]) == (500, 99)


def test_what_was_read_and_is_lost_is_not_saved_as_less(house: House) -> None:
    upload = house.read(long(*YEARS))
    StagedValue.objects.filter(upload=upload, row__gt=10).delete()
    with pytest.raises(NotSavedError, match="gått tapt"):
        commit_upload(upload, by=None)
    assert not Measurement.objects.exists()
    assert not Batch.objects.exists()


def test_what_a_file_names_must_still_be_there_when_it_is_saved(house: House) -> None:
    upload = house.read(long("1539;KPI1;2020;5"))
    Upload.objects.filter(pk=upload.pk).update(
        understood=upload.understood | {"named": {"actors_actor": [10**9]}}
    )
    with pytest.raises(NotSavedError, match="er fjernet siden den ble lest"):
        commit_upload(upload, by=None)
    assert not Measurement.objects.exists()


def test_a_mended_cell_is_read_as_it_was_mended_and_the_file_stays(house: House) -> None:
    upload = house.read(
        long("1539;KPI1;2020;x5", "1539;KPI1;2021;6"), options={"corrections": {"2:D": "5", "3:D": "7"}}
    )
    assert house.counts(upload) == {"new": 2}
    assert list(upload.staged.order_by("row").values_list("raw", "numerator")) == [("5", 5), ("7", 7)]
    assert b"x5" in upload.file.read()


def test_signs_that_copy_has_a_meaning_for_come_through(house: House) -> None:
    upload = house.read(long("1539;KPI1;2020;\\N", '1539;KPI1;2021;"1\t2"', "1539;KPI1;2022;3"))
    assert house.counts(upload) == {"new": 1, "rejected": 2}
    assert [value for _, _, value, _ in house.faults(upload)] == ["\\N", "1\t2"]
