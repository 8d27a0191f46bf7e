"""Tables of other shapes than those of the documents: headings in two rows, rows that are periods, dashes."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from indicators.table_audit.audit import Audit, audit
from indicators.table_audit.grid import grid_of
from indicators.table_audit.paste import rows_of


def control(table: str) -> Audit:
    return audit(rows_of(table))


def told(table: str) -> list[tuple[int, str, str, str]]:
    return [(one.row, one.heading, one.printed, one.computed) for one in control(table).findings]


MERGED = """Kommune;Antall opphold;;;Endring i prosent;
;2020;2021;2022;2020–2021;2021–2022
Rauma;100;110;132;10,0;20,0
Molde;250;200;210;-20,0;5,0
Tynset;80;96;120;20,0;25,0
Røros;480;600;450;25,0;-25,0
"""
BY_YEAR = """Kommune;År;Antall;Endring fra året før (%)
Rauma;2020;100;
Rauma;2021;110;10,0
Rauma;2022;132;20,0
Molde;2020;250;
Molde;2021;200;-20,0
Molde;2022;210;5,0
"""


def test_headings_in_two_rows_are_read_as_one():
    found = control(MERGED)
    assert found.grid.headings[1:5] == (
        "Antall opphold 2020",
        "Antall opphold 2021",
        "Antall opphold 2022",
        "Endring i prosent 2020–2021",
    )
    assert (found.checked, found.findings) == (8, ())
    assert told(MERGED.replace("132;10,0;20,0", "132;10,0;16,7")) == [
        (3, "Endring i prosent 2021–2022", "16,7", "20,0")
    ]


@pytest.mark.parametrize(
    "table",
    [
        ";Antall;Andel\nRauma;2000;40\nMolde;3000;60\nSum;5000;100",
        "Helsefellesskap;;2021;2022\nNord;Rauma;1950;2013\nNord;Molde;431;512",
    ],
)
def test_a_row_of_figures_that_look_like_years_is_no_heading(table: str):
    assert len(grid_of(rows_of(table)).lines) == table.count("\n")


def test_the_change_from_the_row_before_is_recomputed_within_each_name():
    found = control(BY_YEAR)
    assert (found.checked, found.findings) == (4, ())
    assert told(BY_YEAR.replace("132;20,0", "132;22,0")) == [(4, "Endring fra året før (%)", "22,0", "20,0")]
    backwards = "\n".join([BY_YEAR.splitlines()[0], *reversed(BY_YEAR.splitlines()[1:])])
    assert told(backwards.replace("210;5,0", "210;4,8")) == [(2, "Endring fra året før (%)", "4,8", "5,0")]


def test_a_dash_before_a_figure_is_a_minus_and_is_written_back():
    table = "navn;2021;2022;endring 2021-2022\nA;120;150;{}\nB;200;150;–25,0\nC;80;60;–25,0\nD;50;55;10,0"
    assert told(table.format("25,0")) == []
    assert told(table.format("20,0")) == [(2, "endring 2021-2022", "20,0", "25,0")]
    turned = table.format("25,0").replace("80;60;–25,0", "80;60;25,0")
    assert told(turned) == [(4, "endring 2021-2022", "25,0", "–25,0")]


def test_a_column_that_names_its_periods_is_recomputed_though_most_of_it_is_wrong():
    lines = ["navn;2021;2022;endring 2021-2022"]
    lines += [f"R{i};{200 + i};{300 - i};{'11,1' if i > 3 else ''}" for i in range(4, 10)]
    lines += ["A;100;110;10,0", "B;200;150;-25,0", "C;80;100;25,0"]
    assert len(told("\n".join(lines))) == 6


def test_a_total_of_columns_that_is_wrong_in_half_its_rows_is_found():
    table = "navn;a;b;c;sum\nA;1;2;3;6\nB;4;5;6;15\nC;7;8;9;25\nD;2;4;6;13\nE;3;3;3;9\nF;5;6;7;19"
    assert [row for row, *_ in told(table)] == [4, 5, 7]


def test_a_difference_put_right_does_not_make_the_total_of_its_column_wrong():
    table = (
        "enhet;budsjett;regnskap;avvik\nA;100;130;{}\nB;240;200;-40\nC;310;350;40\nD;90;95;5\nSum;740;775;35"
    )
    assert told(table.format("30")) == []
    assert told(table.format("-30")) == [(2, "avvik", "-30", "30")]


def test_a_wrong_total_is_told_exactly_though_only_rounded_changes_gave_it_away():
    table = "navn;2020;2021;endring 2020-2021\nA;4123;5231;26,9\nB;3100;2987;-3,6\nC;2750;3341;21,5\n"
    assert told(table + "I alt;9973;11559;15,9") == []
    assert told(table + "I alt;9973;115590;15,9") == [(5, "2021", "115590", "11559")]


def test_a_workbook_that_shows_7_0_per_cent_is_held_to_the_decimal():
    headings = ["navn", "del", "alle", "andel"]
    rows = [["A", 7.0, 100.0, "7 %"], ["B", 41.0, 300.0, "13,7 %"], ["C", 25.0, 200.0, "12,5 %"]]
    rows += [["D", 40.0, 1000.0, "4 %"], ["E", 203.0, 5000.0, "4 %"]]
    found = audit(enumerate([headings, *rows], 1)).findings
    assert [(one.row, one.computed) for one in found] == [(6, "4,1 %")]


def test_a_cell_is_named_as_in_the_spreadsheet_where_two_columns_are_called_the_same(tmp_path, capsys):
    path = tmp_path / "to_andeler.csv"
    path.write_text(
        "navn;menn;andel;kvinner;andel;alle\nA;40;40,0;60;60,0;100\nB;30;15,0;170;85,0;200\n"
        "C;90;30,0;210;71,0;300\nD;90;22,5;310;77,5;400\n"
    )
    with pytest.raises(SystemExit):
        call_command("audit_table", str(path), "--json")
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["cell"], found["row"], found["column"], found["computed"]) == ("E4", 4, "andel", "70,0")


def test_a_total_that_no_share_agrees_with_is_the_wrong_cell_and_not_the_shares():
    table = "tjeneste;unike personer;andel\nA;802;69,5\nB;472;40,9\nC;388;33,6\nD;176;15,3\nTotalsum;{};100,0"
    assert told(table.format(1154)) == []
    assert told(table.format(1514)) == [(6, "unike personer", "1514", "1154")]
    of_others = table.format(1514).replace("100,0", "0,8")  # shares of something that is not in the table
    assert told(of_others) == []
