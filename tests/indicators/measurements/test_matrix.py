from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pytest

from indicators.actors.models import Actor
from indicators.catalogue.models import Indicator
from indicators.measurements.matrix import Matrix, matrices
from indicators.measurements.models import Batch
from indicators.measurements.periods import Period, PeriodKind
from indicators.measurements.series import own_series
from indicators.measurements.values import Reason, Status
from indicators.statistics.xmr_many import RULES
from tests.cast import Cast, make_former, measure

UKP, SHARE = "ukp-dogn", "ukp-andel-liggedogn"


def matrix(indicators: Iterable[Indicator], actors: Iterable[int]) -> Matrix:
    return matrices(indicators, actors, kinds=[PeriodKind.MONTH])[PeriodKind.MONTH]


def month(number: int, year: int = 2024) -> Period:
    return Period(PeriodKind.MONTH, date(year, number, 1))


@pytest.fixture
def measured(cast: Cast, catalogue: dict[str, Indicator]) -> dict[str, Indicator]:
    for number in (1, 2, 4):
        measure(catalogue[UKP], cast.rauma, f"2024-{number:02}", numerator=10 * number)
        measure(catalogue[SHARE], cast.rauma, f"2024-{number:02}", numerator=number, denominator=8)
    measure(catalogue[UKP], cast.molde, "2024-02", reason=Reason.HIDDEN)
    measure(catalogue[UKP], cast.molde, "2024-04", numerator=3, status=Status.PARTIAL, as_of=date(2024, 4, 9))
    return catalogue


def test_values_are_those_of_the_series(cast: Cast, measured: dict[str, Indicator]) -> None:
    indicators, actors = [measured[UKP], measured[SHARE]], [cast.rauma.pk, cast.molde.pk]
    found = matrix(indicators, actors)
    assert found.periods == [month(number) for number in (1, 2, 3, 4)]
    series = own_series((each.pk, actor) for each in indicators for actor in actors)
    for i, each in enumerate(indicators):
        for a, actor in enumerate(actors):
            for t, period in enumerate(found.periods):
                points = [one for one in series.get((each.pk, actor), []) if one.period == period]
                alone = points[0].value(each) if points and points[0].is_whole else None
                value = found.values[i, a, t]
                assert (None if np.isnan(value) else value) == alone


def test_a_figure_that_is_hidden_is_there_without_a_number(
    cast: Cast, measured: dict[str, Indicator]
) -> None:
    found = matrix([measured[UKP]], [cast.molde.pk])
    assert found.there[0, 0].tolist() == [True]
    assert np.isnan(found.values).all()


def test_sums_need_every_month(cast: Cast, measured: dict[str, Indicator]) -> None:
    found = matrix([measured[SHARE]], [cast.rauma.pk])
    tops, bottoms = found.sums(month(1), month(2))
    assert (tops[0, 0], bottoms[0, 0]) == (3, 16)
    assert np.isnan(found.sums(month(1), month(4))[0]).all()
    assert np.isnan(found.sums(month(11, 2023), month(2))[0]).all()


def test_a_former_number_is_the_same_place(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    former = make_former(cast.rauma, "1559", until=date(2024, 1, 1))
    measure(catalogue[UKP], former, "2023-12", numerator=7)
    measure(catalogue[UKP], cast.rauma, "2024-01", numerator=8)
    assert matrix([catalogue[UKP]], [cast.rauma.pk]).values[0, 0].tolist() == [7, 8]


def test_made_up_figures_are_told(cast: Cast, measured: dict[str, Indicator]) -> None:
    assert not matrix([measured[UKP]], [cast.rauma.pk]).examples.any()
    Batch.objects.update(is_example=True)
    assert matrix([measured[UKP]], [cast.rauma.pk, cast.steinkjer.pk]).examples.tolist() == [[True, False]]


def test_the_newest_of_each_series_is_judged(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    steady: list[float] = [100, 104, 98, 101, 103, 97, 100, 102, 99, 101, 98, 103]
    for number, value in enumerate(steady, 1):
        measure(catalogue[UKP], cast.rauma, f"2023-{number:02}", numerator=value)
    measure(catalogue[UKP], cast.rauma, "2024-01", numerator=40)
    found = matrix([catalogue[UKP]], [cast.rauma.pk, cast.molde.pk]).newest()
    assert (found.counts.tolist(), found.sides.tolist()) == ([13, 0], [-1, 0])
    assert RULES[found.rules[0]].value == "outside"


@pytest.mark.parametrize("actors", [1, 3])
def test_three_queries_however_many(
    actors: int, cast: Cast, measured: dict[str, Indicator], django_assert_num_queries: object
) -> None:
    wanted: list[Actor] = [cast.rauma, cast.molde, cast.steinkjer][:actors]
    with django_assert_num_queries(3):  # type: ignore[operator]
        matrix(measured.values(), [one.pk for one in wanted])


def test_nobody_and_nothing(cast: Cast, catalogue: dict[str, Indicator]) -> None:
    assert matrix([catalogue[UKP]], []).values.shape == (1, 0, 0)
    assert matrix([], [cast.rauma.pk]).values.shape == (0, 1, 0)


def test_periods_of_another_kind_are_a_table_of_their_own(cast: Cast, measured: dict[str, Indicator]) -> None:
    measure(measured[UKP], cast.rauma, "2023", numerator=99)
    kinds = (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.TERTIAL)
    found = matrices([measured[UKP]], [cast.rauma.pk], kinds=kinds)
    assert tuple(found) == kinds
    years, months, tertials = found.values()
    assert [period.code for period in years.periods] == ["2023"]
    assert years.values.tolist() == [[[99]]]
    assert [period.code for period in months.periods] == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert tertials.values.shape == (1, 1, 0)
