"""Looks for personal identity numbers in a file as it arrives, before it is stored. Nothing is parsed.

Text is searched as bytes, and so are the unpacked parts of a zipped workbook, piece by piece and only so far.
What is binary inside (XLS, XLSB) or put together from pieces of a cell is found when the table is read.
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from typing import IO
from zipfile import BadZipFile, ZipFile

from indicators.imports.personal_ids import folded, has_long_number, place_of_one
from indicators.messages import gettext as _

_CHUNK = 1 << 20
_OVERLAP = 64
_MOST_UNPACKED = 300 << 20
_ZIP = b"PK\x03\x04"
_BEFORE_JSON = b"\xef\xbb\xbf \t\r\n"
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")
_TEXTS = re.compile(r"xl/(?:sharedStrings|(?:threadedC|c)omments[^.]*)\.xml")
_ABOUT = re.compile(r"xl/workbook\.xml|docProps/[^/]+\.xml|meta\.xml")
_ROWS = ("<row ", "<row>", ":row ", "table-row ", "table-row>")


def holds_personal_id_in_file(file: IO[bytes]) -> str | None:
    """Where in the file a valid number of a person stands, fit to follow a comma; None when nowhere found.

    `file` is read from its start and left at its start. The number itself is never part of the answer. Never
    raises for what the file holds: a damaged one is for the reader to refuse.
    """
    file.seek(0)
    try:
        head = file.read(64)
        file.seek(0)
        if head.startswith(_ZIP):
            return _in_zip(file)
        json = {b"[": "{", b"{": ""}.get(head.lstrip(_BEFORE_JSON)[:1])  # objects in a list are its rows
        row = _row_in(_decoded(file), ("\n" if json is None else json,))
        if row is None:
            return None
        if json == "":
            return _("i innholdet")
        return _("på rad {row}").format(row=row + (json is None))
    finally:
        file.seek(0)


def _in_zip(file: IO[bytes]) -> str | None:
    left = _MOST_UNPACKED
    try:
        with ZipFile(file) as archive:
            for part in archive.infolist():
                if not (where := _where(part.filename)):
                    continue
                left -= part.file_size
                if left < 0:
                    return None  # the reader refuses what unpacks to this much
                with archive.open(part) as content:
                    row = _row_in(iter(lambda: content.read(_CHUNK), b""), _ROWS)
                if row is not None:
                    return where.format(row=row)
    except (BadZipFile, zlib.error, EOFError, RuntimeError, LookupError, OSError, ValueError):
        return None
    return None


def _decoded(file: IO[bytes]) -> Iterator[bytes]:
    """Chunks with one byte a sign: UTF-16 without its zeros."""
    while chunk := file.read(_CHUNK):
        yield chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk


def _where(part: str) -> str:
    """How to tell of one in this part of a workbook; empty for a part that is not searched."""
    if _SHEETS.fullmatch(part):
        return _("på rad {row}")
    if _TEXTS.fullmatch(part):
        return _("i en celle med tekst")
    return _("i navnet på et ark eller i filens egenskaper") if _ABOUT.fullmatch(part) else ""


def _row_in(chunks: Iterator[bytes], marks: tuple[str, ...]) -> int | None:
    """How many row marks stand before the first number of a person; None when there is no such number."""
    # What is not UTF-8 is still there to be searched, byte by byte.
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    rows, before = 0, ""
    for chunk in chunks:
        piece = folded(before + decoder.decode(chunk).replace(_WINDOWS_SPACE, " "))
        place = place_of_one(piece.translate(_CELLS)) if has_long_number(piece) else None
        if place is not None:
            return rows + sum(piece.count(mark, 0, place) for mark in marks)
        cut = max(0, len(piece) - _OVERLAP)
        rows += sum(piece.count(mark, 0, cut) for mark in marks)
        before = piece[cut:]
    return None


_WINDOWS_SPACE = "\udca0"  # one that does not break, in what is not UTF-8
# What ends a cell in separated text, JSON and XML becomes U+001F; lines end cells too.
_CELLS = dict.fromkeys(map(ord, ';,\t\r\n"<>|'), "\x1f")
