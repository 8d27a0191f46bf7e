from __future__ import annotations

from datetime import date

import pytest

from gevinst.values.uploads import save_label
from gevinst.values.words import finished, plain, runs_of
from indicators.measurements.own import OwnFigure
from indicators.measurements.periods import parse_period
from indicators.measurements.values import Status


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["2026-03"], "mars 2026"),
        (["2026-03", "2026-04"], "mars–april 2026"),
        (["2026-12", "2026-01", "2026-11", "2026-03"], "januar, mars, november–desember 2026"),
        (["2025-12", "2026-01"], "desember 2025–januar 2026"),
        (["2025-03", "2026-01"], "mars 2025, januar 2026"),
    ],
)
def test_periods_in_a_row_are_told_from_the_first_to_the_last(codes: list[str], words: str) -> None:
    assert runs_of(parse_period(code) for code in codes) == words


def test_what_is_not_finished_says_how() -> None:
    lacking = [parse_period("2026-07")]
    assert finished(OwnFigure(numerator=1)) == ""
    assert finished(OwnFigure(numerator=1, status=Status.PRELIMINARY)) == "foreløpig"
    half = OwnFigure(numerator=1, status=Status.PARTIAL, as_of=date(2026, 6, 30))
    assert finished(half, lacking) == "bare til og med 30.06.2026"
    assert finished(OwnFigure(numerator=1, status=Status.PARTIAL), lacking) == "juli 2026 mangler"
    assert finished(OwnFigure(numerator=1, status=Status.PARTIAL)) == "bare en del av perioden"


@pytest.mark.parametrize(("number", "words"), [(12.0, "12"), (12.5, "12,5"), (0.1234, "0,1234"), (None, "–")])
def test_a_numerator_is_told_as_it_was_given(number: float | None, words: str) -> None:
    assert plain(number) == words


@pytest.mark.parametrize(
    ("new", "changed", "words"),
    [
        (1, 0, "Lagre 1 ny verdi"),
        (1284, 12, "Lagre 1 284 nye og 12 endrede verdier"),
        (0, 1, "Lagre 1 endret verdi"),
        (2, 1, "Lagre 2 nye og 1 endret verdi"),
    ],
)
def test_the_button_says_exactly_what_it_does(new: int, changed: int, words: str) -> None:
    assert save_label(new, changed).replace("\u00a0", " ") == words
