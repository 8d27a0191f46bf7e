"""From a received file to a preview: read, match, check, stage. Nothing here writes a measured value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from indicators.imports import merge, staging
from indicators.imports.corrections import Corrections
from indicators.imports.duplicates import Seen
from indicators.imports.errors import FileError, FileFault, RecipeError
from indicators.imports.layouts import propose
from indicators.imports.layouts.summing import summed
from indicators.imports.mapping import Mapping, Role, samples
from indicators.imports.match import Matcher, actor_by_id
from indicators.imports.models import StagedValue, Upload
from indicators.imports.parsing.blocks import Block, below, blocks, rows_of
from indicators.imports.parsing.parent import Parsed, parsed
from indicators.imports.personal_ids import holds_personal_id
from indicators.imports.recipes import load_recipe
from indicators.imports.rows import RowReader
from indicators.imports.table import Table
from indicators.measurements.models import Batch
from indicators.messages import ToldError, ngettext
from indicators.messages import gettext as _

Progress = Callable[[int, int], None]
Fence = Callable[[], None]

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
    `progress(rows done, rows in all)` is called between blocks and may raise to stop; `fence()` is called
    last in each block's transaction and raises when this worker may no longer write. A file with a personal
    identity number is deleted, with nothing staged.
    """
    if not _begin(upload, fence):
        return
    try:
        understood = _stage(upload, progress, fence, rows=staging.ROWS)
        if understood is None:  # a value that is not a row has a twin: make rows of all, to say so
            _begin(upload, fence)
            understood = _stage(upload, progress, fence, rows={})
    except (FileError, RecipeError) as error:
        _refuse(upload, error, fence)
        return
    with transaction.atomic():
        _set(upload, state=Upload.State.READY, understood=understood)
        merge.know_the_rows(upload.staged.count())
        fence()


def preview_counts(upload: Upload) -> dict[str, int]:
    """How many values of the file have each outcome (new, changed, same, rejected), as when it was read."""
    counted: dict[str, int] = upload.understood.get("counts", {})
    return {outcome.value: counted.get(outcome.value, 0) for outcome in StagedValue.Outcome}


def faults_of(upload: Upload) -> Iterator[dict[str, Any]]:
    """Every fault of every rejected value as {row, column, value, message}, in file order."""
    rejected = upload.staged.filter(outcome=StagedValue.Outcome.REJECTED).order_by("row", "pk")
    for row, column, raw, message, faults in rejected.values_list(
        "row", "column", "raw", "message", "faults"
    ).iterator():
        for where, found, said in faults or [(column, raw, message)]:
            yield {"row": row, "column": where, "value": found, "message": said}


def _begin(upload: Upload, fence: Fence) -> bool:
    """Nothing staged, and the state READING. False when the upload is no longer for reading."""
    with transaction.atomic():
        upload.refresh_from_db(from_queryset=Upload.objects.select_for_update())
        if upload.batch_id or not upload.file:
            return False
        staging.forget(upload.pk)
        _set(upload, state=Upload.State.READING, problem="", understood={})
        fence()
    return True


def _stage(
    upload: Upload, progress: Progress, fence: Fence, *, rows: dict[str, int]
) -> dict[str, Any] | None:
    """What was understood; None when a value that is not a row stands more than once. `rows`: see Staging."""
    path, name = Path(upload.file.path), upload.file_name
    with parsed(path, name, upload.options.get("sheet", "")) as file:
        table = file.table
        mapping = mapping_of(upload, table)
        if "actors_on" in upload.options:
            mapping = replace(mapping, actors_on=upload.options["actors_on"])
        matcher = Matcher(
            names=mapping.names,
            allowed=None if upload.allowed_actors is None else frozenset(upload.allowed_actors),
            actors_on=_day(mapping.actors_on),
        )
        reader = RowReader(upload=upload.pk, mapping=mapping, matcher=matcher, today=timezone.localdate())
        mended = Corrections(upload.options.get("corrections", {}))
        seen, staged = Seen(), staging.Staging(upload.pk, rows=rows)
        for block in below(mapping.header_row, _summed(file, mapping, name)):
            understood = reader.read(mended.in_block(block))
            with transaction.atomic():
                for each in understood.accepted:
                    seen.add(each)
                    staged.accept(each)
                staged.reject(understood.rejected)
                if staged.counts.total() > MAX_VALUES:
                    detail = _("mer enn {most} verdier").format(most=MAX_VALUES)
                    raise FileError.of(FileFault.TOO_MANY, name, detail=detail)
                fence()
            progress(block.numbers[-1], max(table.total, block.numbers[-1]))
    if not staged.counts.total():
        raise FileError.of(FileFault.EMPTY, name)
    twins = list(seen.twins())
    if twins:
        with transaction.atomic():
            if merge.reject(upload.pk, twins) < len(twins):
                return None
            staged.count_again()
            fence()
    warnings = islice(matcher.warnings, MAX_WARNINGS)
    told = summed(table, mapping, name).notes
    unread = [*_left_out(reader.left_out), *_beyond(reader.beyond)]
    notes = [*_seen_before(upload), *told, *unread, *warnings]
    return {
        "sheet": table.sheet,
        "sheets": list(table.sheets),
        "mapping": mapping.as_data(),
        "samples": samples(table, mapping),
        "notes": notes,
        "counts": staged.counts,
        "named": seen.named(),
    }


def _summed(file: Parsed, mapping: Mapping, name: str) -> Iterator[Block]:
    """The blocks, with rows added together where a column is for that. Those are then held in memory."""
    if not mapping.uses(Role.SUM, Role.AGE):
        return file.blocks
    whole = replace(file.table, rows=lambda: rows_of(file.blocks))
    return blocks(summed(whole, mapping, name).rows(), settings.IMPORT_BLOCK_ROWS)


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
        told = _("«{text}» er ikke en dato. Skriv den som 2024-12-31.")
        raise RecipeError(told.format(text=text)) from None


def _refuse(upload: Upload, error: ToldError, fence: Fence) -> None:
    fault = error.fault if isinstance(error, FileError) else FileFault.NOT_THE_TEMPLATE
    with transaction.atomic():
        staging.forget(upload.pk)
        columns: dict[str, Any] = {"problem": error.message, "understood": {"fault": fault.value}}
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
        by = earlier.created_by
        told = _("Samme fil ble importert {when} av {who}.") if by else _("Samme fil ble importert {when}.")
        yield told.format(when=f"{when:%d.%m.%Y} kl. {when:%H.%M}", who=str(by))


def _left_out(rows: int) -> Iterator[str]:
    if rows:
        yield ngettext(
            "{count} rad er utelatt med vilje, slik oppskriften sier.",
            "{count} rader er utelatt med vilje, slik oppskriften sier.",
            rows,
        ).format(count=rows)


def _beyond(rows: int) -> Iterator[str]:
    if rows:
        yield ngettext(
            "{count} rad har noe til høyre for siste overskrift. Det er ikke lest.",
            "{count} rader har noe til høyre for siste overskrift. Det er ikke lest.",
            rows,
        ).format(count=rows)


def _set(upload: Upload, **columns: Any) -> None:
    for name, value in columns.items():
        setattr(upload, name, value)
    upload.save(update_fields=list(columns))
