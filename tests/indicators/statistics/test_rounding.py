from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.statistics.rounding import format_number, round_half_up


@pytest.mark.parametrize(
    ("x", "decimals", "rounded"),
    [
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (2.675, 2, "2.68"),
        (21.745, 2, "21.75"),
        (1e15, 1, "1e15"),
    ],
)
def test_a_half_goes_away_from_zero(x: float, decimals: int, rounded: str) -> None:
    assert round_half_up(x, decimals) == Decimal(rounded)


@pytest.mark.parametrize("x", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_cannot_be_rounded(x: float) -> None:
    with pytest.raises(ValueError, match="kan ikke avrunde"):
        round_half_up(x)


def test_it_rounds_numpy_numbers_alike() -> None:
    assert round_half_up(np.float64(2.675), 2) == Decimal("2.68")


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_a_percentage_of_whole_numbers_rounds_as_fractions_do(part: int, whole: int, decimals: int) -> None:
    scaled = Fraction(part * 100, whole) * 10**decimals
    exact = Decimal(int(scaled + Fraction(1, 2))).scaleb(-decimals)
    assert round_half_up(part * 100 / whole, decimals) == exact


def test_it_writes_numbers_the_norwegian_way() -> None:
    assert format_number(1234567.891, 1) == "1\u00a0234\u00a0567,9"
    assert format_number(-12.5) == "\u221213"
    assert format_number(6.6, 1, signed=True) == "+6,6"
    assert format_number(-6.6, 1, signed=True) == "\u22126,6"


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert format_number(-0.04, 1) == "0,0"
    assert format_number(0.04, 1, signed=True) == "0,0"
    assert format_number(-0.0) == "0"
