"""Writes values as the long layout reads them, so that a file that left comes back with nothing changed."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO

from indicators.measurements.exports.long_csv import FIRST, LAST, STATUSES, figure_cells
from indicators.measurements.exports.spreadsheet import BOM
from indicators.measurements.figures import Rules
from indicators.measurements.models import Measurement
from indicators.measurements.values import Status

__all__ = ["BOM", "write_values"]


def write_values(rows: Iterable[Measurement], out: IO[str]) -> int:
    """Semicolons, decimal commas and a byte order mark, as a Norwegian Excel wants it. Returns how many
    values.

    `rows`: measurements with indicator, actor and breakdown at hand. Numbers are written whole, never
    rounded.
    """
    found = list(rows)
    dimensions = sorted({dimension for row in found for dimension in row.breakdown.parts()})
    out.write(BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*FIRST, *dimensions, *LAST])
    rules: dict[int, Rules] = {}
    for row in found:
        if row.indicator_id not in rules:
            rules[row.indicator_id] = Rules.of(row.indicator)
        categories = row.breakdown.parts()
        writer.writerow(
            [
                row.actor.code,
                row.actor.name,
                row.indicator.slug,
                row.period.code,
                *(categories.get(dimension, "") for dimension in dimensions),
                *figure_cells(row, rules[row.indicator_id]),
                STATUSES[Status(row.status)],
                f"{row.as_of:%d.%m.%Y}" if row.as_of else "",
            ]
        )
    return len(found)
