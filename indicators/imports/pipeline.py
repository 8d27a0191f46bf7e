"""From a received file to a preview: read, match, check, stage. Nothing here writes a measured value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from indicators.imports import merge, staging
from indicators.imports.errors import FileError, FileFault, RecipeError
from indicators.imports.formats import open_table
from indicators.imports.layouts import propose
from indicators.imports.mapping import Mapping, Role
from indicators.imports.match import Matcher, actor_by_id
from indicators.imports.models import StagedValue, Upload
from indicators.imports.personal_ids import first_row_with_one, holds_personal_id
from indicators.imports.recipes import load_recipe
from indicators.imports.rows import RowReader
from indicators.imports.table import Row, Table
from indicators.measurements.models import Batch

Progress = Callable[[int, int], None]
Fence = Callable[[], None]

CHUNK_ROWS = 5_000
MAX_VALUES = 5_000_000
MAX_WARNINGS = 100


def silent(done: int, total: int) -> None:
    """No progress to tell."""


def unfenced() -> None:
    """No lease to prove."""


def read_upload(upload: Upload, *, progress: Progress = silent, fence: Fence = unfenced) -> None:
    """Stages all values of the file with what will happen to each: READY for preview, or REFUSED with
    `problem`.

    May be run again after an interruption: it starts over. Leaves alone what is saved or cancelled.
    `progress(rows done, rows in all)` is called between chunks and may raise to stop; `fence()` is called
    last in each chunk's transaction and raises when this worker may no longer write. A file with a personal
    identity number is deleted, with nothing staged.
    """
    with transaction.atomic():
        upload.refresh_from_db(from_queryset=Upload.objects.select_for_update())
        if upload.batch_id or not upload.file:
            return
        StagedValue.objects.filter(upload=upload).delete()
        _set(upload, state=Upload.State.READING, problem="", understood={})
        fence()
    try:
        understood = _stage(upload, progress, fence)
    except (FileError, RecipeError) as error:
        _refuse(upload, error, fence)
        return
    with transaction.atomic():
        merge.reject_duplicates(upload.pk)
        merge.classify(upload.pk)
        _set(upload, state=Upload.State.READY, understood=understood)
        fence()


def preview_counts(upload: Upload) -> dict[str, int]:
    """How many staged values have each outcome (new, changed, same, rejected). One query."""
    counted = upload.staged.order_by().values_list("outcome").annotate(n=Count("pk"))
    return {outcome.value: 0 for outcome in StagedValue.Outcome} | dict(counted)


def faults_of(upload: Upload) -> Iterator[dict[str, Any]]:
    """Every fault of every rejected value as {row, column, value, message}, in file order."""
    rejected = upload.staged.filter(outcome=StagedValue.Outcome.REJECTED).order_by("row", "pk")
    for row, column, raw, message, faults in rejected.values_list(
        "row", "column", "raw", "message", "faults"
    ).iterator():
        for where, found, said in faults or [(column, raw, message)]:
            yield {"row": row, "column": where, "value": found, "message": said}


def _stage(upload: Upload, progress: Progress, fence: Fence) -> dict[str, Any]:
    table = open_table(Path(upload.file.path), upload.file_name, upload.options.get("sheet", ""))
    _refuse_personal_ids(upload, table)
    mapping = mapping_of(upload, table)
    if "actors_on" in upload.options:
        mapping = replace(mapping, actors_on=upload.options["actors_on"])
    matcher = Matcher(
        names=mapping.names,
        allowed=None if upload.allowed_actors is None else frozenset(upload.allowed_actors),
        actors_on=_day(mapping.actors_on),
    )
    reader = RowReader(upload=upload.pk, mapping=mapping, matcher=matcher, today=timezone.localdate())
    data = (row for row in table.rows() if row[0] > mapping.header_row)
    staged = 0
    for chunk in _chunks(data, CHUNK_ROWS):
        values = [value for number, cells in chunk for value in reader.read(number, cells)]
        staged += len(values)
        if staged > MAX_VALUES:
            raise FileError.of(FileFault.TOO_MANY, upload.file_name, detail=f"mer enn {MAX_VALUES} verdier")
        with transaction.atomic():
            staging.write(values)
            fence()
        progress(chunk[-1][0], max(table.total, chunk[-1][0]))
    if not staged:
        raise FileError.of(FileFault.EMPTY, upload.file_name)
    warnings = islice(matcher.warnings, MAX_WARNINGS)
    notes = [*_seen_before(upload), *table.notes, *_left_out(reader.left_out), *warnings]
    return {"sheet": table.sheet, "sheets": list(table.sheets), "mapping": mapping.as_data(), "notes": notes}


def mapping_of(upload: Upload, table: Table) -> Mapping:
    """What a person has chosen, else what a recipe says, else what the headings look like.

    Raises FileError when the table does not fit, RecipeError when the choice does not hold together.
    """
    options = upload.options
    if "mapping" in options:
        return Mapping.from_data(options["mapping"])
    if "recipe" in options:
        return load_recipe(options["recipe"]).mapping_for(table, upload.file_name)
    constants = dict(options.get("constants", {}))
    if upload.indicator:
        constants[Role.INDICATOR.value] = upload.indicator.slug
    if upload.allowed_actors is not None and len(upload.allowed_actors) == 1:
        constants.setdefault(Role.ACTOR.value, actor_by_id(upload.allowed_actors[0]))
    return propose(table, upload.file_name, layout=upload.layout, constants=constants)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RecipeError(f"«{text}» er ikke en dato. Skriv den som 2024-12-31.") from None


def _refuse_personal_ids(upload: Upload, table: Table) -> None:
    if holds_personal_id(upload.file_name):
        raise FileError.of(FileFault.PERSONAL_IDS, "Filen", place="i filnavnet")
    if row := first_row_with_one(table):
        raise FileError.of(FileFault.PERSONAL_IDS, upload.file_name, place=f"på rad {row}")


def _refuse(upload: Upload, error: Exception, fence: Fence) -> None:
    fault = error.fault if isinstance(error, FileError) else FileFault.NOT_THE_TEMPLATE
    with transaction.atomic():
        upload.staged.all().delete()
        columns: dict[str, Any] = {"problem": str(error), "understood": {"fault": fault.value}}
        if fault is FileFault.PERSONAL_IDS:
            upload.file.delete(save=False)
            columns |= {"file": "", "file_name": _harmless(upload.file_name)}
        _set(upload, state=Upload.State.REFUSED, **columns)
        fence()


def _harmless(name: str) -> str:
    return f"fil{Path(name).suffix}" if holds_personal_id(name) else name


def _seen_before(upload: Upload) -> Iterator[str]:
    earlier = Batch.objects.filter(digest=upload.digest, undone_at=None).select_related("created_by").first()
    if earlier:
        when = timezone.localtime(earlier.created_at)
        by = f" av {earlier.created_by}" if earlier.created_by else ""
        yield f"Samme fil ble importert {when:%d.%m.%Y} kl. {when:%H.%M}{by}."


def _left_out(rows: int) -> Iterator[str]:
    if rows:
        yield f"{rows} {'rad' if rows == 1 else 'rader'} er utelatt med vilje, slik oppskriften sier."


def _set(upload: Upload, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(upload, name, value)
    upload.save(update_fields=list(columns))


def _chunks(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk
