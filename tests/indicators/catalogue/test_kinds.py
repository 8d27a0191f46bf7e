"""Kinds: a figure from its parts, and the figure as Norwegian text."""

import pytest

from indicators.catalogue.kinds import KINDS, kind_for
from indicators.catalogue.kinds.kind import Kind

NBSP = "\u00a0"


@pytest.mark.parametrize("code", KINDS)
def test_every_registered_kind_answers_to_its_own_code(code: str) -> None:
    kind = kind_for(code)
    assert isinstance(kind, Kind)
    assert kind.code == code
    assert kind.name
    assert kind.formula_text


def test_an_unknown_kind_is_told_which_there_are() -> None:
    with pytest.raises(ValueError, match=r"Ukjent type «andel»\. Bruk en av: count, share"):
        kind_for("andel")


@pytest.mark.parametrize(
    ("code", "numerator", "denominator", "factor", "figure"),
    [
        ("count", 9990, None, 1, 9990),
        ("share", 402, 1849, 1, 402 / 1849 * 100),
        ("mean", 75, 10, 1, 7.5),
        ("rate", 168, 1000, 1000, 168),
        ("duration", 13420, None, 1, 13420),
    ],
)
def test_a_figure_comes_from_its_parts(
    code: str, numerator: float, denominator: float | None, factor: float, figure: float
) -> None:
    assert kind_for(code).derive(numerator, denominator, None, factor) == pytest.approx(figure)


def test_what_the_source_stated_counts_only_when_a_part_is_missing() -> None:
    share = kind_for("share")
    assert share.derive(None, None, 1.8) == 1.8
    assert share.derive(581, None, 1.8) == 1.8
    assert share.derive(1, 4, 99) == 25
    assert kind_for("count").derive(None, None, 12) == 12


def test_nothing_known_gives_no_figure() -> None:
    assert kind_for("count").derive(None, None, None) is None
    assert kind_for("share").derive(5, None, None) is None


def test_a_denominator_of_zero_gives_no_figure_and_hides_what_was_stated() -> None:
    assert kind_for("share").derive(0, 0, 50) is None


def test_a_numerator_of_zero_is_zero_and_not_missing() -> None:
    assert kind_for("share").derive(0, 12, None) == 0
    assert kind_for("duration").derive(0, None, None) == 0


def test_a_share_of_whole_numbers_lands_on_the_half_it_should_round_from() -> None:
    assert 57 / 200 * 100 < 28.5
    assert kind_for("share").derive(57, 200, None) == 28.5


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (21.7415, 1, "%", f"21,7{NBSP}%"),
        (9990, 0, "døgn", f"9{NBSP}990{NBSP}døgn"),
        (1234567.5, 1, "", f"1{NBSP}234{NBSP}567,5"),
        (2.5, 0, "", "3"),
        (2.675, 2, "", "2,68"),
        (-2.5, 0, "", "−3"),
        (-75.63, 2, "%", f"−75,63{NBSP}%"),
        (-0.4, 0, "", "0"),
        (0.04, 1, "%", f"0,0{NBSP}%"),
        (1e22, 0, "", NBSP.join(["10", *["000"] * 7])),
    ],
)
def test_numbers_are_written_as_norwegians_write_them(
    value: float, decimals: int, unit: str, text: str
) -> None:
    assert kind_for("count").format(value, decimals, unit) == text


def test_a_change_carries_its_sign_and_no_change_carries_none() -> None:
    share = kind_for("share")
    assert share.format(3.2, 1, "prosentpoeng", signed=True) == f"+3,2{NBSP}prosentpoeng"
    assert share.format(-3.2, 1, signed=True) == "−3,2"
    assert share.format(0.04, 1, signed=True) == "0,0"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (9 * 1440 + 7 * 60 + 40, "9 d 07 t 40 min"),
        (1440 + 21 * 60 + 10, "1 d 21 t 10 min"),
        (1440, "1 d 00 t 00 min"),
        (13 * 60 + 5, "13 t 05 min"),
        (4 * 60, "4 t 00 min"),
        (5, "5 min"),
        (0, "0 min"),
        (59.5, "1 t 00 min"),
        (-(7 * 60 + 5), "−7 t 05 min"),
        (-0.2, "0 min"),
        (1210 * 1440 + 7 * 60 + 30, f"1{NBSP}210 d 07 t 30 min"),
    ],
)
def test_a_duration_is_written_in_days_of_24_hours(minutes: float, text: str) -> None:
    written = kind_for("duration").format(minutes, 0, "")
    assert written.replace(f"{NBSP}d", " d").replace(f"{NBSP}t", " t").replace(f"{NBSP}min", " min") == text


def test_a_duration_never_breaks_between_number_and_unit() -> None:
    assert kind_for("duration").format(1505, 0, "") == f"1{NBSP}d 01{NBSP}t 05{NBSP}min"


def test_a_change_of_duration_carries_its_sign() -> None:
    assert kind_for("duration").format(65, 0, "", signed=True) == f"+1{NBSP}t 05{NBSP}min"


def test_only_a_share_changes_in_points() -> None:
    assert [code for code in KINDS if kind_for(code).change_is_in_points] == ["share"]


def test_a_total_of_figures_makes_sense_only_for_counts_and_durations() -> None:
    assert [code for code in KINDS if kind_for(code).value_is_sum] == ["count", "duration"]
