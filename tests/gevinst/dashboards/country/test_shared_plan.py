"""The collaboration KPIs of the health community around St. Olav, as its own table has them."""

from __future__ import annotations

from datetime import date

import pytest

from gevinst.plans import progress
from gevinst.plans.attainment import AttainmentStatus
from gevinst.plans.lines import BenefitLines, Line
from gevinst.plans.models import Plan
from indicators.actors.models import Actor
from indicators.measurements.models import Measurement

pytestmark = pytest.mark.usefixtures("country")
DAYS = "Færre døgn på sykehus for utskrivningsklare pasienter"


@pytest.fixture
def benefits(country: None) -> dict[str, BenefitLines]:
    plan = Plan.objects.get(actor__code="hef-st-olav")
    return {lines.benefit.title: lines for lines in progress.lines_of(plan)}


def whole(lines: BenefitLines) -> Line:
    assert lines.main is not None
    return lines.main


def test_the_whole_goes_from_9990_over_4995_to_1000(benefits: dict[str, BenefitLines]) -> None:
    line = whole(benefits[DAYS])
    assert (line.baseline_label, line.target_label) == ("9\u00a0990\u00a0døgn", "≤ 1 000 døgn samlet")
    ((milestone),) = line.milestones
    assert (milestone.due, milestone.value) == (date(2025, 4, 17), 4995)
    assert milestone.words == "50 % reduksjon innen 1 år"
    assert [(point.on, point.value) for point in line.assessment.path] == [
        (date(2022, 12, 31), 9990),
        (date(2025, 4, 17), 4995),
        (date(2026, 4, 17), 1000),
    ]


def test_the_whole_is_summed_from_its_members_in_years(benefits: dict[str, BenefitLines]) -> None:
    line = whole(benefits[DAYS])
    members = Actor.objects.filter(contributions__benefit=line.benefit).exclude(pk=line.actor.pk)
    rows = Measurement.objects.of(indicator=line.indicator.pk, actors=members.values_list("pk", flat=True))
    first = line.points[0]
    assert (first.months, first.period.code) == (12, "2022-12")
    assert first.numerator == sum(
        row.numerator or 0 for row in rows.whole().filter(period_start__year=2022, period_kind="M")
    )


def test_a_member_without_a_nullpunkt_is_judged_in_periods_as_long_as_the_whole(
    benefits: dict[str, BenefitLines],
) -> None:
    lines = benefits[DAYS]
    assert len(lines.members) == 19
    assert {line.latest.months for line in lines.members if line.latest} == {12}
    trondheim, *others = lines.members
    assert (trondheim.actor.code, trondheim.contribution.baseline) == ("5001", 5282)
    assert trondheim.milestones[0].value == 2641
    assert {line.status for line in others} == {AttainmentStatus.MISSING_BASELINE}
    assert {line.target_label for line in others} == {
        "Døgn per 1 000 innbyggere per år på linje med Bergen og Stavanger"
    }


def test_unchanged_is_a_target_to_hold_and_never_a_percent(benefits: dict[str, BenefitLines]) -> None:
    line = whole(benefits["Uendret liggetid fram til pasienten er utskrivningsklar"])
    assert (line.target_label, line.contribution.tolerance) == ("Uendret", 0.5)
    assert (line.assessment.percent, line.assessment.target) == (None, 7.5)
    again = whole(benefits["Ikke flere reinnleggelser"])
    assert again.baseline_words == "stabilt siste 3 år · Helseplattformen"


def test_a_nullpunkt_that_must_be_established_is_no_zero(benefits: dict[str, BenefitLines]) -> None:
    line = whole(benefits["Flere reiser rett hjem fra sykehuset"])
    assert (line.baseline_label, line.contribution.baseline) == ("Må etableres", None)
    assert line.assessment.percent is None


def test_a_benefit_only_one_member_measures_is_shown_by_its_line(benefits: dict[str, BenefitLines]) -> None:
    lines = benefits["Kortere opphold på korttidsplass"]
    assert whole(lines).actor.code == "5001"
    assert lines.members == []
