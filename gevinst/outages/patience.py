"""How long a thread will wait for the database, all its statements together."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class _Thread(threading.local):
    left: float | None = None


_thread = _Thread()


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Within the block this thread waits so many seconds in all; what comes after that fails at once.

    What is spent in the block is spent outside it too.
    """
    outer = _thread.left
    _thread.left = seconds
    try:
        yield
    finally:
        spent = seconds - (_thread.left or 0.0)
        _thread.left = None if outer is None else max(0.0, outer - spent)


def extend(seconds: float) -> None:
    """Once it is known that this is work of the long kind."""
    _thread.left = seconds


def left() -> float | None:
    """Seconds; None when the thread has all the time in the world, as a worker has."""
    return _thread.left


@contextmanager
def waiting() -> Iterator[None]:
    """The time the block takes is counted."""
    start = time.monotonic()
    try:
        yield
    finally:
        if _thread.left is not None:
            _thread.left = max(0.0, _thread.left - (time.monotonic() - start))
