"""Rows added together over a column, when a person has said that they are parts of one figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indicators.imports.errors import FileError
from indicators.imports.formats import open_table
from indicators.imports.layouts.summing import summed
from indicators.imports.mapping import ColumnUse, Mapping, Role
from indicators.imports.table import Table

MAPPING = Mapping(
    header_row=1,
    columns=(
        ColumnUse(column=0, header="kommune", role=Role.ACTOR),
        ColumnUse(column=1, header="alder", role=Role.SUM),
        ColumnUse(column=2, header="verdi", role=Role.VALUE),
    ),
)


def rows(*data: list[Any], mapping: Mapping = MAPPING) -> list[tuple[int, list[Any]]]:
    def numbered() -> Iterator[tuple[int, list[Any]]]:
        return enumerate([["kommune", "alder", "verdi"], *data], 1)

    table = summed(Table(sheet="", rows=numbered, total=len(data) + 1), mapping, "tall.csv")
    return [(number, list(cells)) for number, cells in table.rows()][1:]


def test_rows_that_differ_only_in_that_column_become_one() -> None:
    found = rows(["Rauma", "0", "1"], ["Molde", "0", "5"], ["Rauma", "1", "2 000"], ["Molde", "1", "-"])
    assert found == [(2, ["Rauma", "", 2001]), (3, ["Molde", "", 5])]


def test_decimals_are_added_as_they_are_written() -> None:
    assert rows(["Rauma", "0", "0,1"], ["Rauma", "1", "0,2"]) == [(2, ["Rauma", "", 0.3])]


@pytest.mark.parametrize("part", ["..", ":", "<5", "", "to", "5 %"])
def test_a_part_that_is_no_number_stands_for_the_sum(part: str) -> None:
    assert rows(["Rauma", "0", "1"], ["Rauma", "1", part], ["Rauma", "2", "3"]) == [(2, ["Rauma", "", part])]


@pytest.mark.parametrize("total", ["Alle", "I alt", "Totalt"])
def test_a_total_among_its_parts_is_refused(total: str) -> None:
    with pytest.raises(FileError, match=r"Rad 3 er en sum"):
        rows(["Rauma", "0", "1"], ["Rauma", total, "1"])


def test_it_is_said_aloud() -> None:
    table = summed(Table(sheet="", rows=lambda: iter([]), total=0), MAPPING, "x")
    assert table.notes == ("Tallene er lagt sammen over kolonnen «alder».",)


def test_without_such_a_column_the_table_is_itself() -> None:
    table = Table(sheet="", rows=lambda: iter([]), total=0)
    assert summed(table, Mapping(header_row=1, columns=MAPPING.columns[::2]), "x") is table


def test_the_population_of_norway_is_the_sum_of_its_ages(shared: Path) -> None:
    path = shared / "data" / "real" / "kommuner" / "Personer2024.csv"
    if not path.exists():
        pytest.skip("Personer2024.csv finnes ikke på denne maskinen")
    mapping = Mapping(
        header_row=3,
        columns=(
            ColumnUse(column=0, header="region", role=Role.ACTOR),
            ColumnUse(column=1, header="age", role=Role.SUM),
            ColumnUse(column=2, header="Persons 2024", role=Role.VALUE, period="2024"),
        ),
    )
    table = summed(open_table(path, path.name), mapping, path.name)
    data = [cells for number, cells in table.rows() if number > 3]
    places = {cells[0]: cells[2] for cells in data}
    assert len(places) == len(data) == 360
    assert sum(value for value in places.values() if isinstance(value, int)) == 5_550_203
    assert sum(1 for value in places.values() if value) == 357
    assert places["K-1539 Rauma"] == 7_082 or isinstance(places["K-1539 Rauma"], int)
