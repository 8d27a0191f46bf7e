"""Series for a chart: every level, on one axis, and nothing one may not read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indicators.catalogue.models import Indicator
from indicators.measurements.periods import Period, PeriodKind, parse_period
from indicators.measurements.series import Point
from indicators.measurements.values import Status
from indicators.measurements.whole_periods import whole_periods
from tests.cast import Cast, measure
from tests.counting import queries
from tests.gevinst.api.asking import GUARDED, SHARE, UKP

URL = "/api/v1/series"
pytestmark = pytest.mark.django_db
AsProgram = Callable[..., Client]


def ask(client: Client, **query: Any) -> dict[str, Any]:
    answer = client.get(URL, query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def by_actor(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["actor"]: one for one in found["series"]}


@pytest.fixture
def months(cast: Cast, catalogue: dict[str, Indicator]) -> Cast:
    """Rauma has the whole of 2023, Molde all but December."""
    for number in range(1, 13):
        measure(catalogue[UKP], cast.rauma, f"2023-{number:02}", numerator=10)
        if number < 12:
            measure(catalogue[UKP], cast.molde, f"2023-{number:02}", numerator=30)
    return cast


def test_a_municipality_and_its_group_on_one_axis(months: Cast, as_program: AsProgram) -> None:
    network = f"network:{months.network.code}"
    found = ask(as_program("kari"), indicator=UKP, actor=["municipality:1539", network])
    rauma, together = found["series"]
    assert found["periods"] == [f"2023-{number:02}" for number in range(1, 13)]
    assert (rauma["values"], rauma["parts"], rauma["notes"]) == ([10] * 12, 0, {})
    assert together["values"] == [40] * 11 + [10]
    assert (together["actor"], together["parts"], together["notes"]) == (network, 2, {"2023-12": "partial"})


def test_years_are_sums_of_all_their_months(months: Cast, as_program: AsProgram) -> None:
    found = ask(
        as_program("kari"),
        indicator=UKP,
        actor=["municipality:1539", "municipality:1506"],
        period_kind="year",
    )
    assert found["periods"] == ["2023"]
    assert [(one["actor_name"], one["values"]) for one in found["series"]] == [("Rauma", [120])]


def test_members_of_a_group_have_shares_of_what_they_have_together(
    months: Cast, as_program: AsProgram
) -> None:
    found = ask(as_program("kari"), indicator=UKP, group=f"network:{months.network.code}", to="2023-02")
    assert {actor: one["shares"] for actor, one in by_actor(found).items()} == {
        "municipality:1506": [75, 75],
        "municipality:1539": [25, 25],
    }


def test_a_share_has_no_shares(measured: Cast, as_program: AsProgram) -> None:
    found = ask(as_program("kari"), indicator=SHARE, group=f"network:{measured.network.code}")
    assert [(one["values"], one["numerators"], one["shares"]) for one in found["series"]] == [
        ([3100 / 42], [31], [])
    ]


def test_a_number_that_is_not_there_is_null_and_says_why(measured: Cast, as_program: AsProgram) -> None:
    (rauma,) = ask(as_program("kari"), indicator=UKP, actor="municipality:1539")["series"]
    assert rauma["values"] == [12, None, None]
    assert rauma["notes"] == {"2024-02": "hidden", "2024-03": "below"}


def test_what_one_may_not_read_is_left_out(measured: Cast, as_program: AsProgram) -> None:
    everybody = ["municipality:1539", "municipality:1506", "municipality:5006"]
    asked = {"indicator": GUARDED, "actor": everybody}
    assert set(by_actor(ask(as_program("kari"), **asked))) == set(everybody[:2])
    assert set(by_actor(ask(as_program("per"), **asked))) == {everybody[2]}
    assert ask(measured.client("nora"), **asked) == {"periods": [], "series": []}
    assert Client().get(URL, asked).status_code == 401


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"actor": "municipality:1539"}, "indicator", "Oppgi minst én"),
        ({"indicator": UKP}, "actor", "eller en group"),
        ({"indicator": "finnes-ikke", "actor": "municipality:1539"}, "indicator", "finnes-ikke"),
        ({"indicator": UKP, "actor": "municipality:9999"}, "actor", "municipality:9999"),
        ({"indicator": UKP, "group": "landet"}, "group", "landet"),
        ({"indicator": UKP, "actor": "municipality:1539", "period_kind": "aar"}, "period_kind", "year"),
        ({"indicator": UKP, "actor": "municipality:1539", "from": "i fjor"}, "from", "2026-03"),
    ],
)
def test_what_is_wrong_is_named(
    query: dict[str, str], field: str, said: str, cast: Cast, catalogue: Any, as_program: AsProgram
) -> None:
    answer = as_program("kari").get(URL, query)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (400, field)
    assert said in error["detail"]


def test_too_many_series_are_refused_with_their_number(
    cast: Cast, catalogue: Any, as_program: AsProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gevinst.api.series.MOST", 1)
    answer = as_program("kari").get(
        URL, {"indicator": UKP, "actor": ["municipality:1539", "municipality:1506"]}
    )
    assert answer.status_code == 400
    assert "2 serier" in answer.json()["errors"][0]["detail"]


def test_as_many_queries_for_one_as_for_all(months: Cast, as_program: AsProgram) -> None:
    client, group = as_program("kari"), f"network:{months.network.code}"
    ask(client, indicator=UKP, actor=group)  # the day a token was last used is written once
    for indicators, last in ((UKP, "2023-01"), ([UKP, SHARE], "")):
        with queries("api: series"):
            ask(client, indicator=indicators, actor=group, group=group, to=last)


def point(code: str, **told: Any) -> Point:
    return Point(parse_period(code), **told)


def test_a_year_measured_as_such_stands_where_months_give_no_more() -> None:
    months = [point(f"2023-{number:02}", numerator=1) for number in range(1, 13)]
    year = point("2024", numerator=99)
    found = whole_periods([*months, year], PeriodKind.YEAR, sums_over_time=True)
    assert found == [year]
    assert whole_periods(months, PeriodKind.YEAR, sums_over_time=False) == []
    summed = whole_periods(months, PeriodKind.YEAR, sums_over_time=True)
    assert [(one.period, one.numerator) for one in summed] == [
        (Period(PeriodKind.YEAR, year.period.start.replace(year=2023)), 12)
    ]


@pytest.mark.parametrize("spoilt", [{"reason": "hidden"}, {"numerator": 1, "status": Status.PARTIAL}])
def test_a_period_with_a_month_that_is_not_whole_is_no_sum(spoilt: dict[str, Any]) -> None:
    months = [point(f"2023-{number:02}", numerator=1) for number in (1, 2, 3, 5, 6)] + [
        point("2023-04", **spoilt)
    ]
    found = whole_periods(months, PeriodKind.QUARTER, sums_over_time=True)
    assert [one.period.code for one in found] == ["2023-Q1"]
