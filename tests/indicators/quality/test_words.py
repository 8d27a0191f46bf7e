"""Periods are named as a person would: the year once where it is the same."""

from __future__ import annotations

import pytest
from django.utils import translation

from indicators.measurements.periods import parse_period
from indicators.quality.words import listed


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ("2026-04", "april 2026"),
        ("2026-04 2026-05", "april og mai 2026"),
        ("2025-12 2026-01", "desember 2025 og januar 2026"),
        ("2024 2025", "2024 og 2025"),
        ("2026-W07 2026-W08 2026-W09", "uke 7, uke 8 og uke 9 2026"),
        ("2026-01 2026-02 2026-03 2026-04 2026-05", "januar, februar, mars og april 2026, og 1 til"),
    ],
)
def test_periods_are_listed(codes: str, said: str) -> None:
    assert listed([parse_period(code) for code in codes.split()]) == said


def test_the_week_is_nynorsk_for_who_reads_nynorsk() -> None:
    with translation.override("nn"):
        assert listed([parse_period("2026-W07"), parse_period("2026-W08")]) == "veke 7 og veke 8 2026"
