"""Numbered events of a chart: which are drawn, where their numbers stand, and what is said of them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from gevinst.dashboards.boards.indicator import indicator_page
from gevinst.dashboards.charts import progress_chart
from gevinst.dashboards.figures.marks import NARROW_ROOM, ROOM, Mark, happened, listed, within
from gevinst.plans import services
from gevinst.plans.lines import Line
from gevinst.plans.models import Plan
from gevinst.plans.progress import lines_of
from gevinst.plans.targets import Ambition, Baseline
from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind
from tests.cast import Cast, measure

FIRST, LAST = SPAN = date(2023, 1, 31), date(2026, 12, 31)
PAGE, PHONE = "page", "phone"


def mark(days: int, text: str = "Opplæring") -> Mark:
    return Mark(FIRST + timedelta(days), text)


def numbers(marks: list[Mark], where: str = PAGE) -> list[dict[str, Any]]:
    layout = happened(marks, [], SPAN)
    found: list[dict[str, Any]] = (layout if where == PAGE else layout["meta"]["narrow"])["annotations"]
    return found


def texts(marks: list[Mark], where: str = PAGE) -> list[str]:
    return [note["text"] for note in numbers(marks, where)]


def main_line(plan: Plan) -> Line:
    line = lines_of(Plan.objects.get(pk=plan.pk))[0].main
    assert line is not None
    return line


def test_what_is_told_has_the_numbers_that_are_drawn() -> None:
    every = [mark(900, "Ny turnus"), mark(-30, "Før"), mark(300), Mark(LAST + timedelta(1), "Etter")]
    assert listed(within(every, SPAN)) == "1\u00a0Opplæring, 2\u00a0Ny turnus"
    assert [(note["text"], note["hovertext"]) for note in numbers(every)] == [
        ("1", "Opplæring"),
        ("2", "Ny turnus"),
    ]
    assert len(happened(every, [], SPAN)["shapes"]) == 2


def test_those_on_one_day_share_a_number_text_and_each_is_told() -> None:
    marks = [mark(500, "A"), mark(500, "B"), mark(500, "C"), mark(1000, "D")]
    assert texts(marks) == texts(marks, PHONE) == ["1–3", "4"]
    assert numbers(marks)[0]["hovertext"] == "A<br>B<br>C"


def test_what_has_room_on_a_page_is_one_text_on_a_phone() -> None:
    marks = [mark(500), mark(560), mark(620)]
    assert texts(marks) == ["1", "2", "3"]
    assert texts(marks, PHONE) == ["1–3"]


@pytest.mark.parametrize(("where", "room"), [(PAGE, ROOM), (PHONE, NARROW_ROOM)])
@pytest.mark.parametrize("apart", [1, 7, 20, 31, 45, 92, 200])
def test_no_number_runs_into_another(where: str, room: int, apart: int) -> None:
    digit = (LAST - FIRST).days / room
    found = numbers([mark(days) for days in range(0, (LAST - FIRST).days, apart)], where)
    ends = [(date.fromisoformat(note["x"]).toordinal(), len(note["text"]) / 2 * digit) for note in found]
    assert all(one + half < other - more for (one, half), (other, more) in pairwise(ends))


def test_numbers_stand_over_the_drawing_and_under_its_legend() -> None:
    layout = happened([mark(500)], [], SPAN)
    assert {(note["y"], note["yref"], note["yanchor"]) for note in numbers([mark(500)])} == {
        (1, "paper", "bottom")
    }
    assert layout["legend"]["y"] > 1.1
    assert "legend" not in happened([], [], SPAN)


def test_a_new_series_keeps_its_words_on_a_phone() -> None:
    new = mark(100, "Ny definisjon av det som telles (versjon 2)")
    layout = happened([mark(500)], [new], SPAN)
    assert layout["annotations"][-1]["text"] == new.text
    said = layout["meta"]["narrow"]["annotations"][-1]["text"]
    assert said == "Ny definisjon av det<br>som telles (versjon 2)"


@pytest.mark.django_db
def test_what_lies_outside_a_drawing_is_not_numbered_in_its_words(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    ukp = catalogue["ukp-dogn"]
    for year in range(2021, 2025):
        measure(ukp, cast.rauma, str(year), numerator=100)
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = services.add_benefit(plan=plan, indicator=ukp, title="Færre døgn")
    services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=100, period=Period(PeriodKind.YEAR, date(2021, 1, 1)), source="NPR"),
        ambition=Ambition(form="at_most", target=90, by=date(2026, 12, 31)),
    )
    for title, day in (
        ("Siste", date(2024, 3, 1)),
        ("Før alt", date(2019, 1, 1)),
        ("Første", date(2023, 3, 1)),
    ):
        services.add_action(benefit=benefit, title=title, start=day)
    line = main_line(plan)
    trend = indicator_page(cast.kari, ukp, {"visning": "utvikling", "aktor": "municipality:1539"}).chart
    assert trend is not None
    for chart, words in (
        (progress_chart(line), "Tiltak: 1\u00a0Første, 2\u00a0Siste."),
        (trend, "Hendelser: 1\u00a0Tiltak: Første, 2\u00a0Tiltak: Siste."),
    ):
        assert words in chart.reading
        assert [note["text"] for note in chart.data["layout"]["annotations"]] == ["1", "2"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "Før første måling i figuren: Tiltak: Året før, Tiltak: Samme år."),
        (
            {"fra": "2019"},
            "figuren: Tiltak: Før alt, Tiltak: Året før, Tiltak: Samme år.",
        ),
        ({"fra": "2023"}, "Hendelser: 1\u00a0Tiltak: Etter."),
    ],
)
def test_what_came_just_before_the_first_point_is_told_and_not_drawn(
    cast: Cast, catalogue: dict[str, Indicator], asked: dict[str, str], told: str
) -> None:
    ukp = catalogue["ukp-dogn"]
    for year in range(2021, 2025):
        measure(ukp, cast.rauma, str(year), numerator=100)
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = services.add_benefit(plan=plan, indicator=ukp, title="Færre døgn")
    for title, day in (
        ("Før alt", date(2019, 1, 1)),
        ("Året før", date(2020, 5, 1)),
        ("Samme år", date(2021, 6, 1)),
        ("Etter", date(2024, 3, 1)),
    ):
        services.add_action(benefit=benefit, title=title, start=day)
    address = {"visning": "utvikling", "aktor": "municipality:1539"}
    chart = indicator_page(cast.kari, ukp, address | asked).chart
    assert chart is not None
    assert told in chart.reading
    assert ("Før første" in chart.reading) == ("figuren" in told)
    assert [note["text"] for note in chart.data["layout"]["annotations"]] == ["1"]


@pytest.mark.django_db
def test_actions_just_before_the_first_point_of_a_contribution_are_told_and_not_drawn(
    cast: Cast, catalogue: dict[str, Indicator]
) -> None:
    ukp = catalogue["ukp-dogn"]
    for year in range(2021, 2025):
        measure(ukp, cast.rauma, str(year), numerator=100)
    plan = services.create_plan(actor=cast.rauma, title="Plan for Rauma")
    benefit = services.add_benefit(plan=plan, indicator=ukp, title="Færre døgn")
    services.set_contribution(
        benefit=benefit,
        actor=cast.rauma,
        baseline=Baseline(value=100, period=Period(PeriodKind.YEAR, date(2021, 1, 1)), source="NPR"),
        ambition=Ambition(form="at_most", target=90, by=date(2026, 12, 31)),
    )
    assert "før første måling" not in progress_chart(main_line(plan)).reading
    for title, day in (
        ("Samme år", date(2021, 6, 1)),
        ("Før alt", date(2019, 1, 1)),
        ("Året før", date(2020, 5, 1)),
        ("Etter", date(2024, 3, 1)),
    ):
        services.add_action(benefit=benefit, title=title, start=day)
    chart = progress_chart(main_line(plan))
    told = "Tiltak før første måling i figuren: Året før, Samme år. Tiltak: 1\u00a0Etter."
    assert told in chart.reading
    assert [note["text"] for note in chart.data["layout"]["annotations"]] == ["1"]
