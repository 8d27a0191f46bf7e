from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.utils import timezone

from indicators.imports import merge, services
from indicators.imports.errors import FileError, FileFault
from indicators.imports.models import Upload
from indicators.imports.pipeline import read_upload
from indicators.imports.services import (
    NotSavedError,
    cancel_upload,
    choose_again,
    commit_upload,
    receive_upload,
)
from indicators.measurements.models import Batch, Breakdown, EarlierMeasurement, Measurement
from tests.indicators.imports.conftest import House, long

TWO = long("1539;KPI1;2023;5", "1506;KPI1;2023;6")


def test_it_writes_what_is_new_with_its_batch_and_row(house: House) -> None:
    batch = house.save(TWO, source="NPR")
    row = Measurement.objects.get(actor=house.actor("1506"))
    assert (row.numerator, row.status, row.batch, row.row) == (6.0, "final", batch, 3)
    assert (batch.source, batch.file_name, batch.origin) == ("NPR", "tall.csv", Batch.Origin.FILE)
    assert (batch.new_count, batch.changed_count, batch.same_count, batch.rejected_count) == (2, 0, 0, 0)


def test_it_writes_what_is_changed_and_keeps_what_was(house: House) -> None:
    first = house.save(TWO)
    second = house.save(long("1539;KPI1;2023;7", "1506;KPI1;2023;6"))
    row = Measurement.objects.get(actor=house.actor("1539"))
    assert (row.numerator, row.batch) == (7.0, second)
    earlier = EarlierMeasurement.objects.get()
    assert (earlier.numerator, earlier.batch, earlier.row, earlier.replaced_by) == (5.0, first, 2, second)
    assert (second.new_count, second.changed_count, second.same_count) == (0, 1, 1)


def test_a_value_that_is_the_same_keeps_its_first_batch(house: House) -> None:
    first = house.save(TWO)
    house.save(TWO, name="igjen.csv")
    assert set(Measurement.objects.values_list("batch", flat=True)) == {first.pk}
    assert not EarlierMeasurement.objects.exists()


def test_a_rejected_row_does_not_stop_the_others(house: House) -> None:
    batch = house.save(long("1539;KPI1;2023;5", "1506;KPI1;2023;x"))
    assert (batch.new_count, batch.rejected_count) == (1, 1)
    assert Measurement.objects.count() == 1


def test_all_or_nothing_saves_nothing_when_a_row_is_rejected(house: House) -> None:
    upload = house.read(long("1539;KPI1;2023;5", "1506;KPI1;2023;x"))
    with pytest.raises(NotSavedError, match="1 verdi er avvist"):
        commit_upload(upload, by=None, all_or_nothing=True)
    assert not Measurement.objects.exists()
    assert not Batch.objects.exists()


def test_saving_twice_has_one_effect(house: House) -> None:
    upload = house.read(TWO)
    assert commit_upload(upload, by=None) == commit_upload(upload, by=None)
    assert Measurement.objects.count() == 2


def test_what_changed_between_preview_and_saving_is_seen(house: House) -> None:
    """New in the preview, but measured by somebody else before the button was pressed."""
    upload = house.read(TWO)
    house.save(long("1539;KPI1;2023;4", "1506;KPI1;2023;6"), name="annen.csv")
    batch = commit_upload(upload, by=None)
    assert (batch.new_count, batch.changed_count, batch.same_count) == (0, 1, 1)
    assert EarlierMeasurement.objects.get().numerator == 4.0


def test_what_was_withdrawn_since_the_preview_is_written_as_new(house: House) -> None:
    house.save(long("1539;KPI1;2023;4"))
    upload = house.read(long("1539;KPI1;2023;5"), name="ny.csv")
    assert house.counts(upload) == {"changed": 1}
    Measurement.objects.all().delete()
    batch = commit_upload(upload, by=None)
    assert (batch.new_count, batch.changed_count) == (1, 0)


def test_a_writer_in_between_is_not_overwritten_unseen(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL somebody may write after the comparison: the key then counts as changed, and theirs is
    kept.
    """
    upload = house.read(TWO)
    theirs = Batch.objects.create(origin=Batch.Origin.MANUAL, source="for hånd")
    write_new = merge.write_new

    def meanwhile(upload: int, batch: int, **given: Any) -> int:
        if not Measurement.objects.filter(batch=theirs).exists() and not EarlierMeasurement.objects.exists():
            Measurement.objects.create(
                indicator=house.indicator("ukp-dogn"),
                actor=house.actor("1539"),
                period_kind="Y",
                period_start=date(2023, 1, 1),
                breakdown=Breakdown.objects.get(key=""),
                numerator=99.0,
                batch=theirs,
            )
        return write_new(upload, batch, **given)

    monkeypatch.setattr(services.merge, "write_new", meanwhile)
    batch = commit_upload(upload, by=None)
    assert (batch.new_count, batch.changed_count, batch.same_count) == (1, 1, 0)
    assert EarlierMeasurement.objects.get().batch == theirs
    assert Measurement.objects.get(actor=house.actor("1539")).numerator == 5.0


def test_a_worker_that_may_no_longer_write_leaves_nothing(house: House) -> None:
    upload = house.read(TWO)

    def lost() -> None:
        assert Measurement.objects.count() == 2, "the fence comes last"
        raise PermissionError

    with pytest.raises(PermissionError):
        commit_upload(upload, by=None, fence=lost)
    upload.refresh_from_db()
    assert (upload.state, upload.batch) == (Upload.State.READY, None)
    assert not Measurement.objects.exists()
    assert not Batch.objects.exists()


def test_stopping_on_the_way_leaves_nothing(house: House) -> None:
    upload = house.read(TWO)

    def stop(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit_upload(upload, by=None, progress=stop)
    assert not Measurement.objects.exists()


def test_progress_counts_what_is_written_and_not_what_is_the_same(house: House) -> None:
    commit_upload(house.read(TWO), by=None)
    told: set[int] = set()
    upload = house.read(TWO + long("1539;KPI1;2022;1").partition("\n")[2])
    commit_upload(upload, by=None, progress=lambda done, total: told.add(total))
    assert told == {1}


def test_progress_ends_at_the_number_of_values(house: House) -> None:
    told: list[tuple[int, int]] = []
    commit_upload(house.read(TWO), by=None, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    assert told == sorted(told)


def test_progress_is_told_while_it_writes_and_may_stop_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "_PORTION", 5)
    upload = house.read(long(*(f"1539;KPI1;{year};{year}" for year in range(2000, 2020))))
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        assert total == 20
        if done > 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        commit_upload(upload, by=None, progress=stop)
    assert told[2:] == sorted({*told[2:]})
    assert 5 <= max(told) < 20
    assert not Measurement.objects.exists()
    batch = commit_upload(upload, by=None)
    assert batch.new_count == 20


def test_a_file_that_is_not_ready_is_not_saved(house: House) -> None:
    with pytest.raises(NotSavedError, match="ikke klar"):
        commit_upload(house.receive(TWO), by=None)


def test_cancelling_forgets_the_file_and_its_rows(house: House) -> None:
    upload = house.read(TWO)
    cancel_upload(upload)
    upload.refresh_from_db()
    assert (upload.state, bool(upload.file), upload.staged.count()) == (Upload.State.CANCELLED, False, 0)
    with pytest.raises(NotSavedError):
        commit_upload(upload, by=None)


def test_cancelling_what_is_saved_changes_nothing(house: House) -> None:
    upload = house.read(TWO)
    commit_upload(upload, by=None)
    cancel_upload(upload)
    upload.refresh_from_db()
    assert (upload.state, Measurement.objects.count()) == (Upload.State.COMMITTED, 2)


def test_a_file_can_be_read_again_by_another_choice(house: House) -> None:
    upload = house.read("kommune;periode;verdi\nRauma;2023;5\n")
    assert upload.state == Upload.State.REFUSED
    choose_again(upload, options={"constants": {"indicator": "KPI1"}})
    upload.refresh_from_db()
    read_upload(upload)
    assert house.counts(upload) == {"new": 1}


def test_a_saved_file_is_not_read_again(house: House) -> None:
    upload = house.read(TWO)
    commit_upload(upload, by=None)
    with pytest.raises(NotSavedError):
        choose_again(upload, options={})


def test_no_file_and_a_too_large_one_have_their_own_texts(house: House, settings: object) -> None:
    with pytest.raises(FileError, match="ikke valgt") as caught:
        receive_upload(None, name="", by=None)
    assert caught.value.fault is FileFault.NONE_CHOSEN
    settings.IMPORT_MAX_BYTES = 2 * 1024 * 1024  # type: ignore[attr-defined]
    with pytest.raises(FileError, match=r"er 3 MB\. Grensen er 2 MB") as caught:
        house.receive(b"x" * 3 * 1024 * 1024)
    assert caught.value.fault is FileFault.TOO_LARGE


def test_the_senders_file_name_is_not_a_path(house: House) -> None:
    upload = house.receive(TWO, name="../../etc/pas\x00swd\n.csv")
    assert ".." not in upload.file.name
    assert "\n" not in upload.file_name


def test_made_up_figures_are_labelled_so(house: House) -> None:
    batch = house.save(TWO, is_example=True)
    assert (batch.is_example, batch.origin) == (True, Batch.Origin.EXAMPLE)


def test_an_import_is_later_than_what_it_waited_for(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else what it replaced was never known: a reading as of a moment would pass over it."""
    house.save(TWO)
    upload = house.read(long("1539;KPI1;2023;6"))
    waited: list[datetime] = []
    monkeypatch.setattr(services.merge, "lock_changed", lambda upload: waited.append(timezone.now()))
    batch = commit_upload(upload, by=None)
    batch.refresh_from_db()
    assert batch.created_at >= waited[0]
    assert EarlierMeasurement.objects.get().replaced_at == batch.created_at
