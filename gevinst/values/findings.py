"""What the checks say of the values of a file, for its page. The checks themselves are elsewhere."""

from __future__ import annotations

from typing import TypedDict

from indicators.imports.models import Upload

KEY = "findings"


class ShownFinding(TypedDict):
    """`severity`: blocking, warning or note. `where`: cell, row or actor and period. `what`: the finding as a
    sentence. `likely`: how likely it is an error, in words. `action`: what to do."""

    severity: str
    where: str
    what: str
    likely: str
    action: str


def findings_of(upload: Upload) -> list[ShownFinding]:
    """Those the reading left in `upload.understood["findings"]`, in the order they are to be shown."""
    return list(upload.understood.get(KEY, []))
