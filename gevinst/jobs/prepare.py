"""Brings the embedded database up to date, and knows when it already is."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection

STEPS = ("migrate", "load_reference", "load_example")
SKIP = {"__pycache__", "tests"}


def fingerprint() -> int:
    """Of all that decides what the steps would do: both wings' files, by name, size and time of change."""
    found = sorted(
        path
        for wing in ("gevinst", "indicators")
        for path in (settings.ROOT / wing).rglob("*")
        if path.is_file() and not SKIP & set(path.parts)
    )
    known = [(str(path.relative_to(settings.ROOT)), path.stat()) for path in found]
    return zlib.crc32(repr([(name, s.st_size, s.st_mtime_ns) for name, s in known]).encode()) & 0x7FFFFFFF


def prepare(*, tell: Callable[[str], None]) -> bool:
    """Run the steps unless the database was made by just these files. Returns whether it did.

    The mark is SQLite's own `user_version`, so it cannot outlive the database it speaks of.
    """
    now = fingerprint()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA user_version")
        if cursor.fetchone()[0] == now:
            return False
    for step in STEPS:
        if step in get_commands():
            tell(f"{step} …")
            call_command(step, verbosity=1 if step != "migrate" else 0)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version = {now}")
    return True
