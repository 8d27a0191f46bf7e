"""What tests of the product share."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from gevinst.access import limits as of_access
from gevinst.workshops import limits as of_workshops


@pytest.fixture(autouse=True)
def _one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits count within minutes of the clock: none of them ends while a test is counting."""
    now = time.time()
    for limits in (of_access, of_workshops):
        monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: now))
