"""Writes values as the long layout reads them, so that a file that left comes back with nothing changed."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import IO

from indicators.measurements.figures import Rules
from indicators.measurements.models import Measurement
from indicators.measurements.values import Reason, Status, symbol

BOM = "\ufeff"
_FIRST = ("aktørkode", "aktør", "indikator", "periode")
_LAST = ("verdi", "teller", "nevner", "status", "per dato")
_STATUSES = {Status.FINAL: "endelig", Status.PRELIMINARY: "foreløpig", Status.PARTIAL: "hittil"}


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
    writer.writerow([*_FIRST, *dimensions, *_LAST])
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
                *_figure(row, rules[row.indicator_id]),
                _STATUSES[Status(row.status)],
                f"{row.as_of:%d.%m.%Y}" if row.as_of else "",
            ]
        )
    return len(found)


def _figure(row: Measurement, rules: Rules) -> Iterator[str]:
    """Value, numerator and denominator. A reason stands as its sign in the value, a bound as `<5`."""
    reason, unit = Reason(row.reason), " min" if rules.unit == "min" else ""
    top = _number(row.numerator, unit)
    if reason is Reason.BELOW:
        yield f"<{_number(row.stated, unit)}"
    elif reason is Reason.NIL and not rules.kind.needs_denominator:
        yield symbol(reason)
        top = ""
    elif reason is Reason.NIL and row.numerator is not None:
        yield ""
        top = symbol(reason)
    elif reason is not Reason.NONE:
        yield symbol(reason)
    else:
        yield _number(row.stated, unit)
    yield top
    yield (
        symbol(reason)
        if reason is Reason.NIL and row.denominator is not None
        else _number(row.denominator, "")
    )


def _number(number: float | None, unit: str) -> str:
    return "" if number is None else format(Decimal(repr(number)).normalize(), "f").replace(".", ",") + unit
