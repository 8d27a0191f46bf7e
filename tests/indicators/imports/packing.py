"""Workbooks written by hand, part by part, to be as awkward or as hostile as a test needs."""

from __future__ import annotations

import io
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
