"""What a page weighs on the way to somebody who comes for the first time: the page as the proxy packs it and
static files as the production server does (gzip), everything else as it is sent."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

if TYPE_CHECKING:
    from playwright.sync_api import Page

WITH_CHARTS, WITHOUT = 700_000, 200_000
PACKED = {".css", ".js", ".svg"}
DRAWS = "plotly"
ASKED_FOR = "performance.getEntriesByType('resource').map(one => [one.name, one.encodedBodySize])"


def too_heavy(page: Page, document: bytes) -> Iterator[str]:
    """Of the page as it is open; `document` is what the server answered."""
    asked: list[tuple[str, int]] = page.evaluate(ASKED_FOR)
    found = {urlsplit(url).path: weight(urlsplit(url).path, size) for url, size in asked}
    limit = WITH_CHARTS if any(DRAWS in path for path in found) else WITHOUT
    found["the page itself"] = len(gzip.compress(document))
    if any("charts" in path for path in found) and not page.locator("[data-figure]").count():
        yield "loads what draws charts, and has none"
    total = sum(found.values())
    if total > limit:
        heaviest = sorted(found, key=lambda path: -found[path])[:3]
        told = ", ".join(f"{path} {found[path] // 1000} kB" for path in heaviest)
        yield f"weighs {total // 1000} kB, more than {limit // 1000} kB: {told}"


def weight(path: str, sent: int) -> int:
    return packed(path.removeprefix(settings.STATIC_URL)) if path.startswith(settings.STATIC_URL) else sent


@cache
def packed(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), f"{name} is asked for and not among the static files"
    content = Path(found).read_bytes()
    return len(gzip.compress(content)) if Path(found).suffix in PACKED else len(content)
