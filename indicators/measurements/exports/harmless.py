"""Text that a spreadsheet would run is made harmless."""

from __future__ import annotations

from functools import lru_cache

# Any of these first in a cell, blanks apart, makes a spreadsheet read the rest as a formula.
TRIGGERS = ("=", "+", "-", "@")


@lru_cache(maxsize=10_000)
def harmless(text: str) -> str:
    """The text as a spreadsheet will show it and never run it. For text only: a number needs no guard."""
    return f"'{text}" if text.lstrip().startswith(TRIGGERS) else text
