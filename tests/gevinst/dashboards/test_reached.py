"""What was reached lately is said, once, in the period it was reached."""

from __future__ import annotations

import time_machine

from gevinst.dashboards.boards.overview import overview
from gevinst.plans import services
from gevinst.plans.models import Plan
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import parse_period
from tests.cast import Cast, measure
from tests.gevinst.dashboards.test_overview import UKP, add

MONTHLY = Baseline(value=20, period=parse_period("2026-01"), source="NPR")


def months(catalogue: dict[str, Indicator], cast: Cast, *values: float) -> None:
    for number, value in enumerate(values, 1):
        measure(catalogue[UKP], cast.rauma, f"2026-{number:02}", numerator=value)


def made(cast: Cast, catalogue: dict[str, Indicator], ambition: Ambition | None = None) -> Plan:
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    wanted = ambition or Ambition(form="at_most", target=10)
    add(plan, catalogue, "Færre døgn", baseline=MONTHLY, ambition=wanted)
    return plan


@time_machine.travel("2026-11-22T12:00:00+01:00", tick=False)
def test_it_is_said_in_the_month_the_ambition_was_met_and_held_since(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    made(cast, catalogue)
    months(catalogue, cast, 20, 18, 9, 17, 16, 15, 14, 10, 9, 8)
    (reached,) = overview(cast.kari, cast.rauma).reached
    assert (reached.words, [one.title for one in reached.benefits]) == ("Nådd i august", ["Færre døgn"])
    page = cast.client("kari").get("/min/").content.decode()
    assert "<strong>Nådd i august:</strong>" in page


@time_machine.travel("2026-11-22T12:00:00+01:00", tick=False)
def test_what_has_slipped_again_is_not_celebrated(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    made(cast, catalogue)
    months(catalogue, cast, 20, 18, 9, 17, 16, 15, 14, 10, 9, 12)
    assert overview(cast.kari, cast.rauma).reached == []


@time_machine.travel("2027-11-22T12:00:00+01:00", tick=False)
def test_what_was_reached_long_ago_is_no_news(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    made(cast, catalogue)
    months(catalogue, cast, 20, 18, 17, 17, 16, 15, 14, 10, 9, 8)
    assert overview(cast.kari, cast.rauma).rows[0].line.status == "reached"
    assert overview(cast.kari, cast.rauma).reached == []


@time_machine.travel("2026-11-22T12:00:00+01:00", tick=False)
def test_what_was_to_stay_as_it_was_is_kept_and_not_reached(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    made(cast, catalogue, Ambition(form="hold", tolerance=2))
    months(catalogue, cast, 20, 20, 19, 20, 20, 20, 20, 20, 20, 20)
    assert overview(cast.kari, cast.rauma).rows[0].line.status == "reached"
    assert overview(cast.kari, cast.rauma).reached == []
