"""Reads separated text as Norwegian senders write it. Streams: a large file is never held in memory."""

from __future__ import annotations

import csv
import os
import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats.csv.torn import headings_in, refuse_torn
from indicators.imports.notes import TAIL, notes_below, tell
from indicators.imports.personal_ids import has_long_number
from indicators.imports.table import INVISIBLE, MAX_COLUMNS, MAX_ROWS, Row, Table, without_marks
from indicators.messages import gettext as _

NAME = "CSV"
EXTENSIONS = (".csv", ".txt", ".tsv")

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ";\t,"
_SAMPLE_LINES = 60
_CHUNK = 1 << 20
_LONGEST_CELL = 100_000
_BLOCK = 256
_TAIL_BYTES = 1 << 16
_TOLD = re.compile(r"sep=([;,\t|])\s*", re.IGNORECASE)  # Excel's own line about what separates
# What æ, ø and å become when UTF-8 is read as something else, and what stands for a letter that was lost.
_GARBLED = re.compile("\u00c3[\u00a6\u00b8\u00a5\u2020\u02dc\u2026]|\ufffd")


@dataclass
class Look:
    """What was found before the rows are read. `long_numbers`: whether ten digits stand together anywhere.
    `sound`: whether every quotation mark that opens a cell also ends one; else a row must be a line.
    `headings`: how many cells a row may have before a decimal comma may have torn one of them.
    """

    encoding: str
    lines: int = 1
    quotes: bool = False
    sound: bool = True
    long_numbers: bool = False
    invisible: bool = False
    garbled: bool = False
    headings: int = MAX_COLUMNS


def recognises(head: bytes, name: str) -> bool:
    """Text has no bytes to know it by: the ending says it, and the bytes may deny it."""
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return True
    if _is_binary(head) or _is_markup(head):
        return False
    return name.casefold().endswith(EXTENSIONS) or ("." not in name and b"\t" in head)  # pasted cells


def read(path: Path, name: str, sheet: str = "") -> Table:
    """The file as one table. Raises FileError when it is not text, is empty, or is too large to hold."""
    look = _look_through(path, name)
    delimiter = _delimiter(path, look.encoding)
    look.sound = not look.quotes or _is_sound(path, look.encoding, delimiter)
    notes = notes_below(_tail(path, look.encoding, delimiter))
    look.headings = headings_in(_sample(path, look.encoding)) if delimiter == "," else MAX_COLUMNS

    def rows() -> Iterator[Row]:
        with path.open(encoding=look.encoding, newline="") as file:
            try:
                yield from _rows(csv.reader(file, delimiter=delimiter), name, look, len(notes))
            except csv.Error:
                raise FileError.of(FileFault.BROKEN, name, detail=_unclosed()) from None

    told = (*_said_aloud(look), *tell(notes))
    return Table(sheet="", rows=rows, total=look.lines, notes=told, long_numbers=look.long_numbers)


def _rows(reader: Iterator[list[str]], name: str, look: Look, notes: int) -> Iterator[Row]:
    """Rows with their numbers, block by block: a million rows leave no time for a look at each."""
    number, held = 1, list[list[str]]()
    while fresh := list(islice(reader, _BLOCK)):
        block = held + fresh
        if notes:
            block, held = block[:-notes], block[-notes:]
        widest = len(max(block, key=len, default=[]))
        if widest > MAX_COLUMNS or number + len(block) > MAX_ROWS + 1:
            detail = _("rad {row} er over grensen").format(row=_too_much(block, number))
            raise FileError.of(FileFault.TOO_MANY, name, detail=detail)
        if widest > look.headings:
            refuse_torn(block, number, look.headings, name)
        if not look.sound and any("\n" in cell for cells in block for cell in cells):
            raise FileError.of(FileFault.BROKEN, name, detail=_unclosed())
        if look.invisible:
            block = [[without_marks(cell) for cell in cells] for cells in block]
        numbered = zip(range(number, number + len(block)), block, strict=True)
        yield from numbered if all(block) else (row for row in numbered if row[1])
        number += len(block)


def _too_much(block: list[list[str]], number: int) -> int:
    wide = (row for row, cells in enumerate(block, number) if len(cells) > MAX_COLUMNS)
    return next(wide, MAX_ROWS + 1)


def _unclosed() -> str:
    return _("en celle er altfor lang, trolig fordi et anførselstegn aldri lukkes")


def _look_through(path: Path, name: str) -> Look:
    """BOM, then strict UTF-8, then Windows-1252: the two that Norwegian systems write."""
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((encoding for bom, encoding in _BOMS if head.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return _count(path, encoding, name)
        except UnicodeError:
            continue
    detail = _("tegnene kan ikke leses som UTF-8 eller Windows-1252")
    raise FileError.of(FileFault.BROKEN, name, detail=detail)


def _count(path: Path, encoding: str, name: str) -> Look:
    look, content, before = Look(encoding), False, ""
    with path.open(encoding=encoding, newline="") as file:
        while chunk := file.read(_CHUNK):
            if "\x00" in chunk:
                raise FileError.of(FileFault.BROKEN, name, detail=_("det er nulltegn i teksten"))
            look.lines += chunk.count("\n")
            look.quotes = look.quotes or '"' in chunk
            content = content or not chunk.isspace()
            look.long_numbers = look.long_numbers or has_long_number(before + chunk)
            if not chunk.isascii():
                look.invisible = look.invisible or bool(INVISIBLE.search(chunk))
                look.garbled = look.garbled or bool(_GARBLED.search(chunk))
            before = chunk[-20:]
    if not content:
        raise FileError.of(FileFault.EMPTY, name)
    return look


def _is_sound(path: Path, encoding: str, delimiter: str) -> bool:
    with path.open(encoding=encoding, newline="") as file:
        try:
            deque(csv.reader(file, delimiter=delimiter, strict=True), maxlen=0)
        except csv.Error:
            return False
    return True


def _tail(path: Path, encoding: str, delimiter: str) -> list[list[str]]:
    """The last lines as rows; none when a cell goes over several lines, for then lines are not rows."""
    with path.open("rb") as file:
        if encoding == "utf-16":  # the mark that says which way round it is stands at the beginning
            encoding = "utf-16-le" if file.read(2) == b"\xff\xfe" else "utf-16-be"
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL_BYTES) & ~1)
        ending = file.read()
    text = ending.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removesuffix("\n").split("\n")
    if size > _TAIL_BYTES:
        lines = lines[1:]
    lines = lines[-TAIL:]
    if any(line.count('"') % 2 for line in lines):
        return []
    return [next(csv.reader([line], delimiter=delimiter), []) for line in lines]


def _delimiter(path: Path, encoding: str) -> str:
    """The sign that divides most lines into the same number of cells; of two alike, the one named first.

    csv.Sniffer takes the decimal comma for a separator where most cells have one.
    """
    lines = _sample(path, encoding)
    if told := _TOLD.fullmatch(lines[0]):
        return told[1]

    def agreeing(sign: str) -> int:
        counts = Counter(line.count(sign) for line in lines if sign in line)
        return max(counts.values(), default=0)

    return max(_DELIMITERS, key=agreeing)


def _sample(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, newline="") as file:
        return [line for line in islice(file, _SAMPLE_LINES) if not line.isspace()]


def _is_binary(head: bytes) -> bool:
    return b"\x00" in head or head.startswith(
        (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8")
    )


def _is_markup(head: bytes) -> bool:
    return head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml", b"{", b"["))


def _said_aloud(look: Look) -> Iterator[str]:
    if look.encoding == "cp1252":
        yield _("Filen er lest som Windows-1252, fordi den ikke er gyldig UTF-8.")
    if look.garbled:
        yield _("Noen bokstaver er ødelagt i filen, slik at æ, ø og å står som andre tegn.")
    if look.invisible:
        yield _("Usynlige tegn i teksten er fjernet.")


csv.field_size_limit(_LONGEST_CELL)
