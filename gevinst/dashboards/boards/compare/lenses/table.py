"""The figures as a table: nothing drawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gevinst.dashboards.boards.compare.findings import where_we_stand
from gevinst.dashboards.boards.compare.lenses import Lens, Seen
from gevinst.dashboards.boards.compare.scene import Scene


def look(scene: Scene) -> Seen:
    return Seen(title=where_we_stand(scene), has_table=True)


LENS = Lens("tabell", _("Tabell"), look)
