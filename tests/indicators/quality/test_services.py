"""Findings from a file to its saved values and back: kept, answered, closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement
from indicators.measurements.periods import Period, parse_period
from indicators.quality.models import Answer, Finding
from indicators.quality.run import findings_for
from indicators.quality.services import AnswerError, answer, check_stored, drop, keep, settle
from indicators.quality.values import COLUMNS
from tests.cast import Cast, measure
from tests.counting import queries
from tests.indicators.quality.conftest import steady

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
UKP = "ukp-dogn"


@pytest.fixture
def series(cast: Cast, catalogue: dict[str, Indicator]) -> list[Measurement]:
    """Two years of Rauma's bed days, as usual but for December 2023."""
    return measured(catalogue[UKP], cast.rauma)


def measured(indicator: Indicator, actor: Actor, wild: float = 900) -> list[Measurement]:
    rows, at = [], parse_period("2023-01")
    for place, number in enumerate(steady(400)):
        rows.append(measure(indicator, actor, at.code, numerator=wild if place == 11 else round(number)))
        at = at.next()
    return rows


def change(row: Measurement, number: float) -> tuple[Any, ...]:
    return tuple(number if column == "numerator" else getattr(row, column) for column in COLUMNS)


def open_now() -> list[Finding]:
    return list(Finding.objects.stored())


def the_one() -> Finding:
    return Finding.objects.stored().get()


def test_stored_values_are_checked_and_say_where_what_how_likely_and_what_to_do(
    series: list[Measurement],
) -> None:
    checked = check_stored(today=TODAY)
    assert (checked.new, checked.open, checked.solved) == (1, 1, 0)
    found = the_one()
    assert (found.actor.name, found.period.label()) == ("Rauma", "desember 2023")
    assert found.words.what == "900\u00a0døgn skiller seg tydelig ut fra periodene både før og etter."
    assert found.words.expected.startswith("Vanlig variasjon er fra ")
    assert found.words.advice.startswith("Kontroller tallet mot kilden.")
    assert found.how_likely == "Trolig feil"


def test_checking_again_changes_nothing(series: list[Measurement]) -> None:
    check_stored(today=TODAY)
    before = open_now()
    checked = check_stored(today=TODAY)
    assert (checked.new, checked.open, checked.solved) == (0, 1, 0)
    assert open_now() == before


def test_a_finding_closes_when_its_value_is_put_right(series: list[Measurement]) -> None:
    check_stored(today=TODAY)
    Measurement.objects.filter(pk=series[11].pk).update(numerator=402)
    assert check_stored(today=TODAY).solved == 1
    assert open_now() == []
    assert Finding.objects.exclude(closed_at=None).count() == 1


def test_a_finding_closes_when_the_last_value_of_its_indicator_is_gone(series: list[Measurement]) -> None:
    check_stored(today=TODAY)
    Measurement.objects.all().delete()
    assert check_stored(today=TODAY).solved == 1


def test_only_the_indicators_asked_for_are_checked(
    series: list[Measurement], catalogue: dict[str, Indicator]
) -> None:
    other = catalogue["pleiekontinuitet-hjemmetjenesten"]
    assert check_stored(indicators=[other.pk], today=TODAY).open == 0
    assert check_stored(indicators=[catalogue[UKP].pk], today=TODAY).open == 1
    assert check_stored(indicators=[other.pk], today=TODAY).solved == 0


def test_a_confirmed_value_is_not_asked_about_again(series: list[Measurement], cast: Cast) -> None:
    check_stored(today=TODAY)
    answer(finding=the_one(), verdict="confirmed", reason="Flom i desember", by=cast.kari)
    Finding.objects.all().delete()
    check_stored(today=TODAY)
    assert list(Finding.objects.stored().unanswered()) == []
    assert Finding.objects.stored().with_verdict("confirmed").count() == 1


def test_it_is_asked_about_again_when_the_value_changes(series: list[Measurement], cast: Cast) -> None:
    check_stored(today=TODAY)
    answer(finding=the_one(), verdict="confirmed", reason="Flom i desember", by=cast.kari)
    Measurement.objects.filter(pk=series[11].pk).update(numerator=950)
    check_stored(today=TODAY)
    assert Finding.objects.stored().unanswered().count() == 1


def test_the_latest_answer_holds(series: list[Measurement], cast: Cast) -> None:
    check_stored(today=TODAY)
    found = the_one()
    answer(finding=found, verdict="confirmed", reason="Flom", by=cast.kari)
    answer(finding=found, verdict="to_correct", reason="", by=cast.kari)
    assert Finding.objects.stored().counts() == {"to_correct": (1, 0)}
    assert Answer.objects.count() == 2


def test_a_confirmation_needs_a_reason(series: list[Measurement], cast: Cast) -> None:
    check_stored(today=TODAY)
    with pytest.raises(AnswerError, match="Skriv hvorfor tallet stemmer"):
        answer(finding=the_one(), verdict="confirmed", reason="  ", by=cast.kari)
    with pytest.raises(AnswerError, match="Velg om tallet stemmer"):
        answer(finding=the_one(), verdict="perhaps", reason="Ja", by=cast.kari)
    assert not Answer.objects.exists()


def test_values_on_their_way_in_are_judged_by_what_is_stored(series: list[Measurement]) -> None:
    assert findings_for([change(series[15], 398)], today=TODAY) == []
    (found,) = findings_for([change(series[15], 39_800)], today=TODAY)
    assert (found.period.code, found.pk) == ("2024-04", None)
    assert Finding.objects.count() == 0


def test_dates_may_be_text_as_they_are_staged(series: list[Measurement]) -> None:
    wild = change(series[15], 39_800)
    as_text = tuple(str(each) if isinstance(each, date) else each for each in wild)
    assert [each.about for each in findings_for([as_text], today=TODAY)] == [
        each.about for each in findings_for([wild], today=TODAY)
    ]


def test_findings_of_a_file_follow_its_values_when_they_are_saved(series: list[Measurement]) -> None:
    check_stored(today=TODAY)
    keep(findings_for([change(series[11], 40_000)], today=TODAY), upload=7)
    assert Finding.objects.of_upload(7).count() == 1
    assert [each.parts["value"] for each in open_now()] == [900]
    Measurement.objects.filter(pk=series[11].pk).update(numerator=40_000)
    settle(upload=7)
    assert [each.parts["value"] for each in open_now()] == [40_000]
    assert check_stored(today=TODAY).new == 0


def test_a_value_that_is_put_right_by_a_file_closes_its_finding(series: list[Measurement]) -> None:
    check_stored(today=TODAY)
    keep(findings_for([change(series[11], 402)], today=TODAY), upload=7)
    Measurement.objects.filter(pk=series[11].pk).update(numerator=402)
    settle(upload=7, batch=series[11].batch_id)
    assert open_now() == []


def test_a_file_read_again_has_its_new_findings_alone(series: list[Measurement]) -> None:
    for number in (40_000, 50_000):
        keep(findings_for([change(series[11], number)], today=TODAY), upload=7)
    assert [each.parts["value"] for each in Finding.objects.of_upload(7)] == [50_000]
    drop(upload=7)
    assert Finding.objects.count() == 0


def test_no_more_queries_for_many_values_than_for_few(
    series: list[Measurement], catalogue: Any, cast: Cast
) -> None:
    with queries("quality: findings for a file"):
        findings_for([change(series[3], 39_800)], today=TODAY)
    many = measured(catalogue[UKP], cast.molde)
    with queries("quality: findings for a file"):
        findings_for([change(row, 39_800) for row in [*series, *many]], today=TODAY)


def test_a_period_is_named_by_what_it_is(series: list[Measurement]) -> None:
    (found,) = findings_for([change(series[15], 39_800)], today=TODAY)
    assert found.period == Period(found.period.kind, date(2024, 4, 1))
