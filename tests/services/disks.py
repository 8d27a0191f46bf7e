"""Small disks that can be filled, for files and for tables."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

from django.db import connection
from django.db.models import Model

from tests.waiting import until

FILL = "full"
NO_ROOM = "Det er ikke mer plass på disken hos oss"


class Disk:
    """A small file system of its own, which can be made larger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mount(self, size: str, *more: str) -> None:
        options = ",".join([f"size={size}", *more])
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder], check=True)

    def end(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], check=True)


class Room:
    """Of the tables of models: taken away, and given back. SQLite has one file for all."""

    def __init__(self, disk: Path | None) -> None:
        self._disk = disk
        self._moved: list[type[Model]] = []

    def none_for(self, *models: type[Model]) -> None:
        with connection.cursor() as cursor:
            if self._disk is None:
                cursor.execute("VACUUM")  # what earlier tests removed is room too
                cursor.execute("PRAGMA page_count")
                cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
                return
            place = self._disk / "tables"
            place.mkdir(exist_ok=True)
            shutil.chown(place, "postgres")
            cursor.execute(f"CREATE TABLESPACE {_small()} LOCATION '{place}'")
            for model in models:
                cursor.execute(f'ALTER TABLE "{model._meta.db_table}" SET TABLESPACE {_small()}')
                self._moved.append(model)
        fill(self._disk)

    def for_all(self) -> None:
        with connection.cursor() as cursor:
            if self._disk is None:
                cursor.execute("PRAGMA max_page_count = 1073741823")
                return
            (self._disk / FILL).unlink(missing_ok=True)
            while self._moved:
                cursor.execute(f'ALTER TABLE "{self._moved.pop()._meta.db_table}" SET TABLESPACE pg_default')
            cursor.execute(f"DROP TABLESPACE IF EXISTS {_small()}")


def _small() -> str:
    """Its name: a tablespace belongs to the whole server, and there others test on databases of their own."""
    return f'"small {connection.settings_dict["NAME"]}"'


def wait_until_alone() -> None:
    """What a killed worker left running still sees old rows, and a table cannot be packed meanwhile."""
    with connection.cursor() as cursor:

        def alone() -> bool:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                "AND pid <> pg_backend_pid() AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)"
            )
            return not cursor.fetchone()[0]

        until(alone, lambda: "somebody else is still at work in this database")


def fill(folder: Path, *, leave: int = 0) -> None:
    """Until there are only so many bytes left."""
    with (folder / FILL).open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"x" * 4096)
    if leave:
        os.truncate(folder / FILL, max(0, (folder / FILL).stat().st_size - leave))


def left_on(folder: Path) -> list[Path]:
    """The files on it, but for what fills it."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name != FILL]
