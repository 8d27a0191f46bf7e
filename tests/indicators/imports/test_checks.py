"""Which figures are believed, and what is said of the others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.indicators.imports.conftest import House, long, message, workbook

pytestmark = pytest.mark.usefixtures("midsummer")


def test_a_period_the_indicator_is_not_measured_in_is_refused(house: House) -> None:
    upload = house.read(long("1539;BU5;2023-03;5"))
    assert "måles per år. Skriv 2024." in message(house, upload)


def test_a_period_that_has_not_begun_is_refused(house: House) -> None:
    assert "juli 2024 har ikke begynt" in message(house, house.read(long("1539;KPI1;2024-07;5")))


def test_a_running_period_needs_the_day_it_runs_to(house: House) -> None:
    """A running month set against a whole one misleads, so that it is running must be said."""
    assert "juni 2024 er ikke slutt" in message(house, house.read(long("1539;KPI1;2024-06;5")))
    header = "kommunenr;indikator;periode;verdi;per dato"
    value = house.only(house.read(long("1539;KPI1;2024-06;5;10.06.2024", header=header)))
    assert (value.outcome, value.status, value.as_of) == ("new", "partial", date(2024, 6, 10))


def test_a_stock_counted_this_year_is_whole(house: House) -> None:
    assert house.only(house.read(long("1539;BF1;2024;7 012"))).outcome == "new"


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("10.05.2024", "ligger ikke i juni 2024"),
        ("20.06.2024", "er ikke kommet ennå"),
        ("i går", "er ikke en dato"),
    ],
)
def test_the_day_it_runs_to_must_lie_in_the_period_and_be_past(house: House, as_of: str, said: str) -> None:
    header = "kommunenr;indikator;periode;verdi;per dato"
    assert said in message(house, house.read(long(f"1539;KPI1;2024-06;5;{as_of}", header=header)))


def test_part_of_a_period_without_a_day_is_refused(house: House) -> None:
    header = "kommunenr;indikator;periode;verdi;status"
    assert "må ha en dato" in message(house, house.read(long("1539;KPI1;2023;5;hittil", header=header)))
    assert "er ikke en status" in message(house, house.read(long("1539;KPI1;2023;5;ferdig", header=header)))


def test_preliminary_is_kept_from_a_star_or_a_column(house: House) -> None:
    header = "kommunenr;indikator;periode;verdi;status"
    upload = house.read(long("1539;KPI1;2023;5*;", "1506;KPI1;2023;5;Foreløpig", header=header))
    assert set(upload.staged.values_list("status", flat=True)) == {"preliminary"}


@pytest.mark.parametrize(
    ("written", "reason", "numerator", "stated"),
    [
        ("..", "missing", None, None),
        (":", "hidden", None, None),
        ("-", "nil", 0.0, None),
        ("<5", "below", None, 5.0),
    ],
)
def test_the_signs_for_no_number_are_kept_as_reasons(
    house: House, written: str, reason: str, numerator: float | None, stated: float | None
) -> None:
    value = house.only(house.read(long(f"1539;KPI1;2023;{written}")))
    assert (value.reason, value.numerator, value.stated) == (reason, numerator, stated)


SHARE = "kommunenr;indikator;periode;teller;nevner"


def test_a_share_is_kept_by_its_parts(house: House) -> None:
    value = house.only(house.read(long("1539;BU3;2023;402;1 849", header=SHARE)))
    assert (value.numerator, value.denominator, value.stated, value.raw) == (
        402.0,
        1849.0,
        None,
        "402 / 1 849",
    )


def test_a_share_without_its_parts_is_kept_as_stated(house: House) -> None:
    value = house.only(house.read(long("1539;BU3;2023;21,74 %")))
    assert (value.numerator, value.denominator, value.stated) == (None, None, 21.74)


def test_a_small_numerator_bounds_the_share(house: House) -> None:
    value = house.only(house.read(long("1539;BU3;2023;<5;50", header=SHARE)))
    assert (value.reason, value.numerator, value.denominator, value.stated) == ("below", None, 50.0, 10.0)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("60;50", "teller", "større enn nevneren"),
        ("5;", "nevner", "Nevneren mangler"),
        (";50", "teller", "Telleren mangler"),
        ("-5;50", "teller", "mindre enn null"),
        ("5;-50", "nevner", "mindre enn null"),
        ("5 %;50", "teller", "oppgitt i prosent"),
    ],
)
def test_a_share_that_cannot_be_true_is_refused(house: House, row: str, column: str, said: str) -> None:
    upload = house.read(long(f"1539;BU3;2023;{row}", header=SHARE))
    assert house.counts(upload) == {"rejected": 1}
    assert any(where == column and said in text for _, where, _, text in house.faults(upload))


@pytest.mark.parametrize(
    ("indicator", "written", "said"),
    [
        ("KPI1", "-5", "mindre enn null"),
        ("KPI1", "5,5", "ikke et helt tall"),
        ("KPI1", "5 %", "oppgitt i prosent"),
        ("KPI1", "5 t 00 min", "er ikke en varighet"),
        ("KPI1", "", "Cellen er tom"),
        ("KPI1", "SANN", "er ikke et tall"),
        ("BU3", "101 %", "mer enn 100 %"),
        ("LA8", "460", "Skriv tiden med enhet"),
    ],
)
def test_a_figure_that_cannot_be_true_is_refused(
    house: House, indicator: str, written: str, said: str
) -> None:
    assert said in message(house, house.read(long(f"1539;{indicator};2023;{written}")))


def test_a_duration_is_minutes_from_text_and_from_a_time_cell(house: House) -> None:
    head = ["kommunenr", "indikator", "periode", "verdi"]
    book = workbook(
        {
            "Ark": [
                head,
                ["1539", "LA8", "2023", timedelta(hours=33)],
                ["1506", "LA8", "2023", "1 d 09 t 00 min"],
            ]
        }
    )
    upload = house.read(book, name="tid.xlsx")
    assert list(upload.staged.values_list("numerator", flat=True)) == [1980.0, 1980.0]


def test_a_workbook_is_read_like_a_text_file(house: House) -> None:
    """Excel has 2023 and 1539 as numbers, and 1 March as a date."""
    head = ["Kommunenr", "Indikator", "Periode", "Verdi"]
    book = workbook(
        {"Ark": [["Uttrekk"], head, [1539, "KPI1", 2023, 12.0], [1539, "KPI1", date(2024, 3, 1), 3.0]]}
    )
    upload = house.read(book, name="tall.xlsx")
    found = upload.staged.values_list("row", "period_kind", "numerator")
    assert list(found) == [(3, "Y", 12.0), (4, "M", 3.0)]
