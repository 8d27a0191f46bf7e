"""Names whose letters were destroyed on the way: UTF-8 read as something else, or marks in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_MARK = "\ufffd"
_MARK_MISREAD = "ï¿½"
_LOST = re.compile(rf"[?{_MARK}]{{1,2}}(?=\w)|(?<=\w)[?{_MARK}]{{1,2}}")
# All of æ, ø, å, ä, ö and é begin with the byte C3; the second is one of these in Windows-1252.
_MISREAD = re.compile("Ã[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_ONE_OR_TWO_LETTERS = r"[^\W\d_]{1,2}"


def is_garbled(name: str) -> bool:
    """Whether letters have been lost or misread: `M?re`, or `MÃ¸re`."""
    return bool(_LOST.search(name) or _MISREAD.search(name) or _MARK_MISREAD in name)


def could_be(garbled: str, names: Iterable[str]) -> Iterator[str]:
    """Those of the names (lower case) that the garbled one, as it is written, may have been before."""
    whole = _MISREAD.sub(_reread, garbled.replace(_MARK_MISREAD, _MARK)).casefold()
    parts = (re.escape(part) for part in _LOST.split(whole))
    pattern = re.compile(_ONE_OR_TWO_LETTERS.join(parts))
    yield from (name for name in names if pattern.fullmatch(name))


def _reread(found: re.Match[str]) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return found[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return _MARK
