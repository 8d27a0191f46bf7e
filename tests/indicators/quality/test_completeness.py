"""What has been delivered of what was expected, by indicator and source."""

from __future__ import annotations

from datetime import date

from indicators.catalogue.models import Indicator
from indicators.quality.completeness import completeness_for
from tests.cast import Cast, measure
from tests.counting import queries

TODAY = date(2026, 11, 22)
UKP, CARERS = "ukp-dogn", "pleiekontinuitet-hjemmetjenesten"


def test_the_late_ones_come_first_and_say_who(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in ("2026-07", "2026-08", "2026-09"):
        measure(catalogue[UKP], cast.rauma, month, numerator=40)
    for month in ("2026-05", "2026-06", "2026-07"):
        measure(catalogue[UKP], cast.molde, month, numerator=40)
    for month in ("2026-08", "2026-09", "2026-10"):
        measure(catalogue[CARERS], cast.rauma, month, numerator=4, denominator=10)
    with queries("quality: completeness"):
        late, on_time = completeness_for([cast.rauma.pk, cast.molde.pk], today=TODAY)
    assert (late.indicator.slug, [actor.name for actor in late.late]) == (UKP, ["Molde"])
    assert (late.delivered, late.due, late.source_names) == (6, 8, "NPR")
    assert (on_time.indicator.slug, on_time.late, on_time.percent) == (CARERS, [], 100)


def test_a_source_may_be_asked_for_alone(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in ("2026-07", "2026-08", "2026-09"):
        measure(catalogue[UKP], cast.rauma, month, numerator=40)
    assert len(completeness_for([cast.rauma.pk], source="npr", today=TODAY)) == 1
    assert completeness_for([cast.rauma.pk], source="hp", today=TODAY) == []
    assert completeness_for([cast.steinkjer.pk], today=TODAY) == []


def test_two_figures_show_no_rhythm(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    for month in ("2026-01", "2026-02"):
        measure(catalogue[UKP], cast.rauma, month, numerator=40)
    assert completeness_for([cast.rauma.pk], today=TODAY) == []
