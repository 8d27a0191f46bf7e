"""What a file is about to change, as columns to be judged: rows and packed values alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from indicators.imports import packed
from indicators.imports.accepted import Accepted
from indicators.imports.models import StagedValue, Upload
from indicators.quality.loading import read as read_rows
from indicators.quality.values import Columns, columns_from

_OUTCOMES = (StagedValue.Outcome.NEW, StagedValue.Outcome.CHANGED)


def counted(upload: Upload) -> Counter[tuple[int, date]]:
    """How many values of each indicator and first day."""
    rows = _rows(upload).values_list("indicator", "period_start").annotate(n=Count("pk"))
    return packed.counted(upload.pk) + Counter({(indicator, day): n for indicator, day, n in rows})


def read(upload: Upload, indicators: Collection[int], first: date, alive: Callable[[], None]) -> Columns:
    """The values of these indicators from that day on. `alive()` is called now and then and may raise to
    stop.
    """
    rows = _rows(upload).filter(indicator__in=indicators, period_start__gte=first)
    wanted = packed.about(
        upload.pk, lambda key: key[0] in indicators and key[2] is not None and key[2] >= first.isoformat()
    )
    parts = [read_rows(rows, alive)]
    for values in wanted:
        alive()
        parts.append(columns_from(_tuples(values)))
    return Columns.joined(parts)


def _rows(upload: Upload) -> QuerySet[StagedValue]:
    return upload.staged.filter(outcome__in=_OUTCOMES).order_by()


def _tuples(values: Accepted) -> Iterator[tuple[Any, ...]]:
    """As `indicators.quality.values.COLUMNS` says."""
    abouts, figures = values.abouts, values.figures
    for _row, actor, about, figure in values.each():
        indicator, kind, start, breakdown = abouts[about]
        yield indicator, actor, kind, start, breakdown, *figures[figure][1:6]
