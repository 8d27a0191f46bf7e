from __future__ import annotations

import pytest

from indicators.imports.undo import LaterEditsError, UndoError, undo_batch
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.services import correct, withdraw
from tests.indicators.imports.conftest import House, long

FIRST = long("1539;KPI1;2023;5", "1506;KPI1;2023;6")
SECOND = long("1539;KPI1;2023;7", "1506;KPI1;2023;6", "1547;KPI1;2023;8")


def test_undoing_a_first_import_leaves_nothing_current(house: House) -> None:
    undone = undo_batch(house.save(FIRST), by=None)
    assert (undone.restored, undone.removed, undone.kept) == (0, 2, 0)
    assert house.current() == []


def test_undoing_brings_back_exactly_what_was(house: House) -> None:
    house.save(FIRST)
    before = house.current()
    undone = undo_batch(house.save(SECOND, name="ny.csv"), by=None)
    assert house.current() == before
    assert (undone.restored, undone.removed) == (1, 1)


def test_what_was_undone_is_kept_as_earlier_values(house: House) -> None:
    house.save(FIRST)
    second = house.save(SECOND, name="ny.csv")
    undone = undo_batch(second, by=None)
    kept = EarlierMeasurement.objects.filter(batch=second, replaced_by=undone.batch)
    assert sorted(kept.values_list("numerator", flat=True)) == [7.0, 8.0]
    second.refresh_from_db()
    assert second.undone_at is not None
    assert undone.batch.origin == Batch.Origin.UNDO


def test_a_batch_is_undone_once(house: House) -> None:
    batch = house.save(FIRST)
    undone = undo_batch(batch, by=None)
    with pytest.raises(UndoError, match="alt angret"):
        undo_batch(batch, by=None)
    with pytest.raises(UndoError, match="kan ikke angres"):
        undo_batch(undone.batch, by=None)


def test_later_edits_stop_it_and_are_named(house: House) -> None:
    first = house.save(FIRST)
    second = house.save(SECOND, name="ny.csv")
    before = house.current()
    with pytest.raises(LaterEditsError, match="1 av verdiene") as caught:
        undo_batch(first, by=None)
    assert caught.value.batches == [second]
    assert house.current() == before
    first.refresh_from_db()
    assert first.undone_at is None


def test_later_edits_may_be_kept(house: House) -> None:
    first = house.save(FIRST)
    house.save(SECOND, name="ny.csv")
    undone = undo_batch(first, by=None, keep_later=True)
    assert (undone.removed, undone.kept) == (1, 1)
    left = Measurement.objects.values_list("actor__code", "numerator").order_by("actor__code")
    assert list(left) == [("1539", 7.0), ("1547", 8.0)]


def test_a_value_withdrawn_since_counts_as_a_later_edit(house: House) -> None:
    first = house.save(FIRST)
    gone = withdraw(measurement=Measurement.objects.get(actor__code="1539"), reason="feil kilde", by=None)
    with pytest.raises(LaterEditsError) as caught:
        undo_batch(first, by=None)
    assert caught.value.batches == [gone]
    undo_batch(gone, by=None)
    assert Measurement.objects.get(actor__code="1539").batch == first
    assert undo_batch(first, by=None).removed == 2


def test_a_withdrawal_is_undone_unless_it_is_measured_again(house: House) -> None:
    house.save(FIRST)
    gone = withdraw(measurement=Measurement.objects.get(actor__code="1539"), reason="feil kilde", by=None)
    anew = house.save(FIRST, name="igjen.csv")
    with pytest.raises(LaterEditsError) as caught:
        undo_batch(gone, by=None)
    assert caught.value.batches == [anew]
    assert undo_batch(gone, by=None, keep_later=True).restored == 0


def test_a_value_withdrawn_later_stays_withdrawn_when_what_it_replaced_is_undone(house: House) -> None:
    house.save(long("1539;KPI1;2023;1"))
    second = house.save(long("1539;KPI1;2023;2"), name="ny.csv")
    withdraw(measurement=Measurement.objects.get(), reason="feil kilde", by=None)
    assert undo_batch(second, by=None, keep_later=True).restored == 0
    assert house.current() == []


def test_a_correction_is_undone_like_an_import(house: House) -> None:
    house.save(FIRST)
    before = house.current()
    row = correct(
        measurement=Measurement.objects.get(actor__code="1539"),
        figure=NewFigure(numerator=50.0), reason="tastefeil", by=None,
    )  # fmt: skip
    undo_batch(row.batch, by=None)
    assert house.current() == before


def test_imports_are_undone_from_the_last_to_the_first(house: House) -> None:
    states, batches = [house.current()], []
    for place in range(4):
        content = long(
            *(
                f"{code};KPI1;2023;{place * 3 + n}"
                for n, code in enumerate(["1539", "1506", "1547"][: place + 1])
            )
        )
        batches.append(house.save(content, name=f"{place}.csv"))
        states.append(house.current())
    for batch, before in zip(reversed(batches), reversed(states[:-1]), strict=True):
        undo_batch(batch, by=None)
        assert house.current() == before
