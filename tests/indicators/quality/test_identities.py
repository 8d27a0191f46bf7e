"""Equations between indicators: plain interval arithmetic, on numbers and on arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue.definition import load_definitions
from indicators.catalogue.vocabulary import Operand, load_vocabulary
from indicators.quality.identities import Interval, Known, half_unit, residuals, solved

BED_DAYS = next(each for each in load_vocabulary().identities if each.key == "ukp-dogn")
STAYS = Operand(indicator="ukp-andel-nulldogn", part="denominator")
SAME_DAY = Operand(indicator="ukp-andel-nulldogn", of_100="rest")
LENGTH = Operand(indicator="ukp-liggetid-som-ukp")
AS_OF_2022 = {
    BED_DAYS.whole: Interval.around(9990.0),
    SAME_DAY: Interval.around(70.0).of_100("rest"),
    LENGTH: Interval.around(5.0),
}


def test_every_equation_is_of_indicators_there_are_and_says_what_it_is() -> None:
    slugs = {each.slug for each in load_definitions()}
    for identity in load_vocabulary().identities:
        assert set(identity.indicators) <= slugs
        assert identity.description.nb
        assert identity.description.nn


def test_the_baselines_of_2022_are_6_660_stays() -> None:
    stays = solved(BED_DAYS, AS_OF_2022, STAYS)
    assert stays is not None
    assert float(stays.low) == pytest.approx(6660)


def test_a_factor_may_be_solved_for_as_a_share_too() -> None:
    known = AS_OF_2022 | {
        STAYS: Interval.around(6660.0),
        BED_DAYS.whole: Interval.around(1000.0),
        LENGTH: Interval.around(2.0),
    }
    needed = solved(BED_DAYS, known, SAME_DAY)
    assert needed is not None
    assert float(needed.low) == pytest.approx(92.49, abs=0.01)


def test_figures_that_fit_have_no_residual_and_others_do() -> None:
    shared = {
        "ukp-andel-nulldogn": Known(value=70.0, denominator=6660.0),
        "ukp-liggetid-som-ukp": Known(value=5.0),
    }
    fits, breaks = (
        residuals(shared | {"ukp-dogn": Known(value=days)}, [BED_DAYS])[0] for days in (9990.0, 9800.0)
    )
    assert fits.holds
    assert not breaks.holds


def test_rounding_of_a_printed_figure_is_allowed_for() -> None:
    stays = Known(value=70.0, denominator=6660.0, half=0.5)
    known = {
        "ukp-dogn": Known(value=9900.0),
        "ukp-andel-nulldogn": stays,
        "ukp-liggetid-som-ukp": Known(value=5.0),
    }
    assert residuals(known, [BED_DAYS])[0].holds


def test_an_equation_with_an_unknown_is_left_out() -> None:
    assert residuals({"ukp-dogn": Known(value=9990.0)}) == []


def test_half_a_unit_is_of_the_last_decimal_that_shows() -> None:
    assert [float(half_unit(number, 2)) for number in (5.0, 5.6, 5.64)] == [0.5, 0.05, 0.005]


@given(st.floats(1, 1e6), st.floats(0, 99), st.floats(0.1, 100))
def test_what_is_computed_by_the_equation_always_fits_it(stays: float, share: float, length: float) -> None:
    days = stays * (1 - share / 100) * length
    known = {
        "ukp-dogn": Known(value=days),
        "ukp-andel-nulldogn": Known(value=share, denominator=stays),
        "ukp-liggetid-som-ukp": Known(value=length),
    }
    assert residuals(known, [BED_DAYS])[0].holds


def test_arrays_are_judged_each_for_itself() -> None:
    known = {
        "ukp-dogn": Known(value=np.array([9990.0, 9800.0])),
        "ukp-andel-nulldogn": Known(value=np.array([70.0, 70.0]), denominator=np.array([6660.0, 6660.0])),
        "ukp-liggetid-som-ukp": Known(value=np.array([5.0, 5.0])),
    }
    assert list(residuals(known, [BED_DAYS])[0].holds) == [True, False]
