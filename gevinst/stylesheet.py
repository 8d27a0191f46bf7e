"""The style sheets that every page has, sent as one.

To ask for sixteen small files takes a browser with little power 0.2 s before it lays out anything
(docs/decisions/0004). What a single page needs besides, it links itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage, Storage

NAME = "css/gevinst.css"
# In this order; Designsystemet before ours.
PARTS = (
    "css/fonts.css",
    "vendor/designsystemet/theme.css",
    "vendor/designsystemet/components.css",
    "css/tokens.css",
    "css/base.css",
    "css/shell.css",
    "css/navigation.css",
    "css/bell.css",
    "css/table.css",
    "css/status.css",
    "css/strip.css",
    "css/figure.css",
    "css/form.css",
    "css/sheet.css",
    "css/blocks.css",
    "css/print.css",
)


class StyleSheetFinder(finders.BaseFinder):
    """Finds one file, NAME, made of PARTS as they are now."""

    def check(self, **_: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        if path != NAME:
            return []
        found = str(assembled())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        path = assembled()
        yield NAME, FileSystemStorage(location=path.parents[1])


def assembled() -> Path:
    """The one file, written anew when a part has changed. Raises FileNotFoundError, which says what to do."""
    content = "\n".join(_part(name) for name in PARTS)
    path = Path(settings.VAR) / "style" / NAME
    if not path.is_file() or path.read_text(encoding="utf-8") != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Several processes may start at once: each puts a whole file in place.
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as new:
            new.write(content)
        Path(new.name).chmod(0o644)
        Path(new.name).replace(path)
    return path


def _part(name: str) -> str:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} mangler. Kjør «.venv/bin/python -m tools.frontend» og prøv igjen.")
    return Path(found).read_text(encoding="utf-8")
