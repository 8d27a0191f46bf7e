"""A process that reads files made to hurt, and the pieces they are made of."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.waiting import PATIENCE

_CHILD = """
import json, resource, sys
from pathlib import Path
import django
django.setup()
from indicators.imports.errors import FileError
from indicators.imports.formats import open_table
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
for line in sys.stdin:
    path, name = json.loads(line)
    try:
        table = open_table(Path(path), name)
        rows, first = 0, []
        for number, cells in table.rows():
            rows += 1
            if rows <= 5:
                first.append([str(cell)[:60] for cell in cells][:8])
        told = {"rows": rows, "first": first, "notes": list(table.notes)}
    except FileError as error:
        told = {"fault": error.fault.value, "message": str(error)}
    print(json.dumps(told), flush=True)
"""
Read = Callable[[bytes, str], dict[str, Any]]


@pytest.fixture(scope="module")
def child() -> Iterator[subprocess.Popen[str]]:
    """One process reads them all: none of them may have brought it down for the next."""
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


@pytest.fixture
def read(child: subprocess.Popen[str], tmp_path: Path) -> Read:
    def reading(content: bytes, name: str) -> dict[str, Any]:
        assert child.stdin is not None
        assert child.stdout is not None
        path = tmp_path / "fil"
        path.write_bytes(content)
        began = time.monotonic()
        child.stdin.write(json.dumps([str(path), name]) + "\n")
        child.stdin.flush()
        found: dict[str, Any] = json.loads(child.stdout.readline())
        assert time.monotonic() - began < PATIENCE
        return found

    return reading


def cells(*values: str) -> str:
    """One row of numbers and formulas as they are written in a sheet."""
    return "<row>" + "".join(values) + "</row>"


def a(place: str, value: object, extra: str = "") -> str:
    return f'<c r="{place}"{extra}><v>{value}</v></c>'


def many(piece: bytes, times: int) -> Iterator[bytes]:
    for _ in range(times):
        yield piece
