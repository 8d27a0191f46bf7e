"""Has a file parsed by a child, and hears what it says."""

from __future__ import annotations

import fcntl
import logging
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias, cast

from django.conf import settings

from indicators.imports.errors import FileError, FileFault
from indicators.imports.parsing import wire
from indicators.imports.parsing.blocks import Block
from indicators.imports.table import Table
from indicators.messages import gettext as _
from indicators.messages import read

logger = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[3]
_PIPE = 1 << 20
_CHILD = "indicators.imports.parsing.child"
Message: TypeAlias = "tuple[dict[str, Any], list[array[int]]]"


@dataclass(frozen=True)
class Parsed:
    """`table`: the first rows only, for finding out what the columns are. `blocks`: all rows, once."""

    table: Table
    blocks: Iterator[Block]


@contextmanager
def parsed(path: Path, name: str, sheet: str = "") -> Iterator[Parsed]:
    """The file as the child sees it. Raises FileError, also while blocks are read; ends the child at the end.

    A file with a personal identity number gives nothing but that fault. Settings: IMPORT_BLOCK_ROWS,
    IMPORT_PARSE_MEMORY (bytes of address space) and IMPORT_PARSE_SECONDS (of the processor).
    """
    limits = [settings.IMPORT_BLOCK_ROWS, settings.IMPORT_PARSE_MEMORY, settings.IMPORT_PARSE_SECONDS]
    command = [sys.executable, "-m", _CHILD, str(path), name, sheet, *map(str, limits)]
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(  # noqa: S603 - the name is an argument, and no shell is there to read it
            command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
        )
        out = cast(IO[bytes], child.stdout)
        _let_it_run_ahead(out)
        try:
            messages = _messages(child, out, errors, name)
            head, _arrays = next(messages)
            rows = wire.rows_read(head["head"])
            table = Table(
                sheet=head["sheet"],
                sheets=tuple(head["sheets"]),
                rows=lambda: iter(rows),
                total=head["total"],
                notes=tuple(map(read, head["notes"])),
                declared=dict(map(tuple, head["declared"])),
            )
            yield Parsed(table, (wire.block_of(*each) for each in messages if "block" in each[0]))
        finally:
            child.kill()
            out.close()
            child.wait()


def _let_it_run_ahead(out: IO[bytes]) -> None:
    """A pipe holds 64 kB unless told; a block is some hundred, and the child would wait half its time."""
    if sys.platform == "linux":
        with suppress(OSError):  # more than this user may have: it is slower, and that is all
            fcntl.fcntl(out, fcntl.F_SETPIPE_SZ, _PIPE)


def _messages(
    child: subprocess.Popen[bytes], out: IO[bytes], errors: IO[bytes], name: str
) -> Iterator[Message]:
    """Every message up to the last. Raises FileError for the fault it tells of, or when it died."""
    try:
        for message, arrays in wire.receive(out):
            if "fault" in message:
                raise FileError(FileFault(message["fault"]), read(message["text"]))
            if "end" in message:
                return
            yield message, arrays
    except wire.GarbledError:
        pass
    child.wait()
    errors.seek(0)
    # Where it went wrong, not the whole of what it said: that may hold what stood in the file.
    places = [line.strip() for line in errors.read()[-8000:].decode(errors="replace").splitlines()]
    where = [line for line in places if line.startswith("File ")]
    logger.error("the child reading a file ended with %s: %s", child.returncode, where)
    if child.returncode < 0:
        detail = _("den er for tung å lese, og lesingen ble stoppet")
        raise FileError.of(FileFault.TOO_MANY, name, detail=detail)
    raise FileError.of(FileFault.BROKEN, name, detail=_("den kan ikke leses"))
