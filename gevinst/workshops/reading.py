"""Tasks of a spreadsheet: every fault of every row is told, and a file with faults gives no task at all.

The file is parsed by a child process (`indicators.imports.parsing`); the web process never opens it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from gevinst.workshops.columns import COLUMNS, NEEDED, NUMBERS, field_of_heading, plain
from gevinst.workshops.models import Service, Workshop
from gevinst.workshops.tasks import Potential, check
from indicators.imports.errors import FileError, FileFault
from indicators.imports.parsing.blocks import rows_of
from indicators.imports.parsing.parent import parsed
from indicators.imports.table import Row, is_blank, text_of
from indicators.measurements.values import NumberError, parse_number

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 1_000
HEADING_WITHIN = 20
LONGEST = {"title": 120, "who": 120, "change": 1_000}


@dataclass(frozen=True)
class RowFault:
    """`row` and `column` as the spreadsheet names them; `found` is what stood there."""

    row: int
    column: str
    found: str
    message: str


@dataclass(frozen=True)
class ReadTasks:
    tasks: list[tuple[UUID, Potential]]
    faults: list[RowFault]


def read_tasks(file: File[bytes] | None, workshop: Workshop) -> ReadTasks:
    """What the file says. Raises FileError when it is not one we can read, or has too much in it."""
    if file is None or not file.name:
        raise FileError.of(FileFault.NONE_CHOSEN)
    name = Path(file.name).name
    if file.size > MOST_BYTES:
        limit = MOST_BYTES // 1024**2
        raise FileError.of(FileFault.TOO_LARGE, name, size=-(-file.size // 1024**2), limit=limit)
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix[:6]) as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        with parsed(Path(kept.name), name) as found:
            rows = list(islice(rows_of(found.blocks), MOST_ROWS + HEADING_WITHIN + 1))
    if len(rows) > MOST_ROWS + HEADING_WITHIN:
        raise FileError.of(FileFault.TOO_MANY, name, detail=_("mer enn 1 000 rader"))
    place, columns = _heading(rows, name)
    services = {plain(service.name): service for service in workshop.services.all()}
    tasks: list[tuple[UUID, Potential]] = []
    faults: list[RowFault] = []
    for number, cells in rows[place + 1 :]:
        if is_blank(cells):
            continue
        texts = {field: text_of(cells[at]) if at < len(cells) else "" for field, at in columns.items()}
        task, wrong = _task(texts, services, workshop)
        faults += [RowFault(number, str(COLUMNS[field]), texts.get(field, ""), said) for field, said in wrong]
        if task is not None:
            tasks.append((_key(workshop, texts), task))
    if not tasks and not faults:
        raise FileError.of(FileFault.EMPTY, name)
    return ReadTasks(tasks, faults)


def _heading(rows: list[Row], name: str) -> tuple[int, dict[str, int]]:
    """The place of the row of headings, and of each column by its field."""
    known, best = field_of_heading(), dict[str, int]()
    for place, (_number, cells) in enumerate(rows[:HEADING_WITHIN]):
        columns = {
            known[plain(text_of(cell))]: at for at, cell in enumerate(cells) if plain(text_of(cell)) in known
        }
        if all(field in columns for field in NEEDED):
            return place, columns
        best = max(best, columns, key=len)
    lacking = ", ".join(f"«{COLUMNS[field]}»" for field in NEEDED if field not in best)
    detail = _("overskriften %(names)s. Last ned skjemaet, og bruk det.") % {"names": lacking}
    raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)


def _task(
    texts: dict[str, str], services: dict[str, Service], workshop: Workshop
) -> tuple[Potential | None, list[tuple[str, str]]]:
    faults = list(_wrong_texts(texts))
    service = services.get(plain(texts["service"]))
    if service is None and texts["service"]:
        faults.append(("service", _("Tjenesten er ikke med i workshopen.")))
    numbers: dict[str, float] = {}
    for field in [each for each in texts if each in NUMBERS and texts[each]]:
        try:
            numbers[field] = _number(texts[field], minutes=field.startswith("minutes"))
        except ValidationError as problem:
            faults.append((field, problem.messages[0]))
    if faults or service is None:
        return None, faults
    people, likely = numbers.get("people", 1.0), numbers["minutes_likely"]
    if not people.is_integer():
        return None, [("people", _("Skriv et helt tall."))]
    task = Potential(
        service=service,
        title=texts["title"],
        who=texts.get("who", ""),
        people=int(people),
        times=numbers["times"],
        minutes_now=numbers["minutes_now"],
        minutes_low=numbers.get("minutes_low", likely),
        minutes_likely=likely,
        minutes_high=numbers.get("minutes_high", likely),
        change=texts.get("change", ""),
    )
    try:
        check(task, workshop)
    except ValidationError as problem:
        return None, [(field, said) for field, all_said in problem.message_dict.items() for said in all_said]
    return task, []


def _wrong_texts(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for field in NEEDED:
        if not texts[field]:
            yield field, _("Må fylles ut.")
    for field, longest in LONGEST.items():
        if len(texts.get(field, "")) > longest:
            yield field, _("Teksten er for lang. Skriv høyst %(longest)s tegn.") % {"longest": longest}


def _number(text: str, *, minutes: bool) -> float:
    try:
        reading = parse_number(text)
    except NumberError as problem:
        raise ValidationError(str(problem)) from None
    if reading.number is None or reading.unit not in ("", "min" if minutes else ""):
        raise ValidationError(_("Skriv et tall, for eksempel 12 eller 2,5."))
    return reading.number


def _key(workshop: Workshop, texts: dict[str, str]) -> UUID:
    """The same row is the same task, however often its file is sent."""
    return uuid5(NAMESPACE_URL, json.dumps([workshop.pk, *(texts.get(field, "") for field in COLUMNS)]))
