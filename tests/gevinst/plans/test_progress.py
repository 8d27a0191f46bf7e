from __future__ import annotations

from datetime import date

import pytest

from gevinst.plans import progress, services
from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import Line
from gevinst.plans.models import Benefit, Contribution, Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure
from tests.gevinst.plans.conftest import BY, UKP


def line(benefit: Benefit) -> Line:
    found = progress.lines_of_benefit(Benefit.objects.for_overview().get(pk=benefit.pk)).main
    assert found is not None
    return found


def monthly(indicator: Indicator, actor: Actor, year: int, value: float) -> None:
    for month in range(1, 13):
        measure(indicator, actor, f"{year}-{month:02}", numerator=value)


def test_a_yearly_baseline_is_held_against_twelve_months(contribution: Contribution, cast: Cast) -> None:
    monthly(contribution.benefit.indicator, cast.rauma, 2024, 5)
    found = line(contribution.benefit)
    assert (found.now, found.now_label) == (60, "60\u00a0døgn")
    assert found.assessment.percent == 75
    assert found.latest is not None
    assert found.latest.label() == "12 måneder til og med desember 2024"
    assert found.trail_url.endswith("/ukp-dogn/municipality/1539/2024-12/?maneder=12")


def test_a_baseline_over_months_in_a_row_is_held_against_as_many(
    contribution: Contribution, cast: Cast
) -> None:
    from gevinst.plans.stretches import parse_stretch

    run = parse_stretch("12 måneder til og med juni 2023")
    services.set_contribution(
        benefit=contribution.benefit,
        actor=cast.rauma,
        baseline=Baseline(value=100, period=run, source="NPR"),
        ambition=Ambition(form="at_most", target=40, by=BY),
    )
    monthly(contribution.benefit.indicator, cast.rauma, 2024, 5)
    found = line(contribution.benefit)
    assert found.now == 60
    assert found.baseline_words == "12 måneder til og med juni 2023 · NPR"


def test_a_running_month_is_not_what_it_is_now(contribution: Contribution, cast: Cast) -> None:
    ukp = contribution.benefit.indicator
    monthly(ukp, cast.rauma, 2024, 5)
    measure(ukp, cast.rauma, "2025-01", numerator=1, status="partial", as_of=date(2025, 1, 9))
    measure(ukp, cast.rauma, "2025-02", reason="missing")
    assert line(contribution.benefit).now == 60


def test_milestones_say_the_value_they_ask_for(contribution: Contribution) -> None:
    for basis, amount in (("of_baseline", 50), ("of_way", 50), ("absolute", 70)):
        services.add_milestone(contribution=contribution, due=date(2025, 6, 30), basis=basis, amount=amount)
    found = {one.words: one.value for one in line(contribution.benefit).milestones}
    assert found == {"50\u00a0% endring av nullpunktet": 60, "50\u00a0% av veien": 80, "": 70}


def test_a_milestone_waits_for_what_it_is_counted_from(benefit: Benefit, cast: Cast) -> None:
    contribution = services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(due=date(2027, 1, 1)),
        ambition=Ambition(form="at_most", target=40, by=BY),
    )
    for basis in ("of_baseline", "of_way"):
        services.add_milestone(contribution=contribution, due=date(2026, 6, 30), basis=basis, amount=50)
    assert [one.value for one in line(benefit).milestones] == [None, None]


@pytest.mark.parametrize(
    ("ambition", "label"),
    [
        (Ambition(form="at_most", target=40), "≤\u00a040\u00a0døgn"),
        (Ambition(form="at_least", target=40), "≥\u00a040\u00a0døgn"),
        (Ambition(form="relative", target=-50), "60\u00a0døgn (−50\u00a0%)"),
        (Ambition(form="hold", tolerance=2), "uendret (±\u00a02\u00a0døgn)"),
        (Ambition(form="hold"), "uendret"),
        (Ambition(form="at_most", target=40, text="høyst 40 samlet"), "høyst 40 samlet"),
        (Ambition(), "–"),
    ],
)
def test_an_ambition_in_words(benefit: Benefit, cast: Cast, ambition: Ambition, label: str) -> None:
    baseline = Baseline(value=120, period=parse_period("2022"), source="NPR")
    services.set_contribution(benefit=benefit, actor=cast.rauma, baseline=baseline, ambition=ambition)
    measure(benefit.indicator, cast.rauma, "2024", numerator=90)
    assert line(benefit).target_label == label


def test_a_long_unit_leaves_the_strip_and_stands_by_the_name(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    carers = services.add_benefit(
        plan=plan, indicator=catalogue["pleiekontinuitet-hjemmetjenesten"], title="Kjente ansikter"
    )
    services.set_contribution(
        benefit=carers,
        actor=cast.rauma,
        baseline=Baseline(value=0.46, period=parse_period("2024-01"), source="HP"),
        ambition=Ambition(form="at_most", target=0.3, by=BY),
    )
    measure(carers.indicator, cast.rauma, "2024-02", numerator=40, denominator=100)
    found = line(carers)
    assert found.strip_labels == ("0,46", "0,40", "≤\u00a00,30")
    assert found.strip_unit == "pleiere per besøk"


def test_where_the_value_stands_on_the_strip(contribution: Contribution, cast: Cast) -> None:
    measure(contribution.benefit.indicator, cast.rauma, "2023", numerator=80)
    found = line(contribution.benefit)
    assert found.now_place == 50
    assert found.expected_place == pytest.approx(10 + 80 * 365 / 1826, abs=0.1)


def test_no_figures_is_a_state_with_words(contribution: Contribution) -> None:
    found = line(contribution.benefit)
    assert found.status is AttainmentStatus.MISSING_MEASUREMENT
    assert (found.now_label, found.trail_url, found.status_words) == ("–", "", "Mangler måling")


def test_many_benefits_are_read_in_as_many_queries_as_one(
    plan: Plan, cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert progress.lines_of(plan)
        return len(captured)

    def add(n: int) -> None:
        benefit = services.add_benefit(plan=plan, indicator=catalogue[UKP], title=f"Gevinst {n}")
        services.set_contribution(benefit=benefit, actor=cast.rauma, baseline=Baseline(), ambition=Ambition())

    add(1)
    first = asked()
    for n in range(2, 12):
        add(n)
    assert asked() == first
