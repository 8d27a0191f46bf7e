"""Chromium: where it is, and how it is started."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What a browser does unasked. For each new page it prepares an address bar nobody sees, with pages of its own
# that take half of a small machine. The rest is what playwright turns off: this list stands in for its own.
UNASKED = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "DialMediaRouteProvider",
    "GlobalMediaControls",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "Translate",
)


def find_chromium() -> str | None:
    """The path in GEVINST_TEST_CHROMIUM, else the first one installed."""
    given = os.environ.get("GEVINST_TEST_CHROMIUM")
    return given or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright, path: str | None = None) -> Browser:
    """A browser without a window; of `path`, else the one that is found."""
    # A container's /dev/shm is often too small for a browser, which then stands still.
    arguments = ["--disable-dev-shm-usage", f"--disable-features={','.join(UNASKED)}"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=path or find_chromium(), args=arguments)
