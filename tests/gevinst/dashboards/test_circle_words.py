"""How it stands with all that are shown, as one would read it aloud."""

from __future__ import annotations

import pytest

from gevinst.dashboards.boards.indicator.words import of_circle
from indicators.measurements.behaviour import Behaviour, Signal

GOOD, BAD, QUIET, FEW = Signal.IMPROVEMENT, Signal.CONCERN, Signal.COMMON, Signal.TOO_FEW


@pytest.mark.parametrize(
    ("signals", "words"),
    [
        ([GOOD, GOOD], "Alle 2 aktører har en reell forbedring."),
        ([BAD, BAD, BAD], "Alle 3 aktører har en reell forverring."),
        ([GOOD, GOOD, QUIET], "Av 3 aktører har 2 en reell forbedring, og ingen en reell forverring."),
        ([GOOD, BAD], "Av 2 aktører har 1 en reell forbedring og 1 en reell forverring."),
        ([FEW, FEW], "Ingen har nok målinger til å si om noe er endret."),
        ([QUIET, QUIET], "Ingen av 2 aktører har en reell endring."),
        (
            [GOOD, GOOD, FEW],
            "Av 3 aktører har 2 en reell forbedring, og ingen en reell forverring."
            " 1 har for få målinger til å si det.",
        ),
    ],
)
def test_all_of_them_are_said_as_all(signals: list[Signal], words: str) -> None:
    assert of_circle([Behaviour(signal=one) for one in signals]) == words
