import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.measurements.values import (
    NumberError,
    Reading,
    Reason,
    describe_reason,
    format_duration,
    format_number,
    parse_number,
    round_half_up,
    symbol,
)

DATA = Path(__file__).parents[3].parent / "shared" / "data"

NUMBERS = {
    "1 234,5": 1234.5,
    "1\u00a0234,5": 1234.5,
    "1\u202f234\u202f567": 1234567,
    "1234,5": 1234.5,
    "1234.5": 1234.5,
    "0,12": 0.12,
    "12,345": 12.345,
    "1.2345": 1.2345,
    "−12": -12,
    "-12": -12,
    "−75,63": -75.63,
    "0": 0,
    " 12 ": 12,
}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_it_reads_the_accepted_numbers(text: str, number: float) -> None:
    assert parse_number(text) == Reading(number)


@pytest.mark.parametrize("text", ["21,74 %", "21,74%", "21.74\u00a0%"])
def test_a_percent_keeps_its_unit(text: str) -> None:
    assert parse_number(text) == Reading(21.74, unit="%")


@pytest.mark.parametrize(
    ("text", "bound", "unit"), [("<5", 5, ""), ("< 1", 1, ""), ("<1 %", 1, "%"), ("< 0,5", 0.5, "")]
)
def test_less_than_is_a_bound_and_never_a_number(text: str, bound: float, unit: str) -> None:
    assert parse_number(text) == Reading(None, Reason.BELOW, bound=bound, unit=unit)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("9 d 07 t 40 min", 9 * 1440 + 7 * 60 + 40),
        ("13 t 05 min", 785),
        ("4 t 00 min", 240),
        ("0 min", 0),
        ("1210 d 07 t 30 min", 1_742_850),
        ("1 210 d 07 t 30 min", 1_742_850),
    ],
)
def test_a_duration_is_minutes_and_a_day_is_24_hours(text: str, minutes: int) -> None:
    assert parse_number(text) == Reading(minutes, unit="min")


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        (".", Reason.NOT_POSSIBLE),
        ("..", Reason.MISSING),
        ("...", Reason.NOT_YET),
        ("…", Reason.NOT_YET),
        (":", Reason.HIDDEN),
    ],
)
def test_a_symbol_is_a_reason_and_no_number(sign: str, reason: Reason) -> None:
    assert parse_number(sign) == Reading(None, reason)


@pytest.mark.parametrize("text", ["12*", "12 *", "12\u00a0*"])
def test_a_star_behind_a_number_means_preliminary(text: str) -> None:
    assert parse_number(text) == Reading(12.0, preliminary=True)


def test_nil_is_zero_by_definition_with_its_reason() -> None:
    assert parse_number("-") == Reading(0.0, Reason.NIL)


def test_it_rejects_a_suppressed_value_as_zero() -> None:
    assert parse_number(":").number is None
    assert parse_number(":").reason is Reason.HIDDEN


def test_a_star_makes_it_preliminary() -> None:
    assert parse_number("123*") == Reading(123, preliminary=True)
    assert parse_number("21,7 %*") == Reading(21.7, unit="%", preliminary=True)


@pytest.mark.parametrize(("cell", "number"), [(5, 5.0), (5.5, 5.5), (-3, -3.0), (0, 0.0)])
def test_it_reads_spreadsheet_numbers(cell: object, number: float) -> None:
    assert parse_number(cell) == Reading(number)


REFUSED = {
    "": "Cellen er tom",
    "–": "både null og at tallet mangler",
    "—": "både null og at tallet mangler",
    "*": "etter et foreløpig tall",
    "12 av 15": "teller og nevner",
    "12/15": "teller og nevner",
    "ca. 12": "målte tallet",
    "2023: 14": "Perioden hører hjemme",
    "1 23": "grupper på tre sifre",
    "12 34 567": "grupper på tre sifre",
    "1\u00a0234 567": "grupper på tre sifre",
    "12-15": "spenn",
    "12 stk": "Enheten",
    "kr 500": "Skriv tallet som",
    "=1+1": "formel",
    "#DIV/0!": "feil fra regnearket",
    "NaN": "mangler",
    "1e5": "helt ut",
    "1,234,567": "Skriv tallet som",
    "1.234": "Skriv 1234 eller 1,234",
    "0.123": "Skriv 1234 eller 1,234",
    "1.234.567": "Skriv 1234 eller 1,234",
    ">5": "mindre enn",
    ">=5": "mindre enn",
    "≤5": "mindre enn",
    "<0": "mindre enn",
    "<-5": "mindre enn",
    "0301": "kode",
    "5,": "Skriv tallet som",
    ",5": "Skriv tallet som",
    "+5": "Skriv tallet som",
    "--5": "Skriv tallet som",
    "- 5": "Skriv tallet som",
    "5**": "Skriv tallet som",
    "..*": "Skriv tallet som",
    "٣": "Skriv tallet som",
    "½": "Skriv tallet som",
    "1 d 25 t 10 min": "høyst 23 t",
    "1 t 75 min": "høyst 23 t",
    "12 t": "høyst 23 t",
    "9" * 400: "Skriv tallet som",
    "9" * 17: "kan brukes",
}


@pytest.mark.parametrize(("text", "hint"), REFUSED.items())
def test_it_refuses_everything_else_and_says_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(NumberError, match=hint):
        parse_number(text)


@pytest.mark.parametrize(
    "cell", [None, True, False, float("nan"), float("inf"), 1e309, 10**400, -(10**16), [], b"5"]
)
def test_it_refuses_cells_that_are_no_usable_number(cell: object) -> None:
    with pytest.raises(NumberError):
        parse_number(cell)


@pytest.mark.parametrize("text", ["01019012345", "010190 12345", "pasient 01019012345"])
def test_it_never_repeats_a_fodselsnummer(text: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert "12345" not in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_is_a_reading_or_a_number_error(text: str) -> None:
    try:
        reading = parse_number(text)
    except NumberError:
        return
    assert (reading.number is None) == (reading.reason not in (Reason.NONE, Reason.NIL))


amounts = st.floats(-1e12, 1e12).map(lambda x: x + 0.0)


@given(amounts, st.integers(0, 4))
def test_what_is_written_is_read_back(x: float, decimals: int) -> None:
    assert parse_number(format_number(x, decimals)).number == float(round_half_up(x, decimals))


@given(amounts, st.integers(0, 2), st.sampled_from("abcxyzæøå=/:;+_'\"()"), st.data())
def test_a_number_with_a_stray_sign_in_it_is_refused(
    x: float, decimals: int, sign: str, data: st.DataObject
) -> None:
    text = format_number(x, decimals)
    at = data.draw(st.integers(0, len(text)))
    with pytest.raises(NumberError):
        parse_number(text[:at] + sign + text[at:])


@given(st.integers(0, 10**8))
def test_a_written_duration_is_read_back(minutes: int) -> None:
    assert parse_number(format_duration(minutes)) == Reading(minutes, unit="min")


def test_durations_are_written_as_the_source_writes_them() -> None:
    assert format_duration(13420) == "9 d 07 t 40 min"
    assert format_duration(240) == "4 t 00 min"
    assert format_duration(59.5) == "1 t 00 min"
    assert format_duration(0) == "0 min"
    assert format_duration(-65) == "−1 t 05 min"


def test_symbols_are_read_back_as_their_reason() -> None:
    for reason in set(Reason) - {Reason.NONE, Reason.BELOW}:
        assert parse_number(symbol(reason)).reason is reason
    assert symbol(Reason.NONE) == ""


def test_every_reason_has_its_own_words() -> None:
    words = {describe_reason(reason) for reason in Reason}
    assert len(words) == len(Reason)
    assert describe_reason(Reason.HIDDEN) == "vises ikke av hensyn til personvern"
    assert describe_reason(Reason.NONE) == ""


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data finnes ikke")
def test_every_figure_of_the_leader_dashboard_is_read() -> None:
    with (DATA / "leder_avtaler_2021_2022.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter=";"))
    readings = {(row[1], i): parse_number(row[i]) for row in rows[1:] for i in range(3, 10) if row[i]}
    assert len(readings) == 12 * 7 - 6
    assert readings["Utnyttelse av klinikertid", 8] == Reading(None, Reason.BELOW, bound=1, unit="%")
    assert readings["Ubenyttede bookinger", 3] == Reading(135_816)
    units = {row[1]: {readings[row[1], i].unit for i in range(3, 10) if row[i]} for row in rows[1:]}
    assert {name for name, unit in units.items() if unit == {"min"}} == {r[1] for r in rows if r[2] == "tid"}


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data finnes ikke")
@pytest.mark.parametrize(
    "name", ["ld_ukp_2021", "bup_avviste_2022", "adhd_bydel_2022", "bup_diagnosegrupper_2018_2022"]
)
def test_every_figure_of_the_published_tables_is_read(name: str) -> None:
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter=";"))
    cells = [
        cell
        for row in rows[1:]
        for cell in row[3:]
        if re.fullmatch(r"[-0-9].*[0-9]", cell) and cell != "0-17"
    ]
    assert len(cells) > 20
    for cell in cells:
        assert parse_number(cell).number is not None
