"""Where a stored figure came from. What a person is called, or wrote, is told only to those logged in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

from django.utils.translation import gettext as _

from indicators.imports.formats import extensions
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement


@dataclass(frozen=True)
class Origin:
    """Source, file and row, and the batch they came in; `why` is what somebody wrote when correcting."""

    source: str
    file: str
    row: int | None
    batch: int
    when: datetime
    who: str
    why: str


def origin_of(row: Measurement | EarlierMeasurement, *, named: bool) -> Origin:
    """`row` with its batch and who made it. `named`: whether the reader may see what persons are called."""
    batch: Batch = row.batch
    return Origin(
        source=_source(batch.source, batch.file_name, batch.created_by_id, named),
        file=batch.file_name if named or batch.created_by_id is None else "",
        row=row.row,
        batch=batch.pk,
        when=batch.created_at,
        who=str(batch.created_by or "") if named else "",
        why=batch.note if named else "",
    )


def source_names(batches: Iterable[int], *, named: bool) -> list[str]:
    """The sources of these batches, each once, in order. One query."""
    rows = Batch.objects.filter(pk__in=set(batches)).order_by()
    found = rows.values_list("source", "file_name", "created_by").distinct()
    return sorted({_source(source, file, by, named) for source, file, by in found})


def _source(source: str, file_name: str, by: int | None, named: bool) -> str:
    """A file without a source is named by its file, and what a person calls a file is for colleagues."""
    is_file = source == file_name[:200] or PurePath(source).suffix.casefold() in extensions()
    return _("registrert av aktøren selv") if is_file and by is not None and not named else source
