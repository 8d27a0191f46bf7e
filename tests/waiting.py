"""Waiting for what another thread, process or browser does: as long as a busy machine needs."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 90.0  # seconds: a busy machine is no fault
_PAUSE = 0.05

Found = TypeVar("Found")


def until(
    happens: Callable[[], Found | None],
    instead: Callable[[], object] = lambda: "",
    *,
    seconds: float = PATIENCE,
) -> Found:
    """What `happens` answers, as soon as that is true. Who waits in vain fails with what `instead` tells.

    Fewer seconds than PATIENCE are for a control, where the thing is to stay away.
    """
    give_up = time.monotonic() + seconds
    while not (found := happens()):
        assert time.monotonic() < give_up, f"it did not happen within {seconds:.0f} s: {instead()}"
        time.sleep(_PAUSE)
    return found
