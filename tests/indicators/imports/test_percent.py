"""0,52 in a cell shown as per cent is 52 %, and never mistaken for 52 or for 0,52 %."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.imports.formats import open_table
from indicators.imports.formats.workbook.percent import is_percent
from indicators.imports.table import Cell, Table
from indicators.measurements.values import parse_number
from tests.indicators.imports.conftest import House
from tests.indicators.imports.packing import ods, styles, xlsx


def table(tmp_path: Path, content: bytes, name: str = "tall.xlsx") -> Table:
    path = tmp_path / "fil"
    path.write_bytes(content)
    return open_table(path, name)


def first_row(table: Table) -> list[Cell]:
    return list(next(cells for _number, cells in table.rows()))


def shown(value: str, form: str = "0%", kind: str = "") -> str:
    """The workbook where A1 has the number in this format and B1 the same without."""
    cells = f'<c r="A1" s="1"{kind}><v>{value}</v></c><c r="B1"><v>{value}</v></c>'
    return f'<row r="1">{cells}</row>'


@pytest.mark.parametrize("form", ["0%", "0.00%", "# ##0 %", "[Red]0.0%;-0.0%"])
@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("0.52", "52 %"),
        ("52", "5200 %"),
        ("0.217391304347826", "21,7391304347826 %"),
        ("0", "0 %"),
        ("-0.005", "-0,5 %"),
    ],
)
def test_a_cell_shown_as_per_cent_has_its_sign(tmp_path: Path, form: str, value: str, said: str) -> None:
    found = table(tmp_path, xlsx(shown(value), parts={"xl/styles.xml": styles(form)}))
    assert first_row(found) == [said, float(value)]
    reading = parse_number(said)
    assert reading.unit == "%"
    assert reading.number == pytest.approx(float(value) * 100)
    assert found.notes == ("Celler vist i prosent er lest som prosent, 0,52 som 52 %: kolonne A.",)


@pytest.mark.parametrize("number", ["9", "10"])
def test_the_formats_every_spreadsheet_knows_are_per_cent_too(tmp_path: Path, number: str) -> None:
    style = f'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    assert first_row(table(tmp_path, xlsx(shown("0.5"), parts={"xl/styles.xml": style}))) == ["50 %", 0.5]


@pytest.mark.parametrize("form", ["0.00", 'General" %"', r"0\%", "[$%]0"])
def test_a_sign_that_is_only_written_is_not_per_cent(form: str) -> None:
    assert not is_percent(form)


def test_text_in_a_per_cent_cell_is_left_alone(tmp_path: Path) -> None:
    book = xlsx(shown("Andel", kind=' t="str"'), parts={"xl/styles.xml": styles("0%")})
    assert first_row(table(tmp_path, book))[0] == "Andel"


def test_cells_that_do_not_say_where_they_are_are_counted(tmp_path: Path) -> None:
    book = xlsx(
        '<row><c><v>1</v></c><c s="1"><v>0.5</v></c></row><row><c s="1"><v>0.25</v></c></row>',
        parts={"xl/styles.xml": styles("0%")},
    )
    rows = [list(cells) for _number, cells in table(tmp_path, book).rows()]
    assert rows == [[1.0, "50 %"], ["25 %", ""]]


def test_names_with_a_prefix_are_the_same_names(tmp_path: Path) -> None:
    part = (
        '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<x:sheetData><x:row r="2"><x:c r="B2" s="1"><x:v>0.5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    book = xlsx(part, parts={"xl/styles.xml": styles("0%")})
    assert [list(cells) for _number, cells in table(tmp_path, book).rows()][-1] == ["", "50 %"]


def test_per_cent_cells_of_an_ods_are_read_so_too(tmp_path: Path) -> None:
    book = ods(
        '<table:table-row><table:table-cell/><table:table-cell office:value-type="percentage" '
        'office:value="0.52" table:number-columns-repeated="2"><text:p>52 %</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="0.52"/>'
        "</table:table-row>"
    )
    assert first_row(table(tmp_path, book, "tall.ods")) == ["", "52 %", "52 %", 0.52]


def test_a_share_is_52_whether_it_was_per_cent_or_52(house: House) -> None:
    heading = "".join(
        f'<c r="{place}1" t="str"><v>{text}</v></c>'
        for place, text in zip("ABCD", ["kommunenr", "indikator", "periode", "verdi"], strict=True)
    )
    rows = f'<row r="1">{heading}</row>' + "".join(
        f'<row r="{row}"><c r="A{row}"><v>1539</v></c><c r="B{row}" t="str"><v>BU3</v></c>'
        f'<c r="C{row}"><v>{year}</v></c><c r="D{row}"{style}><v>{value}</v></c></row>'
        for row, year, style, value in [(2, 2022, ' s="1"', 0.52), (3, 2023, "", 52)]
    )
    upload = house.read(xlsx(rows, parts={"xl/styles.xml": styles("0%")}), "andel.xlsx")
    assert house.faults(upload) == []
    assert list(upload.staged.values_list("stated", flat=True)) == [52.0, 52.0]
