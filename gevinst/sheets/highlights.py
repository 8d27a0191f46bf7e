"""What the open front page shows first: the widest figure there is of each open indicator."""

from __future__ import annotations

from gevinst.sheets.sheet import WIDE, place_of
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Measurement

MOST = 3


def open_highlights() -> list[Measurement]:
    """At most `MOST`, none made up for the example. One query."""
    rows = Measurement.objects.filter(
        indicator__in=Indicator.objects.open(), actor__kind__in=WIDE, batch__is_example=False
    )
    widest: dict[int, Measurement] = {}
    for row in sorted(rows.whole().latest_per_actor().with_trail(), key=lambda row: place_of(row.actor)):
        widest.setdefault(row.indicator_id, row)
    return sorted(widest.values(), key=lambda row: row.indicator.title_nb)[:MOST]
