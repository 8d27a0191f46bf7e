"""Rows as a CSV in the long layout, which the import reads back with nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from indicators.measurements.exports.rows import Row
from indicators.measurements.exports.spreadsheet import csv_lines, harmless
from indicators.measurements.figures import Rules
from indicators.measurements.shapes import Figured
from indicators.measurements.values import Reason, Status, symbol

FIRST = ("aktørkode", "aktør", "indikator", "periode")
LAST = ("verdi", "teller", "nevner", "status", "per dato")
# For whoever reads the file; an import passes them by.
EXTRA = ("beregnet verdi", "kilde")
STATUSES = {Status.FINAL: "endelig", Status.PRELIMINARY: "foreløpig", Status.PARTIAL: "hittil"}


def lines(rows: Iterable[Row], dimensions: Sequence[str]) -> Iterator[str]:
    """Semicolons, decimal commas and a byte order mark, as a Norwegian Excel wants it; streams.

    `dimensions`: a column for each, between the period and the figures. Numbers are written whole, never
    rounded.
    """
    yield from csv_lines(_cells(rows, dimensions))


def _cells(rows: Iterable[Row], dimensions: Sequence[str]) -> Iterator[list[str]]:
    yield [*FIRST, *dimensions, *LAST, *EXTRA]
    rules: dict[int, Rules] = {}
    for row in rows:
        known = rules.get(row.indicator_id) or rules.setdefault(row.indicator_id, Rules.of(row.indicator))
        categories = row.categories() if dimensions else {}
        yield [
            harmless(row.actor_code),
            harmless(row.actor_name),
            row.indicator.slug,
            row.period_code,
            *(harmless(categories.get(dimension, "")) for dimension in dimensions),
            *figure_cells(row, known),
            STATUSES[Status(row.status)],
            f"{row.as_of:%d.%m.%Y}" if row.as_of else "",
            decimal_comma(row.value),
            harmless(row.source),
        ]


def figure_cells(row: Figured, rules: Rules) -> Iterator[str]:
    """Value, numerator and denominator. A reason stands as its sign in the value, a bound as `<5`."""
    reason, unit = Reason(row.reason), " min" if rules.unit == "min" else ""
    top = decimal_comma(row.numerator, unit)
    if reason is Reason.BELOW:
        yield f"<{decimal_comma(row.stated, unit)}"
    elif reason is Reason.NIL and not rules.kind.needs_denominator:
        yield symbol(reason)
        top = ""
    elif reason is Reason.NIL and row.numerator is not None:
        yield ""
        top = symbol(reason)
    elif reason is not Reason.NONE:
        yield symbol(reason)
    else:
        yield decimal_comma(row.stated, unit)
    yield top
    yield (
        symbol(reason)
        if reason is Reason.NIL and row.denominator is not None
        else decimal_comma(row.denominator)
    )


def decimal_comma(number: float | None, unit: str = "") -> str:
    """The whole number as it is kept, with all its decimals; empty when there is none."""
    if number is None:
        return ""
    if number.is_integer():
        return f"{int(number)}{unit}"
    return format(Decimal(repr(number)), "f").replace(".", ",") + unit
