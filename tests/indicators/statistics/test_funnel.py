import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.funnel import Place, _place, funnel, poisson_limits, pooled, proportion_limits
from indicators.statistics.intervals import Z95, Z998

REJECTED = [38, 94, 88, 402]
REFERRED = [674, 824, 552, 1849]
LIMITS = ("LCL95", "UCL95", "LCL99", "UCL99")
ADJUSTED = ("OD95LCL", "OD95UCL", "OD99LCL", "OD99UCL")


def test_the_centre_is_the_groups_own_value_and_no_mean_of_percentages() -> None:
    assert pooled(REJECTED, REFERRED) == 622 / 3899
    assert funnel(REJECTED, REFERRED, is_proportion=True).centre == 622 / 3899


def test_the_group_value_agrees_with_funnelplotr(reference: Callable[[str], Any]) -> None:
    given_ = reference("funnelplotr_reference.json")["aggregate"]
    for group, ratio in given_["expected_rr"].items():
        rows = [i for i, name in enumerate(given_["group"]) if name == group]
        above, below = ([given_[side][i] for i in rows] for side in ("numerator", "denominator"))
        assert pooled(above, below) == pytest.approx(ratio, abs=1e-6)


def test_the_poisson_limits_agree_with_funnelplotr(reference: Callable[[str], Any]) -> None:
    theirs = reference("funnelplotr_reference.json")["poisson_limits"]
    expected = np.array(theirs["expected_count"], dtype=float)
    for alpha, low, high in [(0.05, "ll95", "ul95"), (0.002, "ll99", "ul99")]:
        ours = [limit / expected for limit in poisson_limits(expected, alpha)]
        assert list(ours[0]) == pytest.approx(theirs[low], abs=1e-6)
        assert list(ours[1]) == pytest.approx(theirs[high], abs=1e-6)


def test_beyond_95_and_99_8_percent_is_where_funnelplotr_says(reference: Callable[[str], Any]) -> None:
    theirs = reference("funnelplotr_reference.json")["outliers"]
    for names, adjusted in [(LIMITS, ""), (ADJUSTED, "_adj")]:
        limits = [theirs[name] for name in names]
        places = [_place(ratio, *limits) for ratio in theirs["rr"]]
        assert [int(place is not Place.WITHIN) for place in places] == theirs[f"exp_95{adjusted}"]
        assert [int(place.is_flagged) for place in places] == theirs[f"exp_99{adjusted}"]


def test_the_limits_of_a_proportion_are_those_worked_out_by_hand() -> None:
    sizes = np.array([400.0, 100.0, 2.0])
    low, high = proportion_limits(0.2, sizes, Z95)
    assert list(low) == pytest.approx([0.1608, 0.1216, 0], abs=1e-6)
    assert list(high) == pytest.approx([0.2392, 0.2784, 0.754372], abs=1e-6)
    low, high = proportion_limits(0.2, sizes, Z998)
    assert list(low) == pytest.approx([0.138196, 0.076392, 0], abs=1e-6)
    assert list(high) == pytest.approx([0.261804, 0.323608, 1], abs=1e-6)


def test_rejected_referrals_in_oslo_differ_by_more_than_chance() -> None:
    found = funnel(REJECTED, REFERRED, is_proportion=True)
    assert found.places == (Place.LOW, Place.LOW, Place.WITHIN, Place.HIGH)
    assert [place.is_flagged for place in found.places] == [True, True, False, True]
    assert found.expected_beyond_95 == pytest.approx(0.2)


def test_between_the_two_limits_is_not_flagged() -> None:
    places = funnel([50, 62, 38, 500, 500], [100, 100, 100, 1000, 1000], is_proportion=True).places
    assert places[1:3] == (Place.NEAR_HIGH, Place.NEAR_LOW)
    assert not any(place.is_flagged for place in places)


def test_rates_are_judged_by_exact_poisson_limits() -> None:
    found = funnel([0, 10, 60, 30], [1000, 1000, 1000, 2000], is_proportion=False)
    assert found.centre == 0.02
    assert found.places == (Place.LOW, Place.NEAR_LOW, Place.HIGH, Place.WITHIN)
    assert found.low95[0] * 1000 == pytest.approx(12.2165, abs=1e-4)
    assert found.high95[0] * 1000 == pytest.approx(30.8884, abs=1e-4)


@pytest.mark.parametrize(
    ("above", "below", "is_proportion"),
    [
        ([1], [0], False),
        ([1, 1], [0, 5], False),
        ([-1], [5], False),
        ([6], [5], True),
        ([float("nan")], [5], False),
    ],
)
def test_it_refuses_parts_that_make_no_value(
    above: list[float], below: list[float], is_proportion: bool
) -> None:
    with pytest.raises(ValueError, match="nevner"):
        funnel(above, below, is_proportion=is_proportion)


groups = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 10**5)), min_size=1, max_size=12)


@given(groups, st.booleans())
def test_the_wide_limits_enclose_the_narrow_ones_and_the_centre(
    group: list[tuple[int, int]], share: bool
) -> None:
    above = [min(n, d) if share else n for n, d in group]
    found = funnel(above, [d for _, d in group], is_proportion=share)
    slack = 1e-9
    assert np.all(found.low998 <= found.low95 + slack)
    assert np.all(found.low95 <= found.centre + slack)
    assert np.all(found.centre <= found.high95 + slack)
    assert np.all(found.high95 <= found.high998 + slack)
    assert len(found.places) == len(group)


def test_no_statistics_module_loads_scipy() -> None:
    modules = ["change", "direction", "funnel", "intervals", "quantiles", "rounding", "trend", "xmr"]
    imports = ", ".join(f"indicators.statistics.{name}" for name in modules)
    code = f"import sys, {imports}; sys.exit('scipy' in sys.modules or 'django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
