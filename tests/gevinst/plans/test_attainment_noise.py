"""Whether a plan is behind, or its figures only vary as they always have."""

from collections.abc import Sequence
from datetime import date, timedelta

from gevinst.plans.attainment import Assessment, AttainmentStatus, assess
from gevinst.plans.path import Ambition, AmbitionForm, Baseline
from indicators.statistics.direction import Direction
from tests.gevinst.plans.test_attainment import END, START, TODAY, months

NOISE = [100.0, 110, 92, 108, 90, 106, 95, 111, 89, 104, 93, 102]
FIRST = date(2022, 1, 31)


def with_history(after: Sequence[float], *, target: float = 50, overlapping: bool = False) -> Assessment:
    """Twelve noisy months up to the nullpunkt of 100, then these."""
    history = months(FIRST, NOISE)
    on = history[-1][0]
    return assess(
        baseline=Baseline(value=100, on=on),
        ambition=Ambition(form=AmbitionForm.AT_MOST, target=target, by=on + timedelta(days=720)),
        direction=Direction.DOWN,
        series=history + months(on + timedelta(days=30), after),
        overlapping=overlapping,
        today=TODAY,
    )


def test_a_little_behind_the_path_is_the_usual_variation() -> None:
    found = with_history([101, 99])
    assert found.status is AttainmentStatus.ON_TRACK
    assert found.explanation.endswith("Avviket er ikke større enn den vanlige variasjonen.")
    assert found.limits is not None
    assert found.limits.points == 12


def test_without_history_the_same_figures_are_behind() -> None:
    found = assess(
        baseline=Baseline(value=100, on=START),
        ambition=Ambition(form=AmbitionForm.AT_MOST, target=50, by=END),
        direction=Direction.DOWN,
        series=months(START + timedelta(days=30), [98, 99]),
        today=TODAY,
    )
    assert found.status is AttainmentStatus.BEHIND
    assert found.limits is None


def test_overlapping_sums_are_judged_without_limits() -> None:
    found = with_history([101, 99], overlapping=True)
    assert (found.status, found.limits) == (AttainmentStatus.BEHIND, None)


def test_far_from_the_path_is_behind_though_the_figures_vary() -> None:
    assert with_history([101, 99, 102, 100, 99, 101, 98, 100, 101, 99]).status is AttainmentStatus.BEHIND


def test_seven_in_a_row_behind_the_path_is_behind_though_each_is_close() -> None:
    path = [100 - 50 * 30 * (i + 1) / 720 for i in range(7)]
    close = [value + 3 + i % 2 for i, value in enumerate(path)]
    assert with_history(close[:6]).status is AttainmentStatus.ON_TRACK
    assert with_history(close).status is AttainmentStatus.BEHIND


def test_worse_than_the_baseline_by_chance_is_not_the_wrong_direction() -> None:
    assert with_history([104]).status is AttainmentStatus.ON_TRACK
    assert with_history([180]).status is AttainmentStatus.WRONG_DIRECTION


def test_missing_the_deadline_is_behind_however_much_the_figures_vary() -> None:
    on_the_path = [100 - 50 * (i + 1) / 24 for i in range(23)]
    assert with_history([*on_the_path[:-1], on_the_path[-1] + 2]).status is AttainmentStatus.ON_TRACK
    assert with_history([*on_the_path, 52]).status is AttainmentStatus.BEHIND
