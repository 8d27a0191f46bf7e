"""What an XLSX package says of its sheets before calamine opens it: where they lie, what is per cent."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from zipfile import ZipFile

from indicators.imports.formats.workbook import xlsb
from indicators.imports.formats.workbook.percent import BUILT_IN_PERCENT, is_percent
from indicators.imports.formats.workbook.xml import Attributes, Unsafe, walk
from indicators.messages import gettext as _

_RELATIONS = "xl/_rels/workbook.xml.rels"
_WORKBOOK = "xl/workbook.xml"
_BINARY_RELATIONS = "xl/_rels/workbook.bin.rels"
_BINARY = "xl/workbook.bin"
_MOST_STYLES = 66_000  # Excel itself stops at 65 490


@dataclass
class Book:
    """`paths`: sheet name to the part that holds it. `percent` (XLSX) or `styles` (XLSB): those that show
    0,52 as 52 %.
    """

    paths: dict[str, str] = field(default_factory=dict)
    percent: set[bytes] = field(default_factory=set)
    styles: set[int] = field(default_factory=set)
    has_macros: bool = False

    @classmethod
    def of(cls, archive: ZipFile) -> Book:
        """Reads workbook, relations and styles; all empty when the package keeps them elsewhere."""
        parts = set(archive.namelist())
        book = cls(has_macros=any(part.endswith("vbaProject.bin") for part in parts))
        if {_BINARY, _BINARY_RELATIONS} <= parts:
            book.paths = _paths_of(xlsb.sheets(archive), archive, _BINARY_RELATIONS, parts)
            book.styles = xlsb.percent_styles(archive) if "xl/styles.bin" in parts else set()
        if {_WORKBOOK, _RELATIONS} <= parts:
            book.paths = _paths(archive, parts)
        if "xl/styles.xml" in parts:
            book.percent = _percent_styles(archive)
        return book


def _paths(archive: ZipFile, parts: set[str]) -> dict[str, str]:
    names: dict[str, str] = {}

    def sheet(element: str, given: Attributes) -> None:
        if element == "sheet":
            names[given.get("name", "")] = given.get("id", "")

    with archive.open(_WORKBOOK) as file:
        walk(file, sheet)
    return _paths_of(names, archive, _RELATIONS, parts)


def _paths_of(names: Mapping[str, str], archive: ZipFile, relations: str, parts: set[str]) -> dict[str, str]:
    targets: dict[str, str] = {}

    def relation(element: str, given: Attributes) -> None:
        if element == "Relationship":
            targets[given.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", given.get("Target", "")))

    with archive.open(relations) as file:
        walk(file, relation)
    found = {name: targets.get(relation, "").lstrip("/") for name, relation in names.items()}
    return {name: path for name, path in found.items() if path in parts}


def _percent_styles(archive: ZipFile) -> set[bytes]:
    formats = set(BUILT_IN_PERCENT)
    styles: list[str] = []
    inside: list[str] = []

    def start(element: str, given: Attributes) -> None:
        if element == "numFmt" and is_percent(given.get("formatCode", "")):
            formats.add(given.get("numFmtId", ""))
        elif element == "xf" and inside and inside[-1] == "cellXfs":
            styles.append(given.get("numFmtId", ""))
            if len(styles) > _MOST_STYLES:
                raise Unsafe(_("den har flere celleformater enn Excel tillater"))
        elif element in ("cellXfs", "cellStyleXfs"):
            inside.append(element)

    def end(element: str) -> None:
        if inside and element == inside[-1]:
            inside.pop()

    with archive.open("xl/styles.xml") as file:
        walk(file, start, end)
    return {str(place).encode() for place, style in enumerate(styles) if style in formats}
