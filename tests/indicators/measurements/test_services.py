from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from indicators.actors.models import Actor
from indicators.catalogue.models import Category, Indicator
from indicators.measurements.figures import NewFigure
from indicators.measurements.models import Batch, Breakdown, EarlierMeasurement, Measurement
from indicators.measurements.periods import Period, parse_period
from indicators.measurements.services import (
    WHOLE,
    AlreadyMeasuredError,
    ChangedMeanwhileError,
    MeasurementError,
    breakdown_key,
    breakdowns_for,
    correct,
    record,
    withdraw,
)
from indicators.measurements.values import Reason, Status

pytestmark = pytest.mark.django_db
OLD, ALL_YEAR = frozenset({("alder", "75+")}), parse_period("2023")


@pytest.fixture(autouse=True)
def _now() -> Any:
    with time_machine.travel("2024-06-12 12:00", tick=False):
        yield


@pytest.fixture
def bed_days() -> Indicator:
    return an_indicator("ukp-dogn", "count", breakdowns=["alder"], frequency=["month", "year"])


@pytest.fixture
def rejected() -> Indicator:
    return an_indicator("bup-andel-avviste", "share", breakdowns=[], frequency=["year"], decimals=2)


@pytest.fixture
def rauma() -> Actor:
    return Actor.objects.create(kind="municipality", code="1539", name="Rauma", valid_from=date(2013, 1, 1))


@pytest.fixture
def ages() -> None:
    for place, code in enumerate(["0-17", "75+"]):
        Category.objects.create(dimension="alder", code=code, name_nb=code, order=place)


def an_indicator(slug: str, kind: str, *, decimals: int = 0, **definition: Any) -> Indicator:
    return Indicator.objects.create(
        slug=slug,
        version=1,
        published=True,
        kind=kind,
        direction="down",
        decimals=decimals,
        factor=1.0,
        additive=True,
        over_time="sum",
        open=False,
        title_nb=slug,
        unit_nb="",
        search_text="",
        definition=definition,
    )


def recorded(
    indicator: Indicator, actor: Actor, figure: NewFigure | None = None, **given: Any
) -> Measurement:
    period: Period = given.pop("period", ALL_YEAR)
    return record(
        indicator=indicator,
        actor=actor,
        period=period,
        figure=figure or NewFigure(numerator=5.0),
        by=None,
        source="ført for hånd",
        **given,
    )


def test_a_recorded_value_ends_at_a_batch_of_its_own(bed_days: Indicator, rauma: Actor) -> None:
    row = Measurement.objects.get(pk=recorded(bed_days, rauma).pk)
    assert (row.numerator, row.period, row.breakdown.key) == (5.0, ALL_YEAR, "")
    assert (row.batch.origin, row.batch.source, row.batch.new_count) == (
        Batch.Origin.MANUAL,
        "ført for hånd",
        1,
    )


def test_recording_what_is_measured_is_refused_with_what_stands_there(
    bed_days: Indicator, rauma: Actor
) -> None:
    first = recorded(bed_days, rauma)
    with pytest.raises(AlreadyMeasuredError, match="Rett den i stedet") as caught:
        recorded(bed_days, rauma, NewFigure(numerator=6.0))
    assert caught.value.current == first
    assert Batch.objects.count() == 1


@pytest.mark.parametrize(
    ("figure", "period", "said"),
    [
        (NewFigure(numerator=-1.0), "2023", "mindre enn null"),
        (NewFigure(numerator=1.5), "2023", "ikke et helt tall"),
        (NewFigure(numerator=1.0), "2023-W07", "er en uke, men .* måles per måned eller år"),
        (NewFigure(numerator=1.0), "2023-T1", "er et tertial, men"),
        (NewFigure(numerator=1.0), "2025", "har ikke begynt"),
        (NewFigure(numerator=1.0), "2024", "er ikke slutt"),
        (NewFigure(numerator=1.0, status=Status.PARTIAL), "2023", "må ha en dato"),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    bed_days: Indicator, rauma: Actor, figure: NewFigure, period: str, said: str
) -> None:
    with pytest.raises(MeasurementError, match=said):
        recorded(bed_days, rauma, figure, period=parse_period(period))
    assert not Measurement.objects.exists()
    assert not Batch.objects.exists()


def test_a_share_larger_than_the_whole_is_refused(rejected: Indicator, rauma: Actor) -> None:
    with pytest.raises(MeasurementError, match="større enn nevneren"):
        recorded(rejected, rauma, NewFigure(numerator=60.0, denominator=50.0))
    assert recorded(rejected, rauma, NewFigure(numerator=50.0, denominator=50.0)).denominator == 50.0


def test_a_figure_may_be_the_reason_there_is_no_number(bed_days: Indicator, rauma: Actor) -> None:
    assert recorded(bed_days, rauma, NewFigure(reason=Reason.HIDDEN)).reason == "hidden"


def test_a_breakdown_the_indicator_lacks_is_refused(rejected: Indicator, rauma: Actor, ages: None) -> None:
    with pytest.raises(MeasurementError, match="deles ikke opp etter alder"):
        recorded(rejected, rauma, NewFigure(numerator=1.0, denominator=2.0), categories=OLD)


def test_a_correction_keeps_what_was_and_why(bed_days: Indicator, rauma: Actor) -> None:
    first = recorded(bed_days, rauma)
    was = first.batch
    row = correct(measurement=first, figure=NewFigure(numerator=6.0), reason="tastefeil", by=None)
    assert (row.pk, row.numerator, row.batch.note, row.batch.source) == (
        first.pk,
        6.0,
        "tastefeil",
        "ført for hånd",
    )
    earlier = EarlierMeasurement.objects.get()
    assert (earlier.numerator, earlier.batch, earlier.replaced_by) == (5.0, was, row.batch)


def test_a_correction_to_the_same_figure_changes_nothing(bed_days: Indicator, rauma: Actor) -> None:
    first = recorded(bed_days, rauma)
    assert (
        correct(measurement=first, figure=NewFigure(numerator=5.0), reason="ingen endring", by=None).batch
        == first.batch
    )
    assert not EarlierMeasurement.objects.exists()


def test_two_corrections_of_the_same_row_do_not_overwrite_each_other(
    bed_days: Indicator, rauma: Actor
) -> None:
    """Both saw 5; the second is shown 6 instead of silently making it 7."""
    recorded(bed_days, rauma)
    seen_by_kari, seen_by_ola = Measurement.objects.get(), Measurement.objects.get()
    correct(measurement=seen_by_kari, figure=NewFigure(numerator=6.0), reason="Kari så det", by=None)
    with pytest.raises(ChangedMeanwhileError) as caught:
        correct(measurement=seen_by_ola, figure=NewFigure(numerator=7.0), reason="Ola så det", by=None)
    assert caught.value.current is not None
    assert caught.value.current.numerator == 6.0
    assert Measurement.objects.get().numerator == 6.0


def test_withdrawing_leaves_the_value_in_the_trail(bed_days: Indicator, rauma: Actor) -> None:
    first = recorded(bed_days, rauma)
    batch = withdraw(measurement=first, reason="feil kommune", by=None)
    assert not Measurement.objects.exists()
    assert EarlierMeasurement.objects.get().replaced_by == batch
    with pytest.raises(ChangedMeanwhileError) as caught:
        withdraw(measurement=first, reason="en gang til", by=None)
    assert caught.value.current is None


@pytest.mark.parametrize("reason", ["", "   ", "feil", "1234567", "a" * 301])
def test_a_change_must_be_explained(bed_days: Indicator, rauma: Actor, reason: str) -> None:
    row = recorded(bed_days, rauma)
    with pytest.raises(MeasurementError, match=r"med minst 5 bokstaver|høyst 300 tegn"):
        correct(measurement=row, figure=NewFigure(numerator=6.0), reason=reason, by=None)
    with pytest.raises(MeasurementError, match=r"med minst 5 bokstaver|høyst 300 tegn"):
        withdraw(measurement=row, reason=reason, by=None)
    assert Measurement.objects.get().numerator == 5.0


def test_what_a_made_up_figure_is_changed_to_is_made_up(bed_days: Indicator, rauma: Actor) -> None:
    first = recorded(bed_days, rauma)
    Batch.objects.update(is_example=True)
    row = correct(measurement=first, figure=NewFigure(numerator=6.0), reason="tastefeil", by=None)
    assert Batch.objects.get(pk=row.batch_id).is_example
    assert withdraw(measurement=row, reason="feil kommune", by=None).is_example


def test_the_key_of_a_breakdown_has_one_spelling() -> None:
    assert breakdown_key(WHOLE) == ""
    assert breakdown_key(frozenset({("hastegrad", "oh"), ("alder", "75+")})) == "alder=75+|hastegrad=oh"


def test_breakdowns_are_made_once_with_their_categories(
    ages: None, django_assert_max_num_queries: Any
) -> None:
    young = frozenset({("alder", "0-17")})
    with django_assert_max_num_queries(9):  # savepoint and release included
        first = breakdowns_for([WHOLE, OLD, young])
    assert breakdowns_for([OLD, young, WHOLE]) == first
    assert Breakdown.objects.count() == 3
    assert [each.code for each in Breakdown.objects.get(pk=first[OLD]).categories.all()] == ["75+"]
    assert Breakdown.objects.get(pk=first[OLD]).parts() == {"alder": "75+"}


def test_a_breakdown_of_what_does_not_exist_is_refused(ages: None) -> None:
    with pytest.raises(MeasurementError, match="«90\\+» er ikke en kategori av alder"):
        breakdowns_for([frozenset({("alder", "90+")})])
    with pytest.raises(MeasurementError, match="Samme inndeling står to ganger"):
        breakdowns_for([frozenset({("alder", "75+"), ("alder", "0-17")})])
    assert not Breakdown.objects.exists()
