"""What is kept of a file between reading and saving: rows of what will change, and of the first of the rest;
new values beyond those are packed.
"""

from __future__ import annotations

from typing import Any

import pytest

from indicators.imports import packed, staging
from indicators.imports.models import PackedValues, StagedValue, Upload
from indicators.imports.services import NotSavedError, cancel_upload, commit_upload
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from tests.indicators.imports.conftest import House, long

YEARS = [f"1539;KPI1;20{year:02};{year}" for year in range(20)]


@pytest.fixture
def few_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "ROWS", {staging.SAME: 3, staging.NEW: 3})


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


def figures(house: House) -> list[tuple[Any, ...]]:
    """Without the batch, which is another each time."""
    columns = [
        field.attname for field in Measurement._meta.concrete_fields if field.name not in ("id", "batch")
    ]
    return sorted(Measurement.objects.values_list(*columns), key=repr)


MANY_SORTS = [
    "1539;KPI1;2010;5;;",
    "1539;KPI1;2011;..;;",
    "1539;KPI1;2012;-;;",
    "1539;KPI1;2013;7;foreløpig;",
    "1539;KPI1;2014;8;hittil;31.03.2014",
    "1506;timeventetid;2020;5,5;;",
    "1506;timeventetid;2020-03;0,1;;",
    "1506;KPI1;2020-W07;123456789;;",
    "1506;KPI1;2020-04;<5;;",
]


def test_packed_values_are_saved_as_rows_are(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    text = long(*MANY_SORTS, header="kommunenr;indikator;periode;verdi;status;per")
    house.save(text)
    as_rows = figures(house)
    Measurement.objects.all().delete()
    monkeypatch.setattr(staging, "ROWS", {staging.NEW: 1})
    upload = house.read(text)
    assert house.faults(upload) == []
    assert (upload.staged.count(), packed.count(upload.pk)) == (1, len(MANY_SORTS) - 1)
    batch = commit_upload(upload, by=None)
    assert batch.new_count == len(MANY_SORTS)
    assert figures(house) == as_rows
    assert len({row[-1] for row in as_rows}) == len(MANY_SORTS), "each its own row of the file"
    assert not PackedValues.objects.exists()


@pytest.mark.usefixtures("few_kept")
def test_twins_among_packed_values_are_told_of(house: House) -> None:
    upload = house.read(long(*YEARS, YEARS[-1]))
    assert house.counts(upload) == {"new": 19, "rejected": 2}
    assert packed.count(upload.pk) == 0


@pytest.mark.usefixtures("few_kept")
def test_a_packed_value_somebody_else_has_written_since_is_compared_again(house: House) -> None:
    upload = house.read(long(*YEARS))
    house.save(long("1539;KPI1;2018;5", YEARS[-1]))
    batch = commit_upload(upload, by=None)
    assert (batch.new_count, batch.changed_count, batch.same_count) == (18, 1, 1)
    assert EarlierMeasurement.objects.get().numerator == 5
    found = dict(Measurement.objects.values_list("period_start__year", "numerator"))
    assert found == {2000 + year: year for year in range(20)}


@pytest.mark.usefixtures("few_kept")
def test_packed_values_that_are_lost_are_not_saved_as_less(house: House) -> None:
    upload = house.read(long(*YEARS))
    PackedValues.objects.all().delete()
    with pytest.raises(NotSavedError, match="gått tapt"):
        commit_upload(upload, by=None)
    assert not Measurement.objects.exists()


@pytest.mark.usefixtures("few_kept")
def test_stopped_among_packed_values_nothing_is_saved_and_all_can_be_again(
    house: House, settings: Any
) -> None:
    settings.IMPORT_BLOCK_ROWS = 4
    upload = house.read(long(*YEARS))

    def stop(done: int, _total: int) -> None:
        if done > 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit_upload(upload, by=None, progress=stop)
    assert (Measurement.objects.count(), packed.count(upload.pk)) == (0, 17)
    assert commit_upload(upload, by=None).new_count == 20


@pytest.mark.usefixtures("few_kept")
def test_a_cancelled_file_leaves_nothing_packed(house: House) -> None:
    upload = house.read(long(*YEARS))
    cancel_upload(upload)
    assert not PackedValues.objects.exists()
