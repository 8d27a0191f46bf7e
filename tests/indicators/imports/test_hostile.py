"""Files made to hurt: each ends within 30 seconds, under a limit of memory, in its own text or right cells.

They are read in a process with an address space of 1 GB, as a worker reads them.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from indicators.imports.errors import FileFault
from tests.indicators.imports.hostile import Read, a, cells, child, many, read
from tests.indicators.imports.packing import ods, sheet, styles, xlsx, zipped

__all__ = ["child", "read"]  # fixtures

BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<styleSheet><cellXfs/></styleSheet>"
)
MAX_ODS = (
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
)

REFUSED: dict[str, tuple[str, Callable[[], bytes], FileFault, str]] = {
    "empty": ("tom.xlsx", lambda: b"", FileFault.EMPTY, "ingen rader"),
    "blank": ("tom.csv", lambda: b"\xef\xbb\xbf \r\n\r\n", FileFault.EMPTY, "ingen rader"),
    "cut off": ("a.xlsx", lambda: xlsx(a("A1", 1))[:-60], FileFault.BROKEN, "mangler"),
    "cut off json": ("a.json", lambda: b'[{"a": 1}, {"a"', FileFault.BROKEN, "JSON på linje 1"),
    "pdf called csv": ("a.csv", lambda: b"%PDF-1.7\n%hei", FileFault.WRONG_TYPE, "ikke en filtype"),
    "document called xlsx": (
        "a.xlsx",
        lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}),
        FileFault.WRONG_TYPE,
        "ikke en filtype",
    ),
    "text called xlsx": (
        "a.xlsx",
        lambda: b"kommune;verdi\n1539;2\n",
        FileFault.WRONG_TYPE,
        "ikke en filtype",
    ),
    "password": (
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        FileFault.PASSWORD,
        "passord",
    ),
    "an encrypted ods": (
        "a.ods",
        lambda: zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": bytes(range(256)) * 9,
                "META-INF/manifest.xml": "<manifest:encryption-data/>",
            }
        ),
        FileFault.PASSWORD,
        "passord",
    ),
    "sparse": (
        "a.xlsx",
        lambda: xlsx(cells(a("A1", 1)) + cells(a("XFD1048576", 2))),
        FileFault.TOO_MANY,
        "langt nede eller langt ute",
    ),
    "sparse without places": (
        "a.xlsx",
        lambda: xlsx('<row><c><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        FileFault.TOO_MANY,
        "langt nede eller langt ute",
    ),
    "a whole ods sheet of one cell": (
        "a.ods",
        lambda: ods(f'<table:table-row table:number-rows-repeated="1048576">{MAX_ODS}</table:table-row>'),
        FileFault.TOO_MANY,
        "langt nede eller langt ute",
    ),
    "300 MB in one cell": (
        "a.xlsx",
        lambda: xlsx(
            sheet([b'<row r="1"><c r="A1" t="str"><v>', *many(b"x" * (1 << 20), 300), b"</v></c></row>"])
        ),
        FileFault.BROKEN,
        "en celle er altfor lang",
    ),
    "300 MB in one shared text": (
        "a.xlsx",
        lambda: xlsx(
            a("A1", 0, ' t="s"'),
            parts={"xl/sharedStrings.xml": (b"<sst><si><t>", *many(b"x" * (1 << 20), 300))},
        ),
        FileFault.BROKEN,
        "en celle er altfor lang",
    ),
    "90 MB in one cell of text": (
        "a.csv",
        lambda: b'a;b\n"' + b"x" * (90 << 20),
        FileFault.BROKEN,
        "aldri lukkes",
    ),
    "a bomb of 640 MB": (
        "a.xlsx",
        lambda: xlsx(a("A1", 1), parts={"xl/media/a.xml": many(b"<a/>" * (1 << 20), 160)}),
        FileFault.TOO_MANY,
        "når den pakkes ut",
    ),
    "an entity bomb": ("a.xlsx", lambda: xlsx(BILLION_LAUGHS), FileFault.BROKEN, "egne entiteter"),
    "an entity from a file": (
        "a.xlsx",
        lambda: xlsx(a("A1", 1), parts={"xl/styles.xml": EXTERNAL}),
        FileFault.BROKEN,
        "egne entiteter",
    ),
    "an entity bomb in utf-16": (
        "a.xlsx",
        lambda: xlsx(BILLION_LAUGHS.encode("utf-16")),
        FileFault.BROKEN,
        "ikke skrevet som UTF-8",
    ),
    "an encoding nobody knows": (
        "a.xlsx",
        lambda: xlsx(a("A1", 1), parts={"xl/styles.xml": '<?xml version="1.0" encoding="X-8"?><x/>'}),
        FileFault.BROKEN,
        "noe av innholdet mangler",
    ),
    "sheets by the thousand": (
        "a.xlsx",
        lambda: xlsx(*[a("A1", 1)] * 10_000),
        FileFault.TOO_MANY,
        "10000 ark",
    ),
    "formulas by the thousand": (
        "a.xlsx",
        lambda: xlsx("".join(f'<row r="{n}"><c r="A{n}"><f>B{n}</f></c></row>' for n in range(1, 20_001))),
        FileFault.BROKEN,
        "formler uten lagret verdi",
    ),
    "nul": ("a.csv", lambda: b"\xef\xbb\xbfa;b\n1;\x002\n", FileFault.BROKEN, "nulltegn"),
    "a quote never closed": ("a.csv", lambda: b'a;b\n1;"2\n3;4\n5;6\n', FileFault.BROKEN, "aldri lukkes"),
    "nested json": ("a.json", lambda: b"[" * 200_000 + b"]" * 200_000, FileFault.BROKEN, "nøstet for dypt"),
    "nested objects": ("a.json", lambda: b'{"a":' * 200_000, FileFault.BROKEN, "nøstet for dypt"),
    "a number without end": (
        "a.json",
        lambda: b'[{"a": ' + b"9" * 50_000 + b"}]",
        FileFault.BROKEN,
        "altfor langt",
    ),
    "a key twice": ("a.json", lambda: b'[{"verdi": 1, "verdi": 2}]', FileFault.BROKEN, "står to ganger"),
    "sizes that are not true": (
        "a.json",
        lambda: (
            b'{"class":"dataset","id":["a"],"size":[99999999],"value":[1],'
            b'"dimension":{"a":{"category":{"index":["x"]}}}}'
        ),
        FileFault.BROKEN,
        "størrelsen er 99999999",
    ),
    "columns by the thousand": ("a.csv", lambda: b";" * 20_000 + b"\n", FileFault.TOO_MANY, "over grensen"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_time_with_a_text_of_its_own(kind: str, read: Read) -> None:
    name, content, fault, words = REFUSED[kind]
    found = read(content(), name)
    assert found.get("fault") == fault.value, found
    assert words in found["message"]
    assert name in found["message"]


READ: dict[str, tuple[str, Callable[[], bytes], list[list[str]], str]] = {
    "macros": (
        "a.xlsm",
        lambda: xlsx(cells(a("A1", 1)), parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        [["1.0"]],
        "makroer",
    ),
    "strict": ("a.xlsx", lambda: xlsx(cells(a("A1", 1), a("B1", 2.5)), strict=True), [["1.0", "2.5"]], ""),
    "formulas only": (
        "a.xlsx",
        lambda: xlsx(
            '<row r="1"><c r="A1"><f>SUM(B1:B9)</f></c></row><row r="2"><c r="B2"><f>A1</f><v/></c></row>'
        ),
        [["=SUM(B1:B9)"], ["", "=A1"]],
        "uten lagret verdi kan ikke leses: A1, B2.",
    ),
    "errors": (
        "a.xlsx",
        lambda: xlsx(cells(a("A1", 1), '<c r="B1" t="e"><v>#REF!</v></c>')),
        [["1.0", "#REF!"]],
        "ikke lest som tall: B1.",
    ),
    "merged": (
        "a.xlsx",
        lambda: xlsx(
            '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<sheetData><row r="1"><c r="A1" t="str"><v>Rauma</v></c><c r="B1"><v>1</v></c></row>'
            '<row r="2"><c r="B2"><v>2</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:A2"/></mergeCells></worksheet>'
        ),
        [["Rauma", "1.0"], ["Rauma", "2.0"]],
        "sammenslåtte celler",
    ),
    "hidden rows": (
        "a.xlsx",
        lambda: xlsx(f'<row r="1" hidden="1">{a("A1", 1)}</row><row r="2">{a("A2", 2)}</row>'),
        [["1.0"], ["2.0"]],
        "1 skjult rad er lest",
    ),
    "days from 1904": (
        "a.xlsx",
        lambda: xlsx(
            cells(a("A1", 42734, ' s="1"')),
            parts={"xl/styles.xml": styles("yyyy-mm-dd")},
            settings='<workbookPr date1904="1"/>',
        ),
        [["2020-12-31"]],
        "",
    ),
    "numbers that are none": (
        "a.csv",
        lambda: b"a;b;c;d\nNaN;Inf;1e309;-Infinity\n",
        [["a", "b", "c", "d"], ["NaN", "Inf", "1e309", "-Infinity"]],
        "",
    ),
    "json numbers that are none": (
        "a.json",
        lambda: b'[{"a": NaN, "b": -Infinity, "c": 1e309, "d": true}]',
        [["a", "b", "c", "d"], ["NaN", "-Infinity", "inf", "SANN"]],
        "",
    ),
    "marks nobody sees": (
        "a.csv",
        "a\u200b;b\n\u202eRau\u200dma\ufeff;\u200e5\n".encode,
        [["a", "b"], ["Rauma", "5"]],
        "Usynlige tegn",
    ),
    "a value far from the rest, in style only": (
        "a.xlsx",
        lambda: xlsx(cells(a("A1", 1)) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        [["1.0"]],
        "",
    ),
}


@pytest.mark.parametrize("kind", READ)
def test_it_is_read_in_time_and_rightly(kind: str, read: Read) -> None:
    name, content, rows, said = READ[kind]
    found = read(content(), name)
    assert found.get("first") == rows, found
    assert said in " ".join(found["notes"])


@pytest.mark.parametrize("columns", [4])
def test_a_million_rows_of_a_workbook_are_read_in_time(columns: int, read: Read) -> None:
    """50 000 here; a whole million took 15 seconds and 330 MB on the machine where this was written."""
    rows = (
        b'<row r="%d">' % n
        + b"".join(b'<c r="%c%d"><v>%d</v></c>' % (65 + c, n, n) for c in range(columns))
        + b"</row>"
        for n in range(1, 50_001)
    )
    assert read(xlsx(sheet(rows)), "a.xlsx")["rows"] == 50_000


def test_a_million_rows_of_text_are_read_in_time(read: Read) -> None:
    content = b"kommunenr;periode;verdi\n" + b"1539;2023-01;12\n" * 1_000_000
    assert read(content, "a.csv")["rows"] == 1_000_001
