"""Files nobody here wrote: every one of them ends in the right cells or in a clear error of its own."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from indicators.actors.models import Actor, ActorKind
from indicators.catalogue.models import Category, Indicator
from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from indicators.imports.mapping import Mapping
from indicators.imports.models import Upload
from indicators.imports.table import Cell
from indicators.measurements.models import Measurement
from tests.indicators.imports.conftest import House

Rows = Sequence[Sequence[Cell]]
ERRORS = ["#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A"]
DATES: Rows = [[date(2021, 1, 1), 15.0], [date(2021, 1, 2), 16.0], [timedelta(days=10, seconds=54610), 17.0]]

CELLS: dict[str, Rows] = {
    "calamine/date.xlsx": DATES,
    "calamine/date_1904.xlsx": DATES,
    "calamine/errors.xlsx": [[error] for error in ERRORS],
    "calamine/header-row.xlsx": [
        [""] * 4,
        [""] * 4,
        ["", "", "Note 1", ""],
        *([""] * 4 for _ in range(5)),
        ["Columns", "Column A", "Column B", "Column C"],
        ["put data here", 1.0, 2.0, 3.0],
    ],
    "calamine/inlineStr_cdata.xlsx": [["Hello CDATA", "World"], ["12345", "NormalText"]],
    "calamine/merged_range.xlsx": [
        *[["A1", "B1", "C1", "", "E1", "F1", "G1", "H1"]] * 2,
        ["A3", "B3", "C3", "", "E3", "F3", "G3", "H3"],
        ["A4", "B4", "C4", "", "E4", "F4", "G4", "H4"],
    ],
    "calamine/special_cells.ods": [
        ["Split\nLine"],
        ["Value  With spaces"],
        ["Value   With 3 spaces"],
        [" Value   With spaces before and after "],
        ["  Value   With 2 spaces before and after  "],
    ],
    "calamine/temperature-in-middle.xlsx": [
        *([""] * 3 for _ in range(3)),
        ["", "label", "value"],
        ["", "celsius", 22.2222],
        ["", "fahrenheit", 72.0],
    ],
    "frictionless/adjust-floating-point-error.xlsx": [
        ["Sample Name", "peak PO4", "actual PO4 (formula)", "actual PO4 (values)"],
        ["P-1-94-AR P21 16-20cm Pi split 3", 60.565, 242.26, 242.26],
        ["W-2-98-NC TF1 0-4cm Total P split 1", 68.66499999999999, *[274.65999999999997] * 2],
        ["W-2-98-NC TF1 0-4cm Total P split 2", 72.96499999999999, *[291.85999999999996] * 2],
        ["TT013-06MC 10-12cm Total P split 3", 12.1, 968.0, 968.0],
        ["TT013-06MC 24-26cm Pi split 2", 21.5, 1720.0, 1720.0],
    ],
    "frictionless/cast-int-to-string-issue-1251.xlsx": [
        ["A", "B", "C", "D", "E"],
        ["001", "b", 1.0, "a", 1.0],
        ["002", "c", 1.0, 1.0, 1.0],
    ],
    "frictionless/delimiter.csv": [["id", "name"], ["1", "english"], ["2", "中国人"]],
    "frictionless/duplicate-headers.csv": [
        ["id", "name", "id", "age", "id"],
        ["1101", "John", "0", "30", "001101"],
        ["1102", "Julie", "0", "26", "001102"],
    ],
    "frictionless/issue-1009-semicolon.csv": [["fieldNameA", "fieldNameB"], ["0123", "c"]],
    "frictionless/latin1.csv": [["id", "name"], ["1", "english"], ["2", "©"]],
    "poi/TwoSheetsOneHidden.xlsx": [["Sheet2A1"]],
    "readxl/style-only-cells.xlsx": [
        ["var1", "var2", "var3", "", "var5"],
        ["val1,1", "", "aa", "", 1.0],
        ["val2,1", "", "bb", "", 2.0],
        ["val3,1", "", "cc", "", 3.0],
    ],
    "tidyxl/titanic.xlsx": [
        ["", "", "Age", "Child", "", "Adult", ""],
        ["", "", "Survived", "No", "Yes", "No", "Yes"],
        ["Class", "Sex", "", "", "", "", ""],
        ["1st", "Male", "", 0.0, 5.0, 118.0, 57.0],
        ["", "Female", "", 0.0, 1.0, 4.0, 140.0],
        ["2nd", "Male", "", 0.0, 11.0, 154.0, 14.0],
        ["", "Female", "", 0.0, 13.0, 13.0, 80.0],
        ["3rd", "Male", "", 35.0, 13.0, 387.0, 75.0],
        ["", "Female", "", 17.0, 14.0, 89.0, 76.0],
        ["Crew", "Male", "", 0.0, 0.0, 670.0, 192.0],
        ["", "Female", "", 0.0, 0.0, 3.0, 20.0],
    ],
}
REFUSED = {
    "calamine/issue127.xlsb": (FileFault.EMPTY, "har ingen rader med innhold"),
    "calamine/pass_protected.xlsx": (FileFault.PASSWORD, "er beskyttet med passord"),
    "openpyxl/null_file.xlsx": (FileFault.EMPTY, "har ingen rader med innhold"),
}


def real(shared: Path, folder: str) -> Path:
    path = shared / "data" / "real" / folder
    if not path.exists():
        pytest.skip(f"{folder} finnes ikke på denne maskinen")
    return path


@pytest.mark.parametrize("name", CELLS)
def test_an_awkward_file_gives_exactly_its_cells(shared: Path, name: str) -> None:
    path = real(shared, "filer") / name
    assert [list(cells) for _number, cells in open_table(path, path.name).rows()] == CELLS[name]


@pytest.mark.parametrize("name", REFUSED)
def test_an_awkward_file_without_cells_says_why(shared: Path, name: str) -> None:
    path, (fault, words) = real(shared, "filer") / name, REFUSED[name]
    with pytest.raises(FileError, match=words) as caught:
        open_table(path, path.name)
    assert caught.value.fault is fault


def test_formulas_give_what_they_gave_when_the_file_was_saved(shared: Path) -> None:
    path = real(shared, "filer") / "openpyxl/formulae.xlsx"
    table = open_table(path, path.name)
    rows = {number: list(cells) for number, cells in table.rows()}
    assert rows[4] == [24690.0, "Simple Equation", "", "", ""]
    assert rows[5] == [49380.0, "Alt Equation", "", "", ""]
    assert [rows[number][:3] for number in (10, 11, 12)] == [[1, 11, 605], [2, 22, 605], [3, 33, 605]]
    assert any("ikke lest som tall: B7." in note for note in table.notes)
    assert str(rows[7][1]).startswith("#")


def test_every_awkward_file_has_its_expectation(shared: Path) -> None:
    folder = real(shared, "filer")
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert files == {*CELLS, *REFUSED, "openpyxl/formulae.xlsx"}


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


# The Scottish file: 32 councils, the nation, and NA for those of no council - a code like any other.

SCOTTISH = Mapping.from_data(
    {
        "header_row": 1,
        "layout": "long",
        "columns": [
            {"column": "A", "header": "ltla_code", "role": "actor_code"},
            {"column": "B", "header": "date", "role": "period"},
            {"column": "C", "header": "age_group", "role": "category", "dimension": "alder"},
            {"column": "D", "header": "delay_reason", "role": "category", "dimension": "arsak"},
            {"column": "E", "header": "num_delayed_bed_days", "role": "value"},
        ],
        "constants": {"indicator": "ukp-dogn"},
        "names": {"alder": {"18plus": ""}, "arsak": {"All Delay Reasons": ""}},
    }
)


def total(measured: Iterable[Measurement]) -> float:
    return sum(each.numerator or 0 for each in measured)


@pytest.fixture
def scotland(house: House) -> House:
    """The councils, the ages and the reasons of the file, and an indicator that may be divided by them."""
    Indicator.objects.filter(slug="ukp-dogn").update(definition={})
    codes = [f"S120000{number:02}" for number in range(51)] + ["NA"]
    rows = [(code, ActorKind.MUNICIPALITY) for code in codes] + [("S92000003", ActorKind.COUNTRY)]
    Actor.objects.bulk_create(
        Actor(kind=kind, code=code, name=f"Council {code}", valid_from=date(2000, 1, 1))
        for code, kind in rows
    )
    for dimension, names in {
        "alder": ["18-74", "75plus"],
        "arsak": [
            "Code 9 AWI",
            "Code 9 Non-AWI",
            "Health and Social Care Reasons",
            "Patient and Family Related Reasons",
        ],
    }.items():
        for order, name in enumerate(names):
            code = name.casefold().replace(" ", "-")
            Category.objects.create(dimension=dimension, code=code, order=order, name_nb=name, name_nn=name)
    return house


def test_the_scottish_file_imports_whole(scotland: House, shared: Path) -> None:
    packed = real(shared, "helse") / "phs_delayed_discharge_council_area_2016_2021.csv.gz"
    content = gzip.decompress(packed.read_bytes())
    lines = [line.replace('"', "").split(",") for line in content.decode().splitlines()[1:]]
    assert len(lines) == 33_660
    batch = scotland.save(content, "scotland.csv", options={"mapping": SCOTTISH.as_data()})
    assert (batch.new_count, batch.rejected_count) == (33_660, 0)
    kept = Measurement.objects.filter(indicator__slug="ukp-dogn")
    summed: dict[tuple[str, date, str], float] = defaultdict(float)
    for code, day, key, figure in kept.values_list(
        "actor__code", "period_start", "breakdown__key", "numerator"
    ):
        summed["nation" if code == "S92000003" else "councils and NA", day, key] += figure or 0
    assert kept.count() == 33_660
    months = {day for _who, day, _key in summed}
    assert len(months) == 66
    keys = {key for _who, _day, key in summed}
    assert len(keys) == 15
    for day in months:
        for key in keys:
            assert summed["councils and NA", day, key] == summed["nation", day, key], (day, key)
    assert "" in keys
    assert summed["nation", date(2016, 7, 1), ""] == 43_919
    glasgow = kept.filter(actor__code="S12000049", breakdown__key="").order_by("period_start")
    assert total(glasgow[:24]) / 24 == 2_783.25
    assert kept.filter(actor__code="NA").count() == 990


# The population file of Statistics Norway, as it was downloaded.


@pytest.fixture
def single_years(house: House) -> House:
    """Every year of age as a category, as the file has them."""
    names = ["0 years", "1 year", *(f"{age} years" for age in range(2, 105)), "105 years or older"]
    for age, name in enumerate(names):
        Category.objects.create(dimension="alder", code=f"a{age}", order=age, name_nb=name, name_nn=name)
    return house


def test_personer2024_imports_untouched(single_years: House, shared: Path) -> None:
    content = (real(shared, "kommuner") / "Personer2024.csv").read_bytes()
    indicator = single_years.indicator("folkemengde")
    upload = single_years.read(content, "Personer2024.csv", indicator=indicator)
    assert upload.state == Upload.State.READY
    assert "Filen er lest som Windows-1252, fordi den ikke er gyldig UTF-8." in upload.understood["notes"]
    assert upload.understood["mapping"]["header_row"] == 3
    nowhere = {
        "K-21-22 Svalbard and Jan Mayen",
        "K-23 Continental shelf",
        "K-Rest Divided municalities and unknown",
    }
    assert {(column, value) for _row, column, value, _said in single_years.faults(upload)} == {
        ("region", value) for value in nowhere
    }
    assert single_years.counts(upload) == {"new": 357 * 106, "rejected": 3 * 106}
    batch = _commit(upload)
    kept = Measurement.objects.filter(batch=batch)
    assert kept.values("actor").distinct().count() == 357
    assert total(kept) == 5_550_203
    assert {f"{day}" for day in kept.values_list("period_start", flat=True)} == {"2024-01-01"}


def _commit(upload: Upload) -> Any:
    from indicators.imports.services import commit_upload

    return commit_upload(upload, by=None)
