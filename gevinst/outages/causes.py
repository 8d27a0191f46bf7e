"""What an exception is in the end, through all that was raised because of it."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

import psycopg
from django.db import InterfaceError, OperationalError

# As the drivers raise them, where Django does not stand between.
DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)
FULL_DISK = {errno.ENOSPC, errno.EDQUOT}
SQLSTATE_OF_FULL_DISK = "53100"
AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
# PostgreSQL hung up on somebody who stood still inside a transaction; drivers call it an internal error.
SQLSTATE_OF_STANDING_STILL = "25P03"


def disk_is_full(error: BaseException | None) -> bool:
    """Of a file, or of the database."""
    return any(
        getattr(each, "errno", None) in FULL_DISK
        or getattr(each, "sqlstate", None) == SQLSTATE_OF_FULL_DISK
        or (isinstance(each, OperationalError) and "disk is full" in str(each))
        for each in _chain(error)
    )


def database_is_away(error: BaseException | None) -> bool:
    """It does not answer, or not in time, or has hung up."""
    return any(
        isinstance(each, AWAY) or getattr(each, "sqlstate", None) == SQLSTATE_OF_STANDING_STILL
        for each in _chain(error)
    )


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__
