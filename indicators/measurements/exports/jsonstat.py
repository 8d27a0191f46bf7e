"""Rows as a JSON-stat 2.0 dataset: codes, labels, units, and a status wherever a number has one or lacks.

Source: json-stat.org/full. Only the figure itself has a place there, not its numerator and denominator.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from indicators.catalogue.models import Category
from indicators.measurements.exports.rows import Row
from indicators.measurements.values import Reason, Status, format_number, symbol

MOST_VALUES = 100_000
INDICATOR, ACTOR, PERIOD = "indikator", "aktørkode", "periode"
WHOLE = "alle"
PRELIMINARY = "*"


class TooManyError(Exception):
    """More than MOST_VALUES values: choose fewer."""


def dataset(rows: Iterable[Row], dimensions: Sequence[str], *, source: str) -> dict[str, Any]:
    """One dataset of all the rows. Sparse: a cell nobody has measured is not there. Raises TooManyError."""
    found: list[Row] = []
    for row in rows:
        found.append(row)
        if len(found) > MOST_VALUES:
            raise TooManyError
    indicators = {row.indicator.slug: row.indicator for row in found}
    actors = {row.actor_code: row.actor_name for row in found}
    periods = {period.code: period for period in sorted({row.period for row in found})}
    names = _category_names(found)
    axes: dict[str, dict[str, str]] = {
        INDICATOR: {slug: one.title for slug, one in indicators.items()},
        ACTOR: actors,
        PERIOD: {code: period.label() for code, period in periods.items()},
        **{dimension: _categories(dimension, found, names) for dimension in dimensions},
    }
    places = [{code: place for place, code in enumerate(axis)} for axis in axes.values()]
    values: dict[str, float | None] = {}
    statuses: dict[str, str] = {}
    for row in found:
        at = str(_position(row, dimensions, places))
        values[at] = row.value
        if told := _status(row):
            statuses[at] = told
    return {
        "version": "2.0",
        "class": "dataset",
        "label": _("Verdier fra Gevinst"),
        "source": source,
        "updated": _updated(found),
        "id": list(axes),
        "size": [len(axis) for axis in axes.values()],
        "role": {"metric": [INDICATOR], "geo": [ACTOR], "time": [PERIOD]},
        "dimension": {name: _dimension(name, axis, indicators) for name, axis in axes.items()},
        "value": values,
        "status": statuses,
    }


def _dimension(name: str, axis: dict[str, str], indicators: dict[str, Any]) -> dict[str, Any]:
    category: dict[str, Any] = {"index": list(axis), "label": axis}
    if name == INDICATOR:
        category["unit"] = {
            slug: {"label": one.unit, "decimals": one.decimals} for slug, one in indicators.items()
        }
    return {"label": name, "category": category}


def _position(row: Row, dimensions: Sequence[str], places: Sequence[dict[str, int]]) -> int:
    """The cell's number when the last dimension runs fastest."""
    categories = row.categories() if dimensions else {}
    codes = [row.indicator.slug, row.actor_code, row.period_code]
    codes += [categories.get(dimension, WHOLE) for dimension in dimensions]
    position = 0
    for code, axis in zip(codes, places, strict=True):
        position = position * len(axis) + axis[code]
    return position


def _status(row: Row) -> str:
    """The sign of the reason, a bound as `<5`, `*` for preliminary, the last day of what is partial."""
    if row.bound is not None:
        return f"<{format_number(row.bound, 0 if row.bound.is_integer() else 2)}"
    if row.reason:
        return symbol(Reason(row.reason))
    if row.status == Status.PARTIAL:
        return f"{_('hittil')} {row.as_of:%d.%m.%Y}"
    return PRELIMINARY if row.status == Status.PRELIMINARY else ""


def _categories(dimension: str, rows: Iterable[Row], names: dict[tuple[str, str], str]) -> dict[str, str]:
    codes = {row.categories().get(dimension, WHOLE) for row in rows}
    listed = sorted(codes - {WHOLE}) + ([WHOLE] if WHOLE in codes else [])
    return {code: _("alle") if code == WHOLE else names.get((dimension, code), code) for code in listed}


def _category_names(rows: Iterable[Row]) -> dict[tuple[str, str], str]:
    """One query; none where nothing is broken down."""
    keys = {row.breakdown for row in rows} - {""}
    dimensions = {part.split("=", 1)[0] for key in keys for part in key.split("|")}
    if not dimensions:
        return {}
    listed = Category.objects.filter(dimension__in=dimensions)
    return {(one.dimension, one.code): one.name for one in listed}


def _updated(rows: Iterable[Row]) -> str:
    newest = max((row.written_at for row in rows), default=None)
    moment: datetime | None = newest
    return moment.isoformat(timespec="seconds") if moment else ""
