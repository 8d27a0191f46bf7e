"""A table as it comes off a spreadsheet or a page of a PDF."""

from __future__ import annotations

from indicators.table_audit.paste import rows_of


def test_cells_of_a_spreadsheet_keep_their_row_numbers():
    assert rows_of("navn\t2021\n\nA\t1 044") == [(1, ["navn", "2021"]), (3, ["A", "1 044"])]


def test_semicolons_part_where_there_are_no_tabs():
    assert rows_of("navn;tall\n«A; B»;2")[0] == (1, ["navn", "tall"])


def test_a_space_inside_a_number_is_told_from_one_between_columns():
    rows = rows_of("Gruppe 2018 2019 2022\nADHD 610 650 1 044\nAngst 402 408 512\nAnnet 1 714 1 825 1 772")
    assert rows[1:] == [
        (2, ["ADHD", "610", "650", "1 044"]),
        (3, ["Angst", "402", "408", "512"]),
        (4, ["Annet", "1 714", "1 825", "1 772"]),
    ]


def test_headings_torn_over_lines_are_put_together():
    rows = rows_of("Gruppe 2020 2021 Endring 2020-\n\n2021\n\nADHD 585 762 30,3 %\nAngst 371 439 18,3 %")
    assert rows[0][1] == ["Gruppe", "2020", "2021", "Endring 2020-2021"]


def test_headings_that_cannot_be_parted_become_letters():
    rows = rows_of("Helsetjenester 8 028 69,48 %\nPraktisk bistand 4 720 40,85 %\nTotalsum 11 555 100,00 %")
    assert rows[0][1] == ["", "B", "C"]


def test_nothing_is_nothing():
    assert rows_of("") == []
    assert rows_of("\n \n") == []
