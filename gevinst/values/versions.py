"""All that has happened to one stored figure, the last first: files, corrections, withdrawals, undoings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from gevinst.values.asked import Asked
from gevinst.values.mended import mended_in
from gevinst.values.origins import Origin, origin_of
from gevinst.values.words import in_words, plain
from indicators.catalogue.models import Indicator
from indicators.measurements.models import Batch, EarlierMeasurement, Measurement

Row = Measurement | EarlierMeasurement
BY_HAND = (Batch.Origin.MANUAL, Batch.Origin.UNDO)


@dataclass(frozen=True, kw_only=True)
class Version:
    """What somebody did, and the figure it left: `row` is None where it left none, `origin` whence the figure
    came, `parts` numerator and denominator, `before` the text of what was until then, `mended` what somebody
    wrote over in its row before the file was saved. `url` leads to the
    batch that did it, `origin_url` to the one the figure came in, and `row_url` to the row of its file, for
    those who may see them.
    """

    what: str
    row: Row | None
    text: str
    parts: str
    origin: Origin | None
    when: datetime
    who: str
    why: str
    batch_name: str
    before: str = ""
    url: str = ""
    origin_name: str = ""
    origin_url: str = ""
    row_url: str = ""
    mended: list[str] = field(default_factory=list)
    is_current: bool = False
    is_asked: bool = False


@dataclass(frozen=True)
class _Step:
    """A figure - None for none - and the batch that made it so; `undone` is the one it took back."""

    row: Row | None
    by: Batch
    undone: Batch | None = None


def versions_of(asked: Asked, *, shown: Row | None, named: bool, batches: QuerySet[Batch]) -> list[Version]:
    """One for a figure nobody has touched since it came. `shown`: the row the page is about. `batches`: those
    the reader may open. Four queries, and one for each file with mended cells.
    """
    key = {
        "indicator": asked.indicator,
        "actor": shown.actor_id if shown else asked.actor.pk,
        "period_kind": asked.period.kind.value,
        "period_start": asked.period.start,
        "breakdown__key": asked.category,
    }
    replaced = (
        EarlierMeasurement.objects.filter(**key)
        .order_by("pk")
        .select_related("batch__created_by", "replaced_by__created_by", "replaced_by__undone_by")
    )
    current = Measurement.objects.filter(**key).select_related("batch__created_by").first()
    steps = list(_steps(list(replaced), current))
    if not steps:
        return []
    concerned = {step.by.pk for step in steps} | {step.row.batch_id for step in steps if step.row}
    may_open = set(batches.filter(pk__in=concerned).order_by().values_list("pk", flat=True))
    told: list[Version] = []
    for step in steps:
        told.append(_told(step, asked.indicator, told[-1:], named=named, may_open=may_open))
    told[-1] = replace(told[-1], is_current=True)
    lines = {(one.row.batch_id, one.row.row) for one in told if one.row and one.row.row}
    mended = mended_in(lines, named=named)
    return [
        replace(
            one,
            is_asked=_same(one.row, shown),
            mended=mended.get((one.row.batch_id, one.row.row or 0), []) if one.row else [],
        )
        for one in reversed(told)
    ]


def latest_of(asked: Asked, row: Measurement | None, batches: QuerySet[Batch]) -> Version | None:
    """What was done last, to be set beside what another has typed."""
    return next(iter(versions_of(asked, shown=row, named=True, batches=batches)), None)


def _steps(earlier: list[EarlierMeasurement], current: Measurement | None) -> Iterator[_Step]:
    """In the order they were taken. Between two figures there may be none for a while."""
    rows: list[Row] = [*earlier, *([current] if current else [])]
    gave_way = {row.replaced_by_id for row in earlier}
    ended: dict[int, Batch] = {}
    last: EarlierMeasurement | None = None
    for row in rows:
        if last is None:
            yield _Step(row, row.batch)
        elif row.batch_id == last.replaced_by_id:
            yield _Step(row, last.replaced_by)
        elif last.replaced_by.origin == Batch.Origin.UNDO and last.batch_id in gave_way:
            yield _Step(row, last.replaced_by, last.batch)
        else:
            yield _gone(last)
            back = ended.get(row.batch_id)
            yield _Step(row, back or row.batch, back)
        if isinstance(row, EarlierMeasurement):
            ended[row.batch_id] = row.replaced_by
            last = row
    if current is None and last is not None:
        yield _gone(last)


def _gone(last: EarlierMeasurement) -> _Step:
    undone = last.batch if last.replaced_by.origin == Batch.Origin.UNDO else None
    return _Step(None, last.replaced_by, undone)


def _told(
    step: _Step, indicator: Indicator, before: list[Version], *, named: bool, may_open: set[int]
) -> Version:
    row, by, undone = step.row, step.by, step.undone
    # A withdrawal taken back has no batch of its own here: who and when is said by the one taken back.
    taken_back = undone is not None and undone.pk == by.pk
    who = by.undone_by if taken_back else by.created_by
    return Version(
        what=_what(step, is_new=not before or before[0].row is None),
        row=row,
        text=in_words(row, indicator) if row else _("ingen verdi"),
        parts=_parts(row),
        origin=origin_of(row, named=named) if row else None,
        when=(by.undone_at or by.created_at) if taken_back else by.created_at,
        who=str(who or "") if named else "",
        why=by.note if named and undone is None else "",
        batch_name=name_of(by),
        before=before[0].text if before else "",
        url=batch_url(by) if by.pk in may_open else "",
        origin_name=name_of(row.batch) if row else "",
        origin_url=batch_url(row.batch) if row and row.batch_id in may_open else "",
        row_url=_row_url(row) if row and row.batch_id in may_open else "",
    )


def _what(step: _Step, *, is_new: bool) -> str:
    if step.undone is not None:
        return _("Angret")
    if step.row is None:
        return _("Trukket")
    by_hand = step.by.origin == Batch.Origin.MANUAL
    if is_new:
        return _("Ført for hånd") if by_hand else _("Lagt inn")
    return _("Rettet") if by_hand else _("Endret av en ny fil")


def name_of(batch: Batch) -> str:
    words = {
        Batch.Origin.MANUAL: _("rettelse nr. %(id)s"),
        Batch.Origin.UNDO: _("angring nr. %(id)s"),
    }.get(Batch.Origin(batch.origin), _("import nr. %(id)s"))
    return words % {"id": batch.pk}


def batch_url(batch: Batch) -> str:
    """The page of a batch: that of a correction where a person wrote the value."""
    page = "values:correction" if batch.origin in BY_HAND else "values:batch"
    return reverse(page, args=[batch.pk])


def _row_url(row: Row) -> str:
    return reverse("values:file_row", args=[row.batch_id, row.row]) if row.row else ""


def _same(row: Row | None, shown: Row | None) -> bool:
    return row is not None and shown is not None and type(row) is type(shown) and row.pk == shown.pk


def _parts(row: Row | None) -> str:
    """Numerator and denominator, where the figure has both."""
    if row is None or row.numerator is None or row.denominator is None:
        return ""
    return f"{plain(row.numerator)} / {plain(row.denominator)}"
