"""New values of a large file between reading and saving, many to a row: a row for each costs as much as the
measured value itself.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
from django.db.models import Sum

from indicators.imports import bulk
from indicators.imports.accepted import ARRAYS, AboutKey, Accepted
from indicators.imports.models import PackedValues, StagedValue
from indicators.measurements.models import Measurement

_WIDTH = "<i4"


def pack(upload: int, values: Accepted) -> None:
    lists = {name: getattr(values, name) for name in ("column", "abouts", "figures")}
    PackedValues.objects.create(
        upload_id=upload,
        count=len(values),
        lists=json.dumps(lists, ensure_ascii=False),
        arrays=np.stack([getattr(values, name) for name in ARRAYS]).astype(_WIDTH).tobytes(),
    )


def count(upload: int) -> int:
    return PackedValues.objects.filter(upload=upload).aggregate(n=Sum("count"))["n"] or 0


def unpacked(upload: int) -> Iterator[Accepted]:
    """In the order they were packed, one after the other, as they are asked for."""
    for pk in list(PackedValues.objects.filter(upload=upload).order_by("pk").values_list("pk", flat=True)):
        yield _unpacked(PackedValues.objects.get(pk=pk))


def counted(upload: int) -> Counter[tuple[int, date]]:
    """How many there are of each indicator and first day."""
    found: Counter[tuple[int, date]] = Counter()
    for values in unpacked(upload):
        many = np.bincount(values.about, minlength=len(values.abouts)).tolist()
        for (indicator, _, start, _), n in zip(values.abouts, many, strict=True):
            if n and indicator and start:
                found[indicator, date.fromisoformat(start)] += n
    return found


def about(upload: int, wanted: Callable[[AboutKey], bool]) -> Iterator[Accepted]:
    """Those that are about what is wanted."""
    for values in unpacked(upload):
        asked = np.array([wanted(each) for each in values.abouts], dtype=np.bool_)
        if len(some := values.only(asked[values.about])):
            yield some


def write(upload: int, batch: int, told: Callable[[int], None]) -> int:
    """Moves them to the measured values; answers how many. IntegrityError when one of the keys is taken.

    `told(number written)` is called now and then and may raise to stop.
    """
    written = 0
    for values in unpacked(upload):
        bulk.add_accepted(Measurement, {"batch_id": batch}, values)
        written += len(values)
        told(written)
    PackedValues.objects.filter(upload=upload).delete()
    return written


def as_rows(upload: int) -> None:
    """Stages each as a row of its own, to be compared again one by one."""
    for values in unpacked(upload):
        stage(upload, values, StagedValue.Outcome.NEW)
    PackedValues.objects.filter(upload=upload).delete()


def stage(upload: int, values: Accepted, outcome: str) -> None:
    alike = {"upload_id": upload, "column": values.column, "outcome": outcome, "message": ""}
    bulk.add_accepted(StagedValue, alike, values, raw=True)


def _unpacked(kept: PackedValues) -> Accepted:
    lists = json.loads(kept.lists)
    arrays = np.frombuffer(kept.arrays, dtype=_WIDTH).reshape(len(ARRAYS), kept.count).astype(np.int64)
    return Accepted(
        column=lists["column"],
        abouts=[tuple(each) for each in lists["abouts"]],
        figures=[tuple(each) for each in lists["figures"]],
        **dict(zip(ARRAYS, arrays, strict=True)),
    )
