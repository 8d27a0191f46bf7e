"""JSON of an unknown sender: strict UTF-8, no key twice, numbers that are not numbers kept as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from indicators.imports.errors import FileError, FileFault
from indicators.messages import gettext as _

_BOM = b"\xef\xbb\xbf"


def begins(head: bytes) -> bytes:
    """The first character that says something."""
    return head.removeprefix(_BOM).lstrip()[:1]


def load(path: Path, name: str) -> Any:
    """The whole document. Raises FileError, BROKEN, with the line where the JSON ends to make sense."""
    try:
        text = path.read_bytes().removeprefix(_BOM).decode("utf-8")
        return json.loads(text, object_pairs_hook=_once, parse_constant=str)
    except UnicodeDecodeError:
        detail = _("teksten er ikke UTF-8")
    except json.JSONDecodeError as error:
        detail = _("feil i JSON på linje {line}").format(line=error.lineno)
    except RecursionError:
        detail = _("den er nøstet for dypt")
    except _TwiceError as error:
        detail = _("nøkkelen «{key}» står to ganger i samme objekt").format(key=str(error)[:40])
    except ValueError:
        detail = _("et tall er altfor langt")
    raise FileError.of(FileFault.BROKEN, name, detail=detail)


class _TwiceError(Exception):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        raise _TwiceError(next(key for key, _value in pairs if key in seen or seen.add(key)))  # type: ignore[func-returns-value]
    return found
