import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from indicators.statistics.quantiles import chi_square_quantile

LEVELS = [0.001, 0.025, 0.5, 0.975, 0.999]


@pytest.mark.parametrize("p", LEVELS)
def test_it_agrees_with_scipy_from_tiny_to_large(p: float) -> None:
    df = np.concatenate([np.linspace(0.01, 40, 400), np.geomspace(40, 200_000, 50)])
    assert chi_square_quantile(p, df) == pytest.approx(chi2.ppf(p, df), rel=1e-10, abs=1e-290)


@given(st.floats(0.001, 0.999), st.floats(0.05, 5000))
def test_it_agrees_with_scipy_anywhere(p: float, df: float) -> None:
    assert float(chi_square_quantile(p, df)[0]) == pytest.approx(float(chi2.ppf(p, df)), rel=1e-8, abs=1e-200)


def test_no_degrees_of_freedom_gives_zero() -> None:
    assert list(chi_square_quantile(0.975, [0, 2])) == pytest.approx([0, 7.3777589])


@pytest.mark.parametrize(("p", "df"), [(0, 1), (1, 1), (0.5, -1), (0.5, float("nan"))])
def test_it_refuses_what_has_no_answer(p: float, df: float) -> None:
    with pytest.raises(ValueError, match="frihetsgrader"):
        chi_square_quantile(p, df)
