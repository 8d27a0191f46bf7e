"""Statistics of others: each JSON-stat file ends in the right cells or in a clear error of its own."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from tests.indicators.imports.test_real_files import real

STATISTICS = "jsonstat"
SYMBOLS = (".", "..", "...", ":", "-")
WITHOUT_FIGURES = "Filen er metadata til en tabell, uten tall."
NO_TABLE = "har ingen JSON-stat-tabell i seg"


def expected(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((real(shared, STATISTICS) / "forventet.json").read_text())
    return found


def test_every_json_stat_file_has_the_cells_nulls_and_sums_expected_or_its_own_error(shared: Path) -> None:
    folder = real(shared, STATISTICS)
    for name, said in expected(shared).items():
        if name == "26fe/eurostat-name_gpd_c-geo_IT_FR.json":
            continue  # not summed by who made the expectations; see the test below
        if isinstance(said, dict):
            with pytest.raises(FileError, match=NO_TABLE):
                open_table(folder / name, name)
        elif not any(each["value_entries"] for each in said):
            with pytest.raises(FileError, match=WITHOUT_FIGURES):
                open_table(folder / name, name)
        else:
            sheets = open_table(folder / name, name).sheets
            assert len(sheets) == len(said), name
            for sheet, each in zip(sheets, said, strict=True):
                _has_the_cells(folder / name, sheet, each)


def _has_the_cells(path: Path, sheet: str, said: dict[str, Any]) -> None:
    rows = [list(cells) for _number, cells in open_table(path, path.name, sheet).rows()]
    headings, data = rows[0], rows[1:]
    values = [cells[headings.index("verdi")] for cells in data]
    numbers = [value for value in values if isinstance(value, int | float)]
    texts = [
        value for value in values if isinstance(value, str) and value not in (".", "..", "...", ":", "-")
    ]
    assert len(data) == said["cells"] == math.prod(said["size"])
    assert len(numbers) == said["numeric"]
    assert len(values) - len(numbers) - len(texts) == said["nulls"]
    assert sum(numbers) == pytest.approx(said["sum"], abs=1e-5)
    dimensions = [headings.index(name) for name in said["id"]]
    for end, cells in (("first_numeric", data), ("last_numeric", data[::-1])):
        if said[end]:
            first = next(row for row in cells if isinstance(row[headings.index("verdi")], int | float))
            assert first[headings.index("verdi")] == said[end]["value"]
            assert {str(headings[place]): first[place] for place in dimensions} == said[end]["at"]
    if "." in said["status"]:
        assert values.count(".") == said["status"]["."]
    if said["status"].get("e"):
        assert Counter(cells[headings.index("statuskode")] for cells in data)["e"] == said["status"]["e"]


def test_what_eurostat_explains_as_not_available_is_missing_and_not_hidden(shared: Path) -> None:
    path = real(shared, STATISTICS) / "26fe/eurostat-name_gpd_c-geo_IT_FR.json"
    rows = [list(cells) for _number, cells in open_table(path, path.name).rows()]
    document = json.loads(path.read_text())["nama_gdp_c"]["value"]
    assert [cells[-1] for cells in rows[1:]] == [".." if value is None else value for value in document]
    assert rows[1][4:7] == ["FR", "France", "1946"]


@pytest.mark.parametrize("name", ["TAB001", "TAB003", "TAB004", "TAB005", "tab4_fewcells"])
def test_a_px_file_is_of_a_type_we_do_not_read_and_says_what_we_do(shared: Path, name: str) -> None:
    with pytest.raises(FileError, match="JSON-stat") as caught:
        open_table(real(shared, STATISTICS) / f"pxwebapi/{name}.px", f"{name}.px")
    assert caught.value.fault is FileFault.WRONG_TYPE


@pytest.mark.parametrize(
    ("name", "rows", "numbers", "total"),
    [
        ("26fe/oecd-canada-to_table.csv", 432, 432, 3323.825332),
        ("26fe/eurostat-name_gpd_c-geo_IT-to_table.csv", 69, 24, None),
    ],
)
def test_the_same_tables_as_csv_have_the_same_figures(
    shared: Path, name: str, rows: int, numbers: int, total: float | None
) -> None:
    path = real(shared, STATISTICS) / name
    data = [list(cells) for _number, cells in open_table(path, path.name).rows()][1:]
    figures = [float(str(cells[-1])) for cells in data if cells[-1]]
    assert (len(data), len(figures)) == (rows, numbers)
    assert total is None or sum(figures) == pytest.approx(total, abs=1e-5)


def test_every_json_stat_file_is_expected(shared: Path) -> None:
    folder = real(shared, STATISTICS)
    files = {str(path.relative_to(folder)) for path in folder.rglob("*.json")} - {"forventet.json"}
    assert files == set(expected(shared))
