"""More files made to hurt, found by attacking the readers: lines, encodings, styles, packages without end."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from indicators.imports.errors import FileFault
from tests.indicators.imports.hostile import Read, a, cells, child, many, read
from tests.indicators.imports.packing import ods, xlsx, zipped

__all__ = ["child", "read"]  # fixtures

HEADINGS = "kommunenr;periode;verdi\n"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def styles_by_the_hundred_thousand() -> bytes:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><cellXfs>' + '<xf numFmtId="9"/>' * 200_000 + "</cellXfs></styleSheet>"
    )
    return xlsx(cells(a("A1", 1)), parts={"xl/styles.xml": styles})


def a_cube_without_end() -> bytes:
    names = [f"d{place}" for place in range(10)]
    index = {"category": {"index": [str(each) for each in range(1000)]}}
    return json.dumps(
        {
            "class": "dataset",
            "id": names,
            "size": [1000] * 10,
            "value": {"0": 1},
            "dimension": dict.fromkeys(names, index),
        }
    ).encode()


REFUSED: dict[str, tuple[str, Callable[[], bytes], FileFault, str]] = {
    "a million columns": (
        "a.csv",
        lambda: b"a;" * 1_000_000 + b"\n1;2\n",
        FileFault.TOO_MANY,
        "rad 1 er over",
    ),
    "one line of 50 MB": ("a.csv", lambda: b"x" * (50 << 20), FileFault.BROKEN, "altfor lang"),
    "one line of 25 million cells": (
        "a.csv",
        lambda: b"1;" * (25 << 20),
        FileFault.TOO_MANY,
        "rad 1 er over",
    ),
    "nothing but line ends": ("a.csv", lambda: b"\n" * (50 << 20), FileFault.EMPTY, "ingen rader"),
    "more rows than a spreadsheet": (
        "a.csv",
        lambda: HEADINGS.encode() + b"1539;2023-01;12\n" * 1_100_000,
        FileFault.TOO_MANY,
        "rad 1048577 er over",
    ),
    "utf-32": ("a.csv", lambda: f"{HEADINGS}1539;2024-01;3\n".encode("utf-32"), FileFault.BROKEN, "nulltegn"),
    "utf-16 cut in two": (
        "a.csv",
        lambda: f"{HEADINGS}1539;2024-01;3\n".encode("utf-16") + b"1",
        FileFault.BROKEN,
        "UTF-8 eller Windows-1252",
    ),
    "bytes of no encoding": ("a.csv", lambda: b"a;b\n\x81\x8d;1\n", FileFault.BROKEN, "UTF-8 eller Windows"),
    "zips within zips": (
        "a.xlsx",
        lambda: zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "a.zip": zipped({"b.zip": zipped({"c": many(b"0" * 1000, 9)})}),
            }
        ),
        FileFault.WRONG_TYPE,
        "ikke en filtype",
    ),
    "styles by the hundred thousand": (
        "a.xlsx",
        styles_by_the_hundred_thousand,
        FileFault.BROKEN,
        "flere celleformater enn Excel tillater",
    ),
    "a milliard spaces in one cell": (
        "a.ods",
        lambda: ods(
            '<table:table-row><table:table-cell office:value-type="string"><text:p>a'
            '<text:s text:c="1000000000"/>b</text:p></table:table-cell></table:table-row>'
        ),
        FileFault.BROKEN,
        "en celle er altfor lang",
    ),
    "sixteen million cells from one": (
        "a.ods",
        lambda: ods(
            '<table:table-row><table:table-cell office:value-type="string" '
            'table:number-columns-repeated="16777216"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
        FileFault.TOO_MANY,
        "langt ute til høyre",
    ),
    "every sheet hidden": (
        "a.xlsx",
        lambda: xlsx(cells(a("A1", 1)), hidden=["Ark1"]),
        FileFault.EMPTY,
        "ingen rader",
    ),
    "a cell before the first": ("a.xlsx", lambda: xlsx(cells(a("A0", 1))), FileFault.EMPTY, "ingen rader"),
    "a shared text that is not there": (
        "a.xlsx",
        lambda: xlsx(cells(a("A1", 99, ' t="s"'))),
        FileFault.BROKEN,
        "kan ikke åpnes",
    ),
    "an old workbook of noise": (
        "a.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 400,
        FileFault.WRONG_TYPE,
        "ikke en filtype",
    ),
    "a cube without end": ("a.json", a_cube_without_end, FileFault.TOO_MANY, "celler er flere enn vi leser"),
    "collections within collections": (
        "a.json",
        lambda: ('{"class":"collection","link":{"item":[' * 3000 + "]}}" * 3000).encode(),
        FileFault.BROKEN,
        "nøstet for dypt",
    ),
    "compressed text called csv": (
        "a.csv",
        lambda: b"\x1f\x8b\x08\x00" + bytes(99),
        FileFault.WRONG_TYPE,
        "filtype",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_it_is_refused_in_time_with_a_text_of_its_own(kind: str, read: Read) -> None:
    name, content, fault, words = REFUSED[kind]
    found = read(content(), name)
    assert found.get("fault") == fault.value, found
    assert words in found["message"]


def test_two_encodings_in_one_file_are_read_and_said_aloud(read: Read) -> None:
    found = read("navn;v\nÅs;1\n".encode() + "Ås;1\n".encode("cp1252"), "a.csv")
    assert found["first"][2] == ["Ås", "1"]
    assert "Noen bokstaver er ødelagt i filen" in " ".join(found["notes"])


def test_percent_is_known_by_style_however_many_styles_there_are(read: Read) -> None:
    few = '<xf numFmtId="0"/>' + '<xf numFmtId="9"/>' * 300
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{few}</cellXfs></styleSheet>'
    book = xlsx(cells(a("A1", 0.5, ' s="299"'), a("B1", 2)), parts={"xl/styles.xml": styles})
    assert read(book, "a.xlsx")["first"] == [["50 %", "2.0"]]
