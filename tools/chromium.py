"""Where Chromium is."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path in GEVINST_TEST_CHROMIUM, else the first one installed."""
    given = os.environ.get("GEVINST_TEST_CHROMIUM")
    return given or next(filter(None, map(shutil.which, NAMES)), None)
