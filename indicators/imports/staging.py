"""Values on their way from a file: each staged with what will happen to it, until it is saved or forgotten.

A value is a row of the staging table, where it is shown from. Of those that are the same as before only the
first are; the rest is counted. Of new ones only the first are; the rest is packed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from django.db import models

from indicators.imports import bulk, packed, standing
from indicators.imports.accepted import Accepted
from indicators.imports.models import PackedValues, StagedValue

NEW, CHANGED, SAME, REJECTED = (outcome.value for outcome in StagedValue.Outcome)
ROWS = {SAME: 1_000, NEW: 10_000}
_OUTCOMES = {standing.NEW: NEW, standing.CHANGED: CHANGED, standing.SAME: SAME}


class Staged(NamedTuple):
    """The columns of StagedValue, in the order they are written. Dates are ISO text, `faults` JSON text."""

    upload_id: int
    row: int
    column: str
    raw: str
    outcome: str
    message: str = ""
    faults: str | None = None
    indicator_id: int | None = None
    actor_id: int | None = None
    period_kind: str = ""
    period_start: str | None = None
    breakdown_id: int | None = None
    numerator: float | None = None
    denominator: float | None = None
    stated: float | None = None
    reason: str = ""
    status: str = ""
    as_of: str | None = None


class Staging:
    """What is staged of one file, as it is read. `counts`: how many values have each outcome; `beyond`: how
    many of those are not rows. `rows`: of which outcomes no more than so many are to be rows. Use it inside
    transactions.
    """

    def __init__(self, upload: int, *, rows: Mapping[str, int]) -> None:
        self._upload, self._rows = upload, rows
        self.counts, self.beyond = Counter[str](), Counter[str]()

    def accept(self, values: Accepted) -> None:
        """Stages them with what will happen to each."""
        outcomes = standing.compared(values)
        for code, outcome in _OUTCOMES.items():
            (places,) = np.nonzero(outcomes == code)
            room = len(places)
            if outcome in self._rows:
                room = min(room, self._rows[outcome] - (self.counts[outcome] - self.beyond[outcome]))
            self.counts[outcome] += len(places)
            self.beyond[outcome] += len(places) - room
            if room:
                packed.stage(self._upload, values.only(places[:room]), outcome)
            if outcome == NEW and room < len(places):
                packed.pack(self._upload, values.only(places[room:]))

    def reject(self, rows: Sequence[Staged]) -> None:
        if rows:
            bulk.add(StagedValue, Staged._fields, rows)
        self.counts[REJECTED] += len(rows)

    def count_again(self) -> None:
        """The rows have got other outcomes since they were staged."""
        found = StagedValue.objects.filter(upload=self._upload).order_by().values_list("outcome")
        self.counts = Counter(dict(found.annotate(n=models.Count("pk")))) + self.beyond


def to_write(upload: int) -> int:
    """How many staged values are new or changed."""
    rows = StagedValue.objects.filter(upload=upload, outcome__in=(NEW, CHANGED)).count()
    return rows + packed.count(upload)


def forget(upload: int) -> None:
    for table in (StagedValue, PackedValues):
        table.objects.filter(upload=upload).delete()
