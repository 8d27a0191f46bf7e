from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gevinst.plans.attainment import Assessment, AttainmentStatus, assess
from gevinst.plans.path import Ambition, AmbitionForm, Baseline, Milestone, MilestoneBasis
from indicators.statistics.direction import Direction

START, HALFWAY, END = date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)
TODAY = date(2025, 6, 30)
UKP = Baseline(value=9990, on=START)
AT_MOST_1000 = Ambition(form=AmbitionForm.AT_MOST, target=1000, by=END)
HALF_OF_BASELINE = Milestone(HALFWAY, MilestoneBasis.OF_BASELINE, 50)
HALF_OF_WAY = Milestone(HALFWAY, MilestoneBasis.OF_WAY, 50)


def ukp(*series: tuple[date, float], milestones: Sequence[Milestone] = (HALF_OF_BASELINE,)) -> Assessment:
    return assess(
        baseline=UKP,
        ambition=AT_MOST_1000,
        direction=Direction.DOWN,
        milestones=milestones,
        series=series,
        today=TODAY,
    )


def held(value: float, *, ambition: Ambition, direction: Direction = Direction.HOLD) -> Assessment:
    return assess(
        baseline=Baseline(value=16, on=START),
        ambition=ambition,
        direction=direction,
        series=[(HALFWAY, value)],
        today=TODAY,
    )


def months(first: date, values: Sequence[float]) -> list[tuple[date, float]]:
    return [(first + timedelta(days=30 * i), value) for i, value in enumerate(values)]


def test_the_course_from_nullpunkt_to_ambition() -> None:
    assert ukp((HALFWAY, 5200)).status is AttainmentStatus.BEHIND
    assert ukp((HALFWAY, 4995)).status is AttainmentStatus.ON_TRACK
    assert ukp((END, 1000)).status is AttainmentStatus.REACHED
    assert ukp((END, 1001)).status is AttainmentStatus.BEHIND


def test_the_basis_of_the_milestone_decides_whether_5200_is_behind() -> None:
    assert ukp((HALFWAY, 5200), milestones=[HALF_OF_WAY]).status is AttainmentStatus.ON_TRACK


def test_percent_over_100_is_kept_and_capped_only_in_the_bar() -> None:
    found = ukp((END, 101))
    assert found.percent == pytest.approx(110)
    assert found.bar == 100


def test_percent_below_0_is_kept_and_is_the_wrong_direction() -> None:
    found = ukp((date(2023, 6, 30), 10500), (HALFWAY, 10889))
    assert found.status is AttainmentStatus.WRONG_DIRECTION
    assert found.percent == pytest.approx(-10)
    assert found.bar == 0


def test_the_explanation_says_the_figures_in_norwegian() -> None:
    assert ukp((HALFWAY, 5495)).explanation == (
        "Målt 5\u00a0495: 50\u00a0% av veien fra 9\u00a0990 til 1\u00a0000. "
        "Forventet 4\u00a0995 den 31.12.2023."
    )


def test_values_are_written_in_the_indicators_own_form() -> None:
    found = assess(
        baseline=Baseline(value=70, on=START),
        ambition=Ambition(form=AmbitionForm.AT_LEAST, target=90, by=END),
        direction=Direction.UP,
        series=[(END, 91)],
        today=TODAY,
        show=lambda value: f"{value:.0f}\u00a0%",
    )
    assert found.explanation == "Målt 91\u00a0%: 105\u00a0% av veien fra 70\u00a0% til 90\u00a0%."


def test_one_measurement_before_any_milestone_is_too_few() -> None:
    found = ukp((date(2023, 3, 31), 9000))
    assert found.status is AttainmentStatus.TOO_FEW
    assert found.percent == pytest.approx(11.01, abs=0.01)
    assert ukp((date(2023, 3, 31), 9000), (date(2023, 4, 30), 8000)).status is AttainmentStatus.ON_TRACK


def test_one_measurement_is_enough_when_the_ambition_is_reached() -> None:
    assert ukp((date(2023, 3, 31), 900)).status is AttainmentStatus.REACHED


def test_no_baseline_is_a_state_and_no_zero() -> None:
    found = assess(
        baseline=None, ambition=AT_MOST_1000, direction=Direction.DOWN, series=[(HALFWAY, 500)], today=TODAY
    )
    assert (found.status, found.percent) == (AttainmentStatus.MISSING_BASELINE, None)


@pytest.mark.parametrize(
    ("due", "explanation"),
    [
        (date(2025, 9, 1), "Nullpunktet skal etableres innen 01.09.2025."),
        (date(2025, 6, 1), "Nullpunktet skulle vært etablert innen 01.06.2025."),
    ],
)
def test_a_baseline_to_be_established_has_a_due_date(due: date, explanation: str) -> None:
    found = assess(baseline=Baseline(due=due), ambition=AT_MOST_1000, direction=Direction.DOWN, today=TODAY)
    assert found.status is AttainmentStatus.BASELINE_TO_BE_ESTABLISHED
    assert found.explanation == explanation


def test_the_baseline_itself_and_future_days_are_no_measurements() -> None:
    found = ukp((START, 9990), (TODAY + timedelta(days=1), 500))
    assert found.status is AttainmentStatus.MISSING_MEASUREMENT
    assert found.latest is None
    assert found.expected_now == 1000


def test_an_unset_ambition_is_said_and_not_judged() -> None:
    found = assess(baseline=UKP, ambition=None, direction=Direction.DOWN, series=[(HALFWAY, 5)], today=TODAY)
    assert (found.status, found.percent) == (AttainmentStatus.MISSING_AMBITION, None)


def test_a_hold_target_is_inside_or_outside_and_never_a_percent() -> None:
    hold = Ambition(form=AmbitionForm.HOLD, tolerance=1, by=END)
    for value, status in [
        (17, "reached"),
        (15, "reached"),
        (17.1, "wrong_direction"),
        (14.9, "wrong_direction"),
    ]:
        found = held(value, ambition=hold)
        assert found.status == status
        assert (found.percent, found.bar, found.path) == (None, None, ())


def test_better_than_held_is_not_the_wrong_direction() -> None:
    hold = Ambition(form=AmbitionForm.HOLD, tolerance=1)
    assert held(10, ambition=hold, direction=Direction.DOWN).status is AttainmentStatus.REACHED
    assert held(20, ambition=hold, direction=Direction.DOWN).status is AttainmentStatus.WRONG_DIRECTION


def test_a_limit_the_baseline_already_keeps_is_held() -> None:
    at_most_20 = Ambition(form=AmbitionForm.AT_MOST, target=20, by=END)
    assert held(19, ambition=at_most_20).status is AttainmentStatus.REACHED
    assert held(19, ambition=at_most_20).percent is None
    assert held(21, ambition=at_most_20).status is AttainmentStatus.WRONG_DIRECTION


def test_a_target_of_exactly_can_be_passed_and_is_then_not_reached() -> None:
    exactly_20 = Ambition(form=AmbitionForm.EQUAL, target=20, tolerance=0.5, by=END)
    assert held(20.4, ambition=exactly_20).status is AttainmentStatus.REACHED
    found = assess(
        baseline=Baseline(value=16, on=START),
        ambition=exactly_20,
        direction=Direction.UP,
        series=[(date(2023, 6, 30), 18), (HALFWAY, 24)],
        today=TODAY,
    )
    assert (found.status, found.percent) == (AttainmentStatus.BEHIND, 200)
    assert found.explanation.endswith("Det er forbi ambisjonen.")


def test_zero_is_a_legal_target_and_a_legal_baseline() -> None:
    to_zero = Ambition(form=AmbitionForm.AT_MOST, target=0, by=END)
    assert held(0, ambition=to_zero).status is AttainmentStatus.REACHED
    assert held(4, ambition=to_zero).percent == 75
    from_zero = assess(
        baseline=Baseline(value=0, on=START),
        ambition=Ambition(form=AmbitionForm.AT_LEAST, target=500, by=END),
        direction=Direction.UP,
        series=[(HALFWAY, 250)],
        today=TODAY,
    )
    assert from_zero.percent == 50


def test_an_ambition_without_a_deadline_only_looks_at_the_direction() -> None:
    open_ended = Ambition(form=AmbitionForm.AT_MOST, target=5)
    for value, status in [(12, "on_track"), (16, "behind"), (18, "wrong_direction")]:
        found = assess(
            baseline=Baseline(value=16, on=START),
            ambition=open_ended,
            direction=Direction.DOWN,
            series=[(date(2023, 6, 30), 15), (HALFWAY, value)],
            today=TODAY,
        )
        assert (found.status, found.expected_now) == (status, None)


def test_every_status_has_its_own_words() -> None:
    assert [status.words for status in AttainmentStatus] == [
        "nådd",
        "på vei",
        "bak plan",
        "feil retning",
        "for få målinger",
        "mangler nullpunkt",
        "mangler måling",
        "mangler ambisjon",
        "nullpunkt må etableres",
    ]


values = st.integers(-1000, 1000).map(float)


@given(
    values,
    values,
    st.sampled_from(AmbitionForm),
    st.lists(st.tuples(st.dates(START, TODAY), values), max_size=30),
)
def test_every_plan_gets_a_status_and_an_explanation(
    baseline: float, target: float, form: AmbitionForm, series: list[tuple[date, float]]
) -> None:
    found = assess(
        baseline=Baseline(value=baseline, on=START),
        ambition=Ambition(form=form, target=target, by=END),
        direction=Direction.DOWN,
        series=series,
        today=TODAY,
    )
    assert found.explanation
    assert (found.latest is None) == (found.status is AttainmentStatus.MISSING_MEASUREMENT)
    assert found.bar is None or 0 <= found.bar <= 100


@given(values, st.integers(1, 1000), st.lists(values, max_size=25))
def test_a_mirrored_plan_has_the_mirrored_status(baseline: float, way: int, after: list[float]) -> None:
    def status(sign: int, form: AmbitionForm, direction: Direction) -> AttainmentStatus:
        return assess(
            baseline=Baseline(value=sign * baseline, on=START),
            ambition=Ambition(form=form, target=sign * (baseline + way), by=END),
            direction=direction,
            series=months(START + timedelta(days=30), [sign * value for value in after]),
            today=TODAY,
        ).status

    up = status(1, AmbitionForm.AT_LEAST, Direction.UP)
    assert up is status(-1, AmbitionForm.AT_MOST, Direction.DOWN)
