"""What has been delivered of what was expected, by indicator and source."""

from __future__ import annotations

from datetime import date

from indicators.actors.models import ActorKind, Succession
from indicators.catalogue.models import Indicator
from indicators.quality.completeness import completeness_for
from tests.cast import Cast, make_actor, measure
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


def test_a_place_is_one_series_under_all_its_numbers(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    former = renumbered("3024", "3201", date(2026, 9, 1))
    for month in ("2026-06", "2026-07", "2026-08"):
        measure(catalogue[UKP], former.predecessor, month, numerator=40)
    measure(catalogue[UKP], former.successor, "2026-09", numerator=40)
    for asked in (former.predecessor_id, former.successor_id):
        (found,) = completeness_for([asked], today=TODAY)
        assert list(found.deliveries) == [former.successor]
        assert (found.delivered, found.due, found.late) == (4, 4, [])


def test_the_rhythm_is_that_of_the_place(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    """Two months under each number are four in a row."""
    former = renumbered("3024", "3201", date(2026, 8, 1))
    for month in ("2026-06", "2026-07"):
        measure(catalogue[UKP], former.predecessor, month, numerator=40)
    for month in ("2026-08", "2026-09"):
        measure(catalogue[UKP], former.successor, month, numerator=40)
    (found,) = completeness_for([former.successor_id], today=TODAY)
    assert (found.delivered, found.due) == (4, 4)


def test_a_period_under_two_numbers_has_come_once(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    former = renumbered("3024", "3201", date(2026, 9, 1))
    for month in ("2026-06", "2026-07", "2026-08"):
        measure(catalogue[UKP], former.predecessor, month, numerator=40)
    for month in ("2026-08", "2026-09"):
        measure(catalogue[UKP], former.successor, month, numerator=40)
    with queries("quality: completeness, two numbers at once"):
        (found,) = completeness_for([former.successor_id], today=TODAY)
    assert (found.delivered, found.due, found.percent) == (4, 4, 100)


def test_nothing_is_expected_of_a_place_that_is_no_more(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    cast.molde.valid_to = date(2026, 8, 31)
    cast.molde.save()
    for month in ("2026-06", "2026-07", "2026-08"):
        measure(catalogue[UKP], cast.molde, month, numerator=40)
    (found,) = completeness_for([cast.molde.pk], today=TODAY)
    assert (found.delivered, found.due, found.late, found.has_stopped) == (3, 3, [], True)


def test_what_is_lacking_from_before_a_place_ended_still_lacks(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    cast.molde.valid_to = date(2026, 8, 31)
    cast.molde.save()
    for month in ("2026-04", "2026-05", "2026-06"):
        measure(catalogue[UKP], cast.molde, month, numerator=40)
    (found,) = completeness_for([cast.molde.pk], today=TODAY)
    assert (found.delivered, found.due, found.late) == (3, 5, [cast.molde])


def renumbered(was: str, became: str, day: date) -> Succession:
    former, actor = (make_actor(ActorKind.MUNICIPALITY, code, "Bærum") for code in (was, became))
    return Succession.objects.create(
        predecessor=former, successor=actor, date=day, kind=Succession.Kind.RENUMBER
    )
