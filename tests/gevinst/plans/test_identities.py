"""Targets that cannot all hold, and those that can."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from gevinst.plans import services
from gevinst.plans.identities import conflicts
from gevinst.plans.models import Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast, make_catalogue

DAYS, SAME_DAY, LENGTH = "ukp-dogn", "ukp-andel-nulldogn", "ukp-liggetid-som-ukp"


@pytest.fixture
def indicators(db: Any) -> dict[str, Indicator]:
    return make_catalogue((DAYS, SAME_DAY, LENGTH, "bup-andel-avviste", "bup-avviste", "bup-nyhenviste"))


@pytest.fixture
def shared(cast: Cast) -> Plan:
    return services.create_plan(actor=cast.rauma, title="Samhandling")


def aim(plan: Plan, indicator: Indicator, start: float, form: str, target: float | None = None) -> None:
    services.set_contribution(
        benefit=services.add_benefit(plan=plan, indicator=indicator, title=indicator.title),
        actor=plan.actor,
        baseline=Baseline(value=start, period=parse_period("2022"), source="NPR"),
        ambition=Ambition(form=form, target=target),
    )


def bed_days(plan: Plan, indicators: dict[str, Indicator], *, at_most: float) -> None:
    """The documents' own baselines, with their targets of 90 % and 2 days."""
    aim(plan, indicators[DAYS], 9990, "at_most", at_most)
    aim(plan, indicators[SAME_DAY], 70, "at_least", 90)
    aim(plan, indicators[LENGTH], 5, "at_most", 2)


def test_targets_that_cannot_all_hold_are_told_so_with_the_numbers(
    shared: Plan, indicators: dict[str, Indicator]
) -> None:
    bed_days(shared, indicators, at_most=1000)
    (conflict,) = conflicts(shared)
    assert (conflict.computed, conflict.asked) == ("1\u00a0332\u00a0døgn", "høyst 1\u00a0000\u00a0døgn")
    assert [given.value for given in conflict.terms] == ["6\u00a0660", "90,0\u00a0%", "2,0\u00a0døgn"]
    assert "UKP-døgn (liggedøgn" in conflict.what
    assert conflict.what.endswith("» 1\u00a0332\u00a0døgn. Målet er høyst 1\u00a0000\u00a0døgn.")
    assert conflict.advice.endswith("til høyst 1\u00a0332\u00a0døgn.")


def test_it_is_told_what_any_one_of_them_must_be(shared: Plan, indicators: dict[str, Indicator]) -> None:
    bed_days(shared, indicators, at_most=1000)
    (conflict,) = conflicts(shared)
    assert [given.alone for given in conflict.terms] == ["5\u00a0000", "92,5\u00a0%", "1,5\u00a0døgn"]


def test_targets_that_fit_are_left_alone(shared: Plan, indicators: dict[str, Indicator]) -> None:
    bed_days(shared, indicators, at_most=1400)
    assert conflicts(shared) == []


def test_one_target_alone_cannot_be_in_conflict(shared: Plan, indicators: dict[str, Indicator]) -> None:
    aim(shared, indicators[DAYS], 9990, "at_most", 1)
    aim(shared, indicators[SAME_DAY], 70, "")
    assert conflicts(shared) == []


def test_a_figure_without_a_target_is_held_where_it_is(
    shared: Plan, indicators: dict[str, Indicator]
) -> None:
    aim(shared, indicators[DAYS], 9990, "at_most", 1000)
    aim(shared, indicators[SAME_DAY], 70, "at_least", 90)
    aim(shared, indicators[LENGTH], 5, "")
    (conflict,) = conflicts(shared)
    assert conflict.computed == "3\u00a0330\u00a0døgn"
    assert [given.has_target for given in conflict.terms] == [False, True, False]


def test_what_rounded_baselines_may_explain_is_no_conflict(
    shared: Plan, indicators: dict[str, Indicator]
) -> None:
    bed_days(shared, indicators, at_most=1250)
    assert conflicts(shared) == []


def test_a_relative_target_is_counted_from_its_baseline(
    shared: Plan, indicators: dict[str, Indicator]
) -> None:
    aim(shared, indicators[DAYS], 9990, "relative", -95)
    aim(shared, indicators[SAME_DAY], 70, "at_least", 80)
    aim(shared, indicators[LENGTH], 5, "hold")
    (conflict,) = conflicts(shared)
    assert conflict.asked == "500\u00a0døgn"


def test_a_share_and_its_counts_are_tied_together_too(shared: Plan, indicators: dict[str, Indicator]) -> None:
    aim(shared, indicators["bup-avviste"], 38, "at_most", 30)
    aim(shared, indicators["bup-nyhenviste"], 636, "hold")
    aim(shared, indicators["bup-andel-avviste"], 5.64, "at_most", 2)
    (conflict,) = conflicts(shared)
    assert (conflict.computed, conflict.asked) == ("4,50\u00a0%", "høyst 2,00\u00a0%")


def test_a_conflict_concerns_the_benefits_that_are_in_it(
    shared: Plan, indicators: dict[str, Indicator]
) -> None:
    bed_days(shared, indicators, at_most=1000)
    aim(shared, indicators["bup-avviste"], 38, "at_most", 30)
    (conflict,) = conflicts(shared)
    concerned = {benefit.indicator.slug for benefit in shared.benefits.all() if conflict.concerns(benefit)}
    assert concerned == {DAYS, SAME_DAY, LENGTH}


def test_the_plan_says_so_first_and_those_who_may_are_led_to_the_target(
    cast: Cast, shared: Plan, indicators: dict[str, Indicator]
) -> None:
    bed_days(shared, indicators, at_most=1000)
    whole = shared.benefits.get(indicator=indicators[DAYS])
    target = reverse("plans:edit_contribution", args=[whole.pk, cast.rauma.pk])
    page = reverse("plans:plan", args=[shared.pk])
    coordinator, reader = (cast.client(who).get(page).content.decode() for who in ("kari", "liv"))
    for html in (coordinator, reader):
        assert "Målene for Rauma går ikke opp" in html
        assert "1\u00a0332\u00a0døgn. Målet er høyst 1\u00a0000\u00a0døgn." in html
    assert target in coordinator
    assert target not in reader


def test_a_benefit_says_so_only_when_it_is_concerned(
    cast: Cast, shared: Plan, indicators: dict[str, Indicator]
) -> None:
    bed_days(shared, indicators, at_most=1000)
    aim(shared, indicators["bup-avviste"], 38, "at_most", 30)
    told = {
        benefit.indicator.slug: "Målene for Rauma går ikke opp"
        in cast.client("kari").get(reverse("plans:benefit", args=[benefit.pk])).content.decode()
        for benefit in shared.benefits.select_related("indicator")
    }
    assert told == {DAYS: True, SAME_DAY: True, LENGTH: True, "bup-avviste": False}
