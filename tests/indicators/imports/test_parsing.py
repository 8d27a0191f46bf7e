"""What a child process reads of a file, and what becomes of a file that is too much for it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.imports.errors import FileError, FileFault
from indicators.imports.parsing import wire
from indicators.imports.parsing.blocks import Block, below, blocks, rows_of
from indicators.imports.parsing.parent import parsed
from indicators.imports.table import Row
from tests.waiting import until

CELLS = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.integers(-(10**6), 10**6),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=400)),
)
TABLES = st.lists(st.lists(CELLS, max_size=4), min_size=1, max_size=12)


def numbered(rows: list[list[Any]]) -> list[Row]:
    return [(number, cells) for number, cells in enumerate(rows, 1)]


def sent(given_blocks: list[Block]) -> list[Block]:
    pipe = io.BytesIO()
    for block in given_blocks:
        wire.send_block(pipe, block)
    pipe.seek(0)
    return [wire.block_of(*each) for each in wire.receive(pipe)]


@given(TABLES, st.integers(1, 5))
def test_what_is_cut_into_blocks_and_sent_is_the_rows_again(rows: list[list[Any]], size: int) -> None:
    received = list(rows_of(sent(list(blocks(numbered(rows), size)))))
    assert [number for number, _ in received] == list(range(1, len(rows) + 1))
    for (_, found), row in zip(received, rows, strict=True):
        assert found[: len(row)] == row
        assert not any(found[len(row) :])


@given(TABLES, st.integers(1, 5), st.integers(0, 13))
def test_below_a_row_are_the_rows_after_it(rows: list[list[Any]], size: int, row: int) -> None:
    found = [number for number, _ in rows_of(below(row, blocks(numbered(rows), size)))]
    assert found == [number for number in range(1, len(rows) + 1) if number > row]


def test_times_and_days_keep_their_kind() -> None:
    moment = datetime.fromisoformat("2024-01-02T03:00")
    cells = [date(2024, 1, 2), moment, time(4, 5), timedelta(minutes=6)]
    ((_, found),) = rows_of(sent(list(blocks([(1, cells)], 10))))
    assert list(map(type, found)) == [date, datetime, time, timedelta]


def test_a_message_cut_short_is_garbled_and_not_the_end() -> None:
    pipe = io.BytesIO()
    wire.send_block(pipe, next(blocks([(1, ["a"])], 10)))
    whole = pipe.getvalue()
    for length in range(1, len(whole)):
        with pytest.raises(wire.GarbledError):
            list(wire.receive(io.BytesIO(whole[:length])))


def test_something_else_than_agreed_is_garbled() -> None:
    text = json.dumps({"block": "x", "arrays": [1]}).encode()
    with pytest.raises(wire.GarbledError):
        list(wire.receive(io.BytesIO(len(text).to_bytes(8, "little") + text)))


def written(folder: Path, content: bytes, name: str = "tall.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_the_head_is_there_for_mapping_and_the_blocks_for_reading(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_BLOCK_ROWS = 2
    path = written(tmp_path, b"kommunenr;verdi\n1539;1\n1539;2\n1539;3\n")
    with parsed(path, "tall.csv") as file:
        assert next(cells for _, cells in file.table.rows()) == ["kommunenr", "verdi"]
        found = list(file.blocks)
    assert [list(block.numbers) for block in found] == [[1, 2], [3, 4]]


def test_a_personal_number_anywhere_is_all_that_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, b"kommunenr;verdi\n" + b"1539;1\n" * 500 + b"13097248022;2\n")
    with pytest.raises(FileError, match="på rad 502") as refused, parsed(path, "tall.csv"):
        pass
    assert refused.value.fault is FileFault.PERSONAL_IDS


def test_a_child_without_memory_enough_refuses_the_file(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_PARSE_MEMORY = 120 * 1024 * 1024
    path = written(tmp_path, b"a;b\n" + b"".join(b"%d;%d\n" % (n, n * 7) for n in range(400_000)))
    settings.IMPORT_BLOCK_ROWS = 400_000
    with pytest.raises(FileError) as refused, parsed(path, "tall.csv") as file:
        list(file.blocks)
    assert refused.value.fault is FileFault.TOO_MANY


def test_a_child_that_takes_too_long_is_stopped(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_PARSE_SECONDS = 1
    path = written(tmp_path, b"a;b\n" + b"".join(b"%d;%d\n" % (n, n * 7) for n in range(1_000_000)))
    with pytest.raises(FileError, match="for tung å lese") as refused, parsed(path, "tall.csv") as file:
        for _ in file.blocks:
            pass
    assert refused.value.fault is FileFault.TOO_MANY


def test_a_file_that_is_left_in_the_middle_leaves_no_child(tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_BLOCK_ROWS = 10
    path = written(tmp_path, b"a;b\n" * 100_000)
    before = children()
    with parsed(path, "tall.csv") as file:
        next(file.blocks)
        assert len(children() - before) == 1
    assert children() == before


def children() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel of Linux is asked to see to it")
def test_a_child_does_not_outlive_a_worker_that_is_killed(tmp_path: Path) -> None:
    """It waits for a file that says nothing, so that it would not notice by itself."""
    os.mkfifo(tmp_path / "tall.csv")
    arguments = [str(tmp_path / "tall.csv"), "tall.csv", "", "100", str(1 << 30), "60"]
    command = [sys.executable, "-m", "indicators.imports.parsing.child", *arguments]
    start = f"import subprocess; child = subprocess.Popen({command!r})"
    program = f"{start}; print(child.pid, flush=True); child.wait()"
    worker = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    child = Path("/proc", worker.stdout.readline().strip())
    writer = until(lambda: opened(tmp_path / "tall.csv"))
    assert "parsing.child" in (child / "cmdline").read_text()
    worker.kill()
    worker.wait()
    until(lambda: not child.exists() or "\nState:\tZ" in (child / "status").read_text())
    os.close(writer)


def opened(pipe: Path) -> int | None:
    """For writing; None as long as nobody reads it."""
    try:
        return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def test_the_child_does_without_django_and_so_starts_in_half_the_time() -> None:
    """And says nothing in a language: gettext of Django's would be imported here."""
    found = subprocess.run(
        [sys.executable, "-c", _EVERYTHING_IT_MAY_NEED],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == []


_EVERYTHING_IT_MAY_NEED = """
import sys, importlib, pkgutil
import indicators.imports.parsing.child
import indicators.imports.formats as formats
for module in pkgutil.walk_packages(formats.__path__, formats.__name__ + "."):
    if module.name.endswith(".reader"):
        importlib.import_module(module.name)
print(*(name for name in sys.modules if name.split(".")[0] == "django"))
"""
