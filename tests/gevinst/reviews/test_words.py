from __future__ import annotations

import pytest

from gevinst.plans.models import Contribution
from gevinst.reviews import words
from tests.gevinst.reviews.conftest import DEVIATES, GOES_WELL, REACHES, measured, prepared

PERIOD = "12 måneder til og med desember 2025"


@pytest.mark.parametrize(
    ("monthly", "said"),
    [
        (REACHES, f"36 døgn i {PERIOD}. Ambisjonen på 40 døgn er nådd."),
        (GOES_WELL, f"48 døgn i {PERIOD}: 90 % av veien fra 120 døgn til 40 døgn. Planen ventet 72 døgn."),
        (
            10.0,
            f"120 døgn i {PERIOD}, mot 120 døgn ved nullpunktet: ingen sikker bedring ennå. "
            "Planen ventet 72 døgn.",
        ),
        (None, "Ingen måling etter nullpunktet på 120 døgn."),
    ],
)
def test_the_finding_comes_first_and_in_words(
    contribution: Contribution, monthly: float | None, said: str
) -> None:
    if monthly:
        measured(contribution, monthly)
    assert words.finding(prepared(contribution)).replace("\u00a0", " ") == said


def test_the_sentence_can_be_read_aloud(contribution: Contribution) -> None:
    measured(contribution, DEVIATES)
    review = prepared(contribution)
    assert words.sentence([review]) == "1 gevinst er klar for oppfølging: 1 har avvik."
