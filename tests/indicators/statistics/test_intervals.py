from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from indicators.statistics.intervals import Z95, Z998, byar, wilson


def test_wilson_agrees_with_scipy() -> None:
    for numerator, denominator in [(402, 1849), (3, 18), (1, 2), (0, 10), (10, 10), (24, 207)]:
        theirs = binomtest(numerator, denominator).proportion_ci(method="wilson")
        assert wilson(numerator, denominator, 1.959963984540054) == pytest.approx(
            (theirs.low, theirs.high), abs=1e-12
        )


def test_wilson_gives_a_width_even_where_nothing_happened() -> None:
    assert wilson(0, 20).low == 0
    assert wilson(0, 20).high == pytest.approx(0.1611, abs=1e-4)
    assert wilson(20, 20).high == 1


@pytest.mark.parametrize(("numerator", "denominator"), [(5, 4), (-1, 4), (0, 0), (float("nan"), 4)])
def test_wilson_refuses_what_is_no_proportion(numerator: float, denominator: float) -> None:
    with pytest.raises(ValueError, match="ikke en andel"):
        wilson(numerator, denominator)


@given(st.integers(1, 10**6), st.data())
def test_wilson_holds_the_proportion_and_narrows_with_z(denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(0, denominator))
    narrow, wide = wilson(numerator, denominator), wilson(numerator, denominator, Z998)
    assert 0 <= wide.low <= narrow.low <= numerator / denominator <= narrow.high <= wide.high <= 1


def test_byar_gives_the_textbook_limits() -> None:
    assert byar(100) == pytest.approx((81.36, 121.63), abs=0.01)
    assert byar(0) == pytest.approx((0, 3.67), abs=0.1)


@pytest.mark.parametrize("count", [1, 7, 65, 1284])
@pytest.mark.parametrize("z", [Z95, Z998])
def test_byar_agrees_to_six_digits_with_exact_decimals(count: int, z: float) -> None:
    with localcontext() as exact:
        exact.prec = 50
        low, high = (
            n * (1 - 1 / (9 * n) + sign * Decimal(str(z)) / (3 * n.sqrt())) ** 3
            for n, sign in ((Decimal(count), -1), (Decimal(count + 1), 1))
        )
    assert byar(count, z) == pytest.approx((max(float(low), 0.0), float(high)), rel=1e-9, abs=1e-9)


@given(st.integers(0, 10**7))
def test_byar_holds_the_count(count: int) -> None:
    narrow, wide = byar(count), byar(count, Z998)
    assert 0 <= wide.low <= narrow.low <= count <= narrow.high <= wide.high


@pytest.mark.parametrize("count", [-1, float("nan")])
def test_byar_refuses_what_is_no_count(count: float) -> None:
    with pytest.raises(ValueError, match="ikke et antall"):
        byar(count)
