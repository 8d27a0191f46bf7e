"""The process that opens the file. Arguments: path, name, sheet, rows a block, bytes of memory, seconds."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats import open_table
from indicators.imports.parsing import wire
from indicators.imports.parsing.blocks import Block, blocks
from indicators.imports.personal_ids import first_row_with_one, holds_personal_id
from indicators.imports.table import Table
from indicators.messages import gettext as _
from indicators.messages import written

_PR_SET_PDEATHSIG = 1
HEAD_ROWS = 200
MAX_CELLS = 30_000_000


def main(path: str, name: str, sheet: str, rows: str, memory: str, seconds: str) -> None:
    # What is said on the way must not end up among the data.
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _die_with_parent()
    gc.disable()  # rows refer to nothing that refers back; looking for that took a third of the time
    _limit(resource.RLIMIT_AS, int(memory))
    _limit(resource.RLIMIT_CPU, int(seconds))
    try:
        _tell(out, Path(path), name, sheet, int(rows))
    except FileError as error:
        wire.send(out, {"fault": error.fault.value, "text": written(error.message)})
    except (MemoryError, RecursionError):
        heavy = FileError.of(FileFault.TOO_MANY, name, detail=_("den trenger for mye minne for å leses"))
        wire.send(out, {"fault": heavy.fault.value, "text": written(heavy.message)})
    out.flush()
    # A reader's own threads and buffers are not waited for.
    os._exit(0)


def _die_with_parent() -> None:
    """Also in the middle of a large file, when there is nothing to write and so nothing to notice it by."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


def _limit(what: int, amount: int) -> None:
    _, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        amount = min(amount, hard)
    resource.setrlimit(what, (amount, hard))


def _tell(out: IO[bytes], path: Path, name: str, sheet: str, rows: int) -> None:
    if holds_personal_id(name):
        raise FileError.of(FileFault.PERSONAL_IDS, _("Filen"), place=_("i filnavnet"))
    table = open_table(path, name, sheet)
    if row := first_row_with_one(table):
        raise FileError.of(FileFault.PERSONAL_IDS, name, place=_("på rad {row}").format(row=row))
    head = [(number, list(cells)) for number, cells in islice(table.rows(), HEAD_ROWS)]
    about = {"sheet": table.sheet, "sheets": table.sheets, "total": table.total}
    about["notes"] = [written(note) for note in table.notes]
    about["declared"] = list(table.declared.items())
    wire.send(out, {"head": wire.rows_written(head), **about})
    for block in _capped(table, name, rows):
        wire.send_block(out, block)
    wire.send(out, {"end": True})


def _capped(table: Table, name: str, rows: int) -> Iterator[Block]:
    cells = 0
    for block in blocks(table.rows(), rows):
        cells += len(block.numbers) * len(block.columns)
        if cells > MAX_CELLS:
            detail = _("mer enn {million} millioner celler").format(million=MAX_CELLS // 1_000_000)
            raise FileError.of(FileFault.TOO_MANY, name, detail=detail)
        yield block


if __name__ == "__main__":
    main(*sys.argv[1:])
