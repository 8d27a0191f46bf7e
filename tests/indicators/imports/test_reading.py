"""What becomes of each value of a file: its outcome, and what the sender is told."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.measurements.models import Breakdown, Measurement
from tests.indicators.imports.conftest import House, long, message

pytestmark = pytest.mark.usefixtures("midsummer")


def test_a_value_is_staged_with_where_it_stood(house: House) -> None:
    value = house.only(house.read(long("", "1539;KPI1;2023;1 234")))
    assert (value.row, value.column, value.raw, value.outcome) == (3, "verdi", "1 234", "new")
    assert value.actor == house.actor("1539")
    assert value.indicator == house.indicator("ukp-dogn")
    assert (value.period_kind, value.period_start) == ("Y", date(2023, 1, 1))
    assert (value.numerator, value.denominator, value.reason, value.status) == (1234.0, None, "", "final")
    assert value.breakdown == Breakdown.objects.get(key="")


def test_nothing_is_measured_by_reading(house: House) -> None:
    house.read(long("1539;KPI1;2023;12"))
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("written", ["KPI1", "kpi1", "ukp-dogn", "UKP-døgn"])
def test_an_indicator_is_known_by_id_short_name_and_title(house: House, written: str) -> None:
    title = house.indicator("ukp-dogn").title_nb
    text = title if written == "UKP-døgn" else written
    assert house.only(house.read(long(f"1539;{text};2023;12"))).indicator == house.indicator("ukp-dogn")


def test_an_indicator_chosen_for_the_file_is_used_for_all_of_it(house: House) -> None:
    upload = house.read("kommune;år;verdi\nRauma;2023;7\n", indicator=house.indicator("ukp-dogn"))
    assert house.only(upload).indicator == house.indicator("ukp-dogn")


def test_a_sender_with_one_actor_need_not_name_it(house: House) -> None:
    rauma = house.actor("1539")
    upload = house.read("indikator;periode;verdi\nKPI1;2023;7\n", allowed_actors=[rauma.pk])
    assert house.only(upload).actor == rauma


def test_a_sender_may_not_register_for_others(house: House) -> None:
    upload = house.read(long("1506;KPI1;2023;7", "1539;KPI1;2023;8"), allowed_actors=[house.actor("1539").pk])
    assert house.counts(upload) == {"new": 1, "rejected": 1}
    assert house.faults(upload)[0][3] == "Du kan ikke registrere verdier for Molde. Ta bort raden."


def test_all_faults_of_all_rows_are_told(house: House) -> None:
    upload = house.read(long("9999;KPI77;i fjor;ca. 12", "1539;KPI1;2023;12 av 15"))
    found = house.faults(upload)
    assert [(row, column, value) for row, column, value, _ in found] == [
        (2, "indikator", "KPI77"),
        (2, "periode", "i fjor"),
        (2, "kommunenr", "9999"),
        (2, "verdi", "ca. 12"),
        (3, "verdi", "12 av 15"),
    ]
    assert all(text.endswith((".", "?")) for *_, text in found)


def test_a_name_and_a_number_that_disagree_are_refused(house: House) -> None:
    upload = house.read("kommunenr;kommune;indikator;år;verdi\n1539;Molde;KPI1;2023;5\n")
    assert "Rett det som er feil" in message(house, upload)


def test_a_lost_leading_zero_is_read_and_said_aloud(house: House) -> None:
    upload = house.read(long("301;KPI1;2023;5"))
    assert house.only(upload).actor == house.actor("0301")
    assert any("nullen foran manglet" in note for note in upload.understood["notes"])


def test_the_narrowest_named_actor_is_meant(house: House) -> None:
    content = "fylke;kommune;bydel;indikator;år;verdi\nOslo;Oslo;Sagene;KPI1;2023;5\nOslo;Oslo;;KPI1;2023;6\n"
    kinds = [value.actor.kind for value in house.read(content).staged.all() if value.actor]
    assert kinds == ["district", "municipality"]


@pytest.mark.parametrize(
    ("header", "row", "period"),
    [
        ("år;måned", "2023;3", ("M", date(2023, 3, 1))),
        ("år;måned", "2023;mars", ("M", date(2023, 3, 1))),
        ("år;tertial", "2023;2", ("T", date(2023, 5, 1))),
        ("år;kvartal", "2023;K4", ("Q", date(2023, 10, 1))),
        ("uke;år", "7;2024", ("W", date(2024, 2, 12))),
        ("år;måned", "2023;", ("Y", date(2023, 1, 1))),
    ],
)
def test_a_period_may_stand_in_two_columns(
    house: House, header: str, row: str, period: tuple[str, date]
) -> None:
    value = house.only(house.read(f"kommune;indikator;{header};verdi\nRauma;KPI1;{row};5\n"))
    assert (value.period_kind, value.period_start, value.message) == (*period, "")


WIDE = "kommune;indikator;2022;2023;mars 2024\n"


def test_periods_as_columns_give_a_value_for_each_filled_cell(house: House) -> None:
    upload = house.read(WIDE + "Rauma;KPI1;5;;7\n")
    assert list(upload.staged.values_list("row", "column", "period_kind", "numerator")) == [
        (2, "2022", "Y", 5.0),
        (2, "mars 2024", "M", 7.0),
    ]


def test_a_fault_in_a_wide_row_is_told_for_its_own_cell(house: House) -> None:
    upload = house.read(WIDE + "Rauma;KPI1;5;x;7\n")
    assert house.counts(upload) == {"new": 2, "rejected": 1}
    assert house.faults(upload)[0][:3] == (2, "2023", "x")


ADHD = "aktør;alder;indikator;år;verdi\n"


def test_a_breakdown_is_known_by_code_and_by_name(house: House) -> None:
    content = (
        ADHD + "Rauma;0-17;BU5;2023;3\nRauma;18-25;BU5;2023;4\nRauma;Alle;BU5;2023;7\nMolde;;BU5;2023;9\n"
    )
    keys = house.read(content).staged.values_list("breakdown__key", flat=True)
    assert list(keys) == ["alder=0-17", "alder=18-25", "", ""]


def test_an_unknown_category_is_refused_with_the_known_ones(house: House) -> None:
    said = message(house, house.read(ADHD + "Rauma;voksne;BU5;2023;3\n"))
    assert "«voksne» er ikke en kategori av alder" in said
    assert "18-25" in said


def test_a_breakdown_the_indicator_does_not_have_is_refused(house: House) -> None:
    assert "deles ikke opp etter alder" in message(house, house.read(ADHD + "Rauma;0-17;KPI1;2023;3\n"))


def test_two_rows_for_the_same_key_are_both_refused_and_name_each_other(house: House) -> None:
    upload = house.read(long("1539;KPI1;2023;5", "1506;KPI1;2023;1", "Rauma;KPI1;2023;6"))
    assert house.counts(upload) == {"new": 1, "rejected": 2}
    assert [(row, text) for row, _, _, text in house.faults(upload)] == [
        (2, "Samme aktør, periode og måleindikator står også på rad 4. Behold bare den ene."),
        (4, "Samme aktør, periode og måleindikator står også på rad 2. Behold bare den ene."),
    ]


def test_three_of_the_same_are_counted(house: House) -> None:
    upload = house.read(long(*["1539;KPI1;2023;5"] * 3))
    assert all("(i alt 3 ganger)" in text for *_, text in house.faults(upload))


def test_against_what_is_measured_a_value_is_new_changed_or_the_same(house: House) -> None:
    house.save(long("1539;KPI1;2023;5", "1506;KPI1;2023;6"))
    upload = house.read(long("1539;KPI1;2023;5", "1506;KPI1;2023;7", "1547;KPI1;2023;8"))
    assert house.counts(upload) == {"new": 1, "changed": 1, "same": 1}


def test_a_change_of_status_alone_is_a_change(house: House) -> None:
    house.save(long("1539;KPI1;2023;5*"))
    assert house.counts(house.read(long("1539;KPI1;2023;5"))) == {"changed": 1}


def test_a_figure_that_gains_a_part_is_changed(house: House) -> None:
    """An empty column against a filled one is a difference, in both directions."""
    header = "kommunenr;indikator;periode;verdi;nevner"
    house.save(long("1539;BU3;2023;:;", header=header))
    assert house.counts(house.read(long("1539;BU3;2023;:;120", header=header))) == {"changed": 1}
    house.save(long("1539;BU3;2023;:;120", header=header))
    assert house.counts(house.read(long("1539;BU3;2023;:;", header=header))) == {"changed": 1}


def test_the_same_cells_are_judged_anew_for_another_indicator_and_another_time(house: House) -> None:
    """Ålesund got the number 1508 in 2024; 5,5 is wrong for both indicators, each by its own name."""
    upload = house.read(
        long("1508;KPI1;2024-03;5", "1508;KPI1;2022;5", "1539;KPI1;2023;5,5", "1539;BU1;2023;5,5")
    )
    assert house.counts(upload) == {"new": 1, "rejected": 3}
    said = [text for *_, text in house.faults(upload)]
    assert "finnes først fra 01.01.2024" in said[0]
    assert house.indicator("ukp-dogn").title in said[1]
    assert house.indicator("bup-nyhenviste").title in said[2]


@pytest.mark.parametrize(("written", "read"), [("1539.0", "1539"), ("301.0", "0301")])
def test_a_code_that_has_been_a_decimal_number_is_still_a_code(house: House, written: str, read: str) -> None:
    upload = house.read(long(f"{written};KPI1;2024-03;12"))
    assert house.counts(upload) == {"new": 1}
    assert house.only(upload).actor == house.actor(read)


def test_cells_to_the_right_of_the_last_heading_are_said_aloud(house: House) -> None:
    content = "kommunenr;indikator;periode;verdi\n1539;KPI1;2023;5;se merknad\n1506;KPI1;2023;6;\n"
    assert house.read(content).understood["notes"] == [
        "1 rad har noe til høyre for siste overskrift. Det er ikke lest."
    ]


def test_a_column_with_a_heading_nobody_uses_is_not_beyond_it(house: House) -> None:
    content = "kommunenr;indikator;periode;verdi;merknad\n1539;KPI1;2023;5;se her\n"
    assert house.read(content).understood["notes"] == []
