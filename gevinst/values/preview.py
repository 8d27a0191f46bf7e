"""The rows of a file beside what stands there now: what will happen to each - or, once saved, what did."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from gevinst.values.cells import letters_of
from gevinst.values.words import category_names, in_words
from indicators.imports.mapping import Mapping
from indicators.imports.models import StagedValue, Upload
from indicators.measurements.models import EarlierMeasurement, Measurement
from indicators.measurements.periods import Period, PeriodKind

ROWS_SHOWN = 50
TWICE = "står også på rad"  # another figure would not make it one
Outcome = StagedValue.Outcome
MOST_URGENT = (Outcome.REJECTED, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)
Tried = tuple[dict[str, str], dict[str, str]]
Key = tuple[int | None, int | None, str, date | None, int | None]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, and what to do about it. `key` ("4:C") names the cell where it can be
    mended on the page; `attempt` is what a person tried to write there, and `problem` what was wrong with it.
    """

    column: str
    value: str
    message: str
    key: str = ""
    attempt: str = ""
    problem: str = ""


@dataclass(frozen=True)
class PreviewRow:
    """A staged value in words. `value` is empty where it was not understood; `before` where nothing stood
    there."""

    staged: StagedValue
    period: str
    categories: str
    value: str
    before: str
    faults: list[Fault]


def page_of(
    upload: Upload,
    outcome: str,
    page: str | None,
    tried: Tried | None = None,
    *,
    without: Collection[tuple[str, str]] = (),
) -> tuple[Page[StagedValue], list[PreviewRow]]:
    """A page of those with this outcome, in file order. Five queries at most. `tried`: what somebody wrote in
    cells and what was wrong with it, to be shown again. `without`: (column, text)
    of rows that are gathered elsewhere.
    """
    staged = upload.staged.filter(outcome=outcome).select_related("indicator", "actor", "breakdown")
    for column in {column for column, _text in without}:
        staged = staged.exclude(column=column, raw__in=[text for other, text in without if other == column])
    found = Paginator(staged.order_by("row", "pk"), ROWS_SHOWN).get_page(page)
    rows = list(found.object_list)
    names = category_names({row.breakdown.key for row in rows if row.breakdown})
    before = _before(upload, rows) if outcome == Outcome.CHANGED else {}
    letters = _letters(upload)
    shown: set[str] = set()
    return found, [
        _row(
            row,
            names.get(row.breakdown.key, "") if row.breakdown else "",
            before,
            [_once(fault, shown) for fault in _faults(row, letters, tried or ({}, {}))],
        )
        for row in rows
    ]


def _once(fault: Fault, shown: set[str]) -> Fault:
    """The same cell may be at fault in many values of its row, and is mended in one place."""
    if fault.key in shown:
        return replace(fault, key="")
    shown.add(fault.key)
    return fault


def faulty_cells(upload: Upload, wanted: Collection[str]) -> dict[str, str]:
    """What stands in these cells ("4:C"), of those something is wrong with. One query."""
    letters = _letters(upload)
    rows = upload.staged.filter(outcome=Outcome.REJECTED, row__in={int(key.split(":")[0]) for key in wanted})
    found = {fault.key: fault.value for row in rows for fault in _faults(row, letters, ({}, {}))}
    return {key: found[key] for key in wanted if key in found}


def _letters(upload: Upload) -> dict[str, str]:
    data = upload.understood.get("mapping")
    return letters_of(Mapping.from_data(data)) if data else {}


def _faults(staged: StagedValue, letters: dict[str, str], tried: Tried) -> list[Fault]:
    """A fault that another text in its cell could mend has the key of that cell."""
    if staged.outcome != Outcome.REJECTED:
        return []
    found = []
    for column, value, message in staged.faults or [(staged.column, staged.raw, staged.message)]:
        mendable = column in letters and TWICE not in message
        key = f"{staged.row}:{letters[column]}" if mendable else ""
        found.append(Fault(column, value, message, key, tried[0].get(key, ""), tried[1].get(key, "")))
    return found


def _row(staged: StagedValue, categories: str, before: dict[Key, str], faults: list[Fault]) -> PreviewRow:
    understood = staged.outcome != Outcome.REJECTED and staged.indicator is not None
    period = ""
    if staged.period_kind and staged.period_start:
        period = Period(PeriodKind(staged.period_kind), staged.period_start).label()
    return PreviewRow(
        staged=staged,
        period=period,
        categories=categories,
        value=in_words(staged, staged.indicator) if understood and staged.indicator else "",
        before=before.get(_key(staged), ""),
        faults=faults,
    )


def _before(upload: Upload, rows: Iterable[StagedValue]) -> dict[Key, str]:
    """What stands at these keys, or what the batch replaced there. One query."""
    changed = list(rows)
    found: QuerySet[Measurement] | QuerySet[EarlierMeasurement]
    if upload.batch_id is None:
        found = Measurement.objects.all()
    else:
        found = EarlierMeasurement.objects.filter(replaced_by=upload.batch_id)
    found = found.filter(
        indicator__in={row.indicator_id for row in changed},
        actor__in={row.actor_id for row in changed},
        period_start__in={row.period_start for row in changed},
        breakdown__in={row.breakdown_id for row in changed},
    ).select_related("indicator")
    return {_key(row): in_words(row, row.indicator) for row in found}


def _key(row: StagedValue | Measurement | EarlierMeasurement) -> Key:
    return row.indicator_id, row.actor_id, row.period_kind, row.period_start, row.breakdown_id
