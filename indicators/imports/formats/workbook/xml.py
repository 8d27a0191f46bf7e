"""XML of an unknown sender: no document types, no entities, no text without end. Nothing is expanded."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from indicators.messages import ToldError
from indicators.messages import gettext as _

Attributes = Mapping[str, str]

_CHUNK = 1 << 20
_LONGEST_TEXT = 4 << 20  # bytes between two tags; a spreadsheet holds 32 767 characters in a cell
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE, b"<\x00", b"\x00<")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")


class Unsafe(ToldError):  # noqa: N818 - it is a finding, said by the reader as a FileError
    """The XML must not be read. The message is Norwegian, a clause without a full stop."""


def look_through(archive: ZipFile) -> None:
    """Reads every XML part once in small pieces, before any library does. Raises Unsafe."""
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            with archive.open(part) as file:
                _look_through(file)


def _look_through(file: IO[bytes]) -> None:
    before, since_tag = b"", 0
    while chunk := file.read(_CHUNK):
        if not before and chunk.startswith(_WIDE):
            raise Unsafe(_("XML-en er ikke skrevet som UTF-8"))
        if any(mark in before + chunk for mark in _DECLARATIONS):
            raise Unsafe(_("XML-en har en dokumenttype eller egne entiteter"))
        last = chunk.rfind(b"<")
        since_tag = since_tag + len(chunk) if last < 0 else len(chunk) - last
        if since_tag > _LONGEST_TEXT:
            raise Unsafe(_("en celle er altfor lang"))
        before = chunk[-len(max(_DECLARATIONS, key=len)) :]


def walk(
    file: IO[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for each element, names and attributes without namespaces. Raises Unsafe."""
    parser = ParserCreate(namespace_separator=" ")

    def refuse(*_given: object) -> None:
        raise Unsafe(_("XML-en har en dokumenttype eller egne entiteter"))

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, given: start(
        _local(name), {_local(key): value for key, value in given.items()}
    )
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.ParseFile(file)
    except ExpatError:
        raise Unsafe(_("XML-en er ikke hel")) from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
