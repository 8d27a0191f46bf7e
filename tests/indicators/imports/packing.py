"""Workbooks written by hand, part by part, to be as awkward or as hostile as a test needs."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Mapping
from zipfile import ZIP_DEFLATED, ZipFile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_STRICT = {
    _MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    _DOCUMENT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
Content = str | bytes | Iterable[bytes]


def xlsx(
    *sheets: Content,
    names: Iterable[str] = (),
    hidden: Iterable[str] = (),
    parts: Mapping[str, Content] | None = None,
    strict: bool = False,
    settings: str = "",
) -> bytes:
    """A package of these sheets: each is the inside of `sheetData`, or a whole part when it begins as one."""
    titles = [*names] or [f"Ark{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{_state(name in hidden)}/>'
        for number, name in enumerate(titles, 1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(titles) + 1)
    )
    written: dict[str, Content] = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">{settings}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
    }
    for number, content in enumerate(sheets, 1):
        bare = isinstance(content, str) and not content.startswith("<?xml")
        written[f"xl/worksheets/sheet{number}.xml"] = _sheet_of(str(content)) if bare else content
    return zipped({**written, **(parts or {})}, strict=strict)


def _sheet_of(rows: str) -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _state(hidden: bool) -> str:
    return ' state="hidden"' if hidden else ""


def zipped(parts: Mapping[str, Content], *, strict: bool = False) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            if isinstance(content, str | bytes):
                data = content if isinstance(content, bytes) else content.encode()
                for old, new in _STRICT.items() if strict else ():
                    data = data.replace(old.encode(), new.encode())
                archive.writestr(name, data)
            else:
                with archive.open(name, "w") as part:
                    for piece in content:
                        part.write(piece)
    return file.getvalue()


def sheet(rows: Iterable[bytes]) -> Iterable[bytes]:
    """A whole sheet part, written piece by piece."""
    yield f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    yield from rows
    yield b"</sheetData></worksheet>"


def styles(*formats: str) -> str:
    """Style 0 is General; the rest are these number formats in order."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + place}" formatCode="{code}"/>' for place, code in enumerate(formats)
    )
    uses = "".join(f'<xf numFmtId="{200 + place}"/>' for place in range(len(formats)))
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{uses}</cellXfs></styleSheet>'
    )


def ods(rows: str) -> bytes:
    """An ODS of one sheet; `rows` is the inside of its table."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<office:document-content xmlns:office="{office}:office:1.0" '
            f'xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" '
            'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="Ark">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:'
            'xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type='
            '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        }
    )


def record(number: int, content: bytes = b"") -> bytes:
    """One record of a binary workbook."""
    head = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([size & 0x7F | 0x80, size >> 7])
    return head + length + content


def wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def xlsb(rows: Mapping[int, Mapping[int, bytes]], form: str = "0%") -> bytes:
    """A binary workbook. `rows`: by row and column (from 0) the record of a cell but its place, by `real` and
    `fault`; style 0 is General and style 1 has this number format.
    """
    number = (0).to_bytes(2, "little")
    body = b"".join(
        record(0, row.to_bytes(4, "little") + bytes(13))
        + b"".join(record(cell[0], column.to_bytes(4, "little") + cell[1:]) for column, cell in cells.items())
        for row, cells in rows.items()
    )
    style = (200).to_bytes(2, "little")
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
            f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": record(131)
            + record(143)
            + record(156, bytes(4) + (1).to_bytes(4, "little") + wide("rId1") + wide("Ark"))
            + record(144)
            + record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
            f'Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/styles.bin": record(278)
            + record(615, (1).to_bytes(4, "little"))
            + record(44, style + wide(form))
            + record(616)
            + record(617, (2).to_bytes(4, "little"))
            + record(47, number + number + bytes(12))
            + record(47, number + style + bytes(12))
            + record(618)
            + record(279),
            "xl/worksheets/sheet1.bin": record(129)
            + record(148, bytes(16))
            + record(145)
            + body
            + record(146)
            + record(130),
        }
    )


def real(number: float, style: int = 0) -> bytes:
    return b"\x05" + style.to_bytes(4, "little") + struct.pack("<d", number)


def fault(code: int) -> bytes:
    return b"\x03" + bytes(4) + bytes([code])
