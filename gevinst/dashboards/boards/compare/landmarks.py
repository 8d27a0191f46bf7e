"""Of many municipalities those read first: one's own, the highest, the one in the middle and the lowest."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from gevinst.dashboards.boards.compare.scene import Scene
from gevinst.dashboards.boards.compare.words import Row

# So many are read as they stand.
FEW = 12


def landmarks(scene: Scene) -> list[Row]:
    """In the order of the table; none where there are few enough to read."""
    many = len(scene.valued)
    if many <= FEW:
        return []
    marks = {0: _("høyest"), many // 2: _("i midten"), many - 1: _("lavest")}
    return [
        replace(row, mark=marks.get(place, ""))
        for place, row in enumerate(scene.rows)
        if place in marks or row.is_own
    ]
