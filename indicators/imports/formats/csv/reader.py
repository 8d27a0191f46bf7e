"""Reads separated text as Norwegian senders write it. Streams: a large file is never held in memory."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from indicators.imports.errors import FileError, FileFault
from indicators.imports.personal_ids import has_long_number
from indicators.imports.table import MAX_COLUMNS, MAX_ROWS, Row, Table

NAME = "CSV"
EXTENSIONS = (".csv", ".txt", ".tsv")

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ";\t,"
_SAMPLE_LINES = 60
_CHUNK = 1 << 20
_LONGEST_CELL = 100_000


def recognises(head: bytes, name: str) -> bool:
    """Text has no bytes to know it by: the ending says it, and the bytes may deny it."""
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return True
    return name.casefold().endswith(EXTENSIONS) and not _is_binary(head) and not _is_markup(head)


def read(path: Path, name: str, sheet: str = "") -> Table:
    """The file as one table. Raises FileError when it is not text, is empty, or is too large to hold."""
    encoding, lines, long_numbers = _look_through(path, name)
    delimiter = _delimiter(path, encoding)

    def rows() -> Iterator[Row]:
        with path.open(encoding=encoding, newline="") as file:
            try:
                for number, cells in enumerate(csv.reader(file, delimiter=delimiter), 1):
                    if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                        raise FileError.of(FileFault.TOO_MANY, name, detail=f"rad {number} er over grensen")
                    if cells:
                        yield number, cells
            except csv.Error:
                raise FileError.of(FileFault.BROKEN, name, detail="en celle er altfor lang") from None

    notes = _said_aloud(encoding)
    return Table(sheet="", rows=rows, total=lines, notes=notes, long_numbers=long_numbers)


def _look_through(path: Path, name: str) -> tuple[str, int, bool]:
    """The encoding, how many lines, and whether ten digits stand together anywhere.

    BOM, then strict UTF-8, then Windows-1252: the two that Norwegian systems write.
    """
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return encoding, *_count(path, encoding, name)
        except UnicodeError:
            continue
    raise FileError.of(FileFault.BROKEN, name, detail="tegnene kan ikke leses som UTF-8 eller Windows-1252")


def _count(path: Path, encoding: str, name: str) -> tuple[int, bool]:
    lines, content, long_numbers, before = 0, False, False, ""
    with path.open(encoding=encoding, newline="") as file:
        while chunk := file.read(_CHUNK):
            if "\x00" in chunk:
                raise FileError.of(FileFault.BROKEN, name, detail="det er nulltegn i teksten")
            lines += chunk.count("\n")
            content = content or not chunk.isspace()
            long_numbers = long_numbers or has_long_number(before + chunk)
            before = chunk[-20:]
    if not content:
        raise FileError.of(FileFault.EMPTY, name)
    return lines + 1, long_numbers


def _delimiter(path: Path, encoding: str) -> str:
    """The sign that divides most lines into the same number of cells; of two alike, the one named first.

    csv.Sniffer takes the decimal comma for a separator where most cells have one.
    """
    with path.open(encoding=encoding, newline="") as file:
        lines = [line for line in islice(file, _SAMPLE_LINES) if not line.isspace()]

    def agreeing(sign: str) -> int:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        return max(counts.values(), default=0)

    return max(_DELIMITERS, key=agreeing)


def _is_binary(head: bytes) -> bool:
    return b"\x00" in head or head.startswith(
        (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8")
    )


def _is_markup(head: bytes) -> bool:
    return head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"{", b"["))


def _said_aloud(encoding: str) -> tuple[str, ...]:
    if encoding == "cp1252":
        return ("Filen er lest som Windows-1252, fordi den ikke er gyldig UTF-8.",)
    return ()


csv.field_size_limit(_LONGEST_CELL)
