"""Undoing a batch: what was there before comes back exactly, and what it wrote is kept as earlier values."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from indicators.imports.pipeline import Fence, Progress, silent, unfenced
from indicators.imports.sql import moment, run
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement
from indicators.measurements.services import KEY_COLUMNS, Person
from indicators.messages import ToldError, ngettext
from indicators.messages import gettext as _


class UndoError(ToldError):
    """The batch cannot be undone at all."""


class LaterEditsError(UndoError):
    """Values of the batch were written again since: `values` of them, by `batches`. Ask, then pass
    keep_later=True.
    """

    def __init__(self, values: int, batches: list[Batch]) -> None:
        self.values, self.batches = values, batches
        asked = ngettext(
            "%(n)s av verdiene er endret eller trukket etter denne importen. "
            "Skal den endringen stå, og bare resten angres?",
            "%(n)s av verdiene er endret eller trukket etter denne importen. "
            "Skal de endringene stå, og bare resten angres?",
            values,
        )
        super().__init__(asked % {"n": values})


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What the undoing did, and the batch it is recorded as."""

    batch: Batch
    restored: int
    removed: int
    kept: int


@transaction.atomic
def undo_batch(
    batch: Batch,
    *,
    by: Person | None,
    keep_later: bool = False,
    progress: Progress = silent,
    fence: Fence = unfenced,
) -> Undone:
    """Restores the values as they were before the batch, with their own batches and rows.

    Raises LaterEditsError when somebody has written over it since, unless those edits are to be kept;
    UndoError when it is already undone or is itself an undoing. `progress(values taken back, values in all)`
    may raise to stop; `fence()` is called last and raises when this worker may no longer write.
    """
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    check_undoable(batch)
    progress(0, 0)
    _lock(batch.pk)
    later = later_edits(batch)
    if later and not keep_later:
        raise LaterEditsError(later, _later_batches(batch))
    undoing = Batch.objects.create(
        origin=Batch.Origin.UNDO, source=batch.source, note=f"Angret: {batch}"[:300], created_by=by
    )
    restored, removed = _take_back(batch, undoing, progress)
    restored += _restore_withdrawn(batch.pk)
    undoing.changed_count = restored + removed
    undoing.save(update_fields=["changed_count"])
    batch.undone_at, batch.undone_by = undoing.created_at, by
    batch.save(update_fields=["undone_at", "undone_by"])
    fence()
    return Undone(batch=undoing, restored=restored, removed=removed, kept=later)


def check_undoable(batch: Batch) -> None:
    """Raises UndoError when it is undone already, or is itself an undoing. No query."""
    if batch.undone_at:
        raise UndoError(_("Importen er alt angret."))
    if batch.origin == Batch.Origin.UNDO:
        raise UndoError(_("En angring kan ikke angres. Importer filen på nytt."))


def _take_back(batch: Batch, undoing: Batch, progress: Progress) -> tuple[int, int]:
    """How many of the values that stand became what they were, and how many went: a portion at a time."""
    values = Measurement.objects.filter(batch=batch)
    total, restored, removed = values.count(), 0, 0
    numbered = values.annotate(number=Window(RowNumber(), order_by=F("pk").asc()))
    portion = settings.IMPORT_BLOCK_ROWS
    last_ones = [*range(portion, total, portion), total]
    ends = numbered.filter(number__in=last_ones).order_by("pk").values_list("pk", flat=True)
    after = 0
    for end in list(ends):
        progress(restored + removed, total)
        _keep_what_is_undone(batch.pk, undoing, after, end)
        restored += _restore_changed(batch.pk, after, end)
        removed += run(
            "DELETE FROM {current} WHERE batch_id = %s AND id > %s AND id <= %s", (batch.pk, after, end)
        )
        after = end
    progress(total, total)
    return restored, removed


def later_edits(batch: Batch) -> int:
    """How many of the batch's values are no longer as it left them. Two queries."""
    overwritten = _overwritten(batch).order_by().values(*KEY_COLUMNS).distinct()
    return int(overwritten.count()) + _written_anew(batch).count()


def _overwritten(batch: Batch) -> QuerySet[EarlierMeasurement]:
    """What the batch wrote and somebody has replaced since; not what an undoing has brought back."""
    still = Measurement.objects.filter(batch=batch, **_SAME_KEY)
    return EarlierMeasurement.objects.filter(~Exists(still), batch=batch)


def _written_anew(batch: Batch) -> QuerySet[EarlierMeasurement]:
    """What the batch withdrew and somebody has measured again since."""
    return _withdrawn(batch).filter(Exists(Measurement.objects.filter(**_SAME_KEY)))


def _withdrawn(batch: Batch) -> QuerySet[EarlierMeasurement]:
    own = EarlierMeasurement.objects.filter(batch=batch, **_SAME_KEY)
    current = Measurement.objects.filter(batch=batch, **_SAME_KEY)
    return EarlierMeasurement.objects.filter(~Exists(own), ~Exists(current), replaced_by=batch)


def _later_batches(batch: Batch) -> list[Batch]:
    """What replaced the batch's values, and what stands there now."""
    measured = Measurement.objects.filter(**_SAME_KEY).values("batch")[:1]
    overwritten = _overwritten(batch).order_by().annotate(now=Subquery(measured))
    replacing = {pk for pair in overwritten.values_list("replaced_by", "now").distinct() for pk in pair if pk}
    anew = _written_anew(batch).order_by().annotate(by=Subquery(measured)).values_list("by", flat=True)
    return list(Batch.objects.filter(pk__in=replacing | set(anew)))


def _lock(batch: int) -> None:
    if connection.features.has_select_for_update:
        # Counted, so that not every row is sent here.
        run(
            """
            SELECT count(*)
            FROM (SELECT 1 FROM {current} WHERE batch_id = %s ORDER BY id FOR UPDATE) AS locked
            """,
            (batch,),
        )


def _keep_what_is_undone(batch: int, undoing: Batch, after: int, end: int) -> None:
    run(
        """
        INSERT INTO {earlier} ({key_columns}, {figure_columns}, batch_id, {row}, replaced_by_id, replaced_at)
        SELECT {current_key}, {current_figure}, m.batch_id, m.{row}, %s, %s
        FROM {current} AS m WHERE m.batch_id = %s AND m.id > %s AND m.id <= %s
        """,
        (undoing.pk, moment(undoing.created_at), batch, after, end),
    )


def _restore_changed(batch: int, after: int, end: int) -> int:
    return run(
        """
        UPDATE {current} AS m SET {take_figure}, batch_id = s.batch_id, {row} = s.{row}
        FROM {earlier} AS s
        WHERE m.batch_id = %s AND m.id > %s AND m.id <= %s AND s.replaced_by_id = %s AND {keys}
        """,
        (batch, after, end, batch),
    )


def _restore_withdrawn(batch: int) -> int:
    return run(
        """
        INSERT INTO {current} ({key_columns}, {figure_columns}, batch_id, {row})
        SELECT {staged_key}, {staged_figure}, s.batch_id, s.{row}
        FROM {earlier} AS s
        WHERE s.replaced_by_id = %s
          AND NOT EXISTS (SELECT 1 FROM {earlier} AS m WHERE m.batch_id = %s AND {keys})
          AND NOT EXISTS (SELECT 1 FROM {current} AS m WHERE {keys})
        """,
        (batch, batch),
    )


_SAME_KEY = {column: OuterRef(column) for column in KEY_COLUMNS}
