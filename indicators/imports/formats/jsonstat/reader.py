"""Reads one dataset as a long table that keeps codes, labels, values, statuses and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from indicators.imports.errors import FileError, FileFault
from indicators.imports.formats.json_text import begins, load
from indicators.imports.formats.jsonstat.dataset import (
    PRELIMINARY,
    Dataset,
    DatasetError,
    Dimension,
    TooLargeError,
    datasets,
    has_values,
    read_dataset,
)
from indicators.imports.table import Cell, Row, Table
from indicators.messages import gettext as _
from indicators.messages import ngettext

NAME = "JSON-stat"
EXTENSIONS = (".json",)

_BOUND = re.compile(r"< ?[0-9]+(?:,[0-9]+)?(?: ?%)?")
_SYMBOLS = (".", "..", "...", ":", "-")
_MISSING = ".."
_NOT_THERE = ("not available", "ikke tilgjengelig", "mangler", "missing")
# By the role a dimension has in the file: what its codes and its labels are for.
_DECLARED = {"geo": ("actor_code", "actor"), "time": ("period", "ignore"), "metric": ("indicator", "ignore")}


def recognises(head: bytes, name: str) -> bool:
    """JSON-stat is an object, whatever the file is called."""
    return begins(head) == b"{"


def read(path: Path, name: str, sheet: str = "") -> Table:
    """The asked-for dataset, else the first with values. Raises FileError."""
    found = list(datasets(load(path, name)))
    if not found:
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=_nothing())
    filled = _named([(label, each) for label, each in found if has_values(each)])
    if not filled:
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=_metadata())
    if sheet and sheet not in filled:
        known = ", ".join(f"«{each}»" for each in filled)
        detail = _("Datasettet «{wanted}» finnes ikke. Datasettene er {known}.").format(
            wanted=sheet, known=known
        )
        raise FileError.of(FileFault.NOT_THE_TEMPLATE, name, detail=detail)
    chosen = sheet or next(iter(filled))
    try:
        dataset = read_dataset(filled[chosen], chosen)
    except DatasetError as error:
        fault = FileFault.TOO_MANY if isinstance(error, TooLargeError) else FileFault.BROKEN
        raise FileError.of(fault, name, detail=error.message) from None
    return _table(dataset, tuple(filled), len(found) - len(filled))


def _table(dataset: Dataset, names: tuple[str, ...], metadata: int) -> Table:
    headings, declared = _headings(dataset.dimensions)
    has_status = bool(dataset.unread_statuses())

    def rows() -> Iterator[Row]:
        yield 0, [*headings, "verdi", *(["statuskode"] if has_status else [])]
        parts = [_parts(dimension) for dimension in dataset.dimensions]
        for place, said in enumerate(product(*parts)):
            cells: list[Cell] = [cell for part in said for cell in part]
            status = dataset.statuses.get(place, "")
            cells.append(_value(dataset, dataset.values.get(place), status))
            if has_status:
                cells.append(status)
            yield place + 1, cells

    return Table(
        sheet=dataset.label,
        sheets=names,
        rows=rows,
        total=dataset.size,
        notes=tuple(_said_aloud(dataset, names, metadata)),
        declared=declared,
    )


def _parts(dimension: Dimension) -> list[tuple[str, ...]]:
    if dimension.is_labelled:
        return list(zip(dimension.codes, dimension.labels, strict=True))
    return [(code,) for code in dimension.codes]


def _headings(dimensions: list[Dimension]) -> tuple[list[str], dict[int, str]]:
    headings: list[str] = []
    declared: dict[int, str] = {}
    for dimension in dimensions:
        for role, heading in zip(
            _DECLARED.get(dimension.role, ("", "")), (dimension.id, f"{dimension.id} (navn)"), strict=True
        ):
            if heading == dimension.id or dimension.is_labelled:
                if role:
                    declared[len(headings)] = role
                headings.append(heading)
    return headings, declared


def _value(dataset: Dataset, value: Any, status: str) -> Cell:
    if value is True or value is False:
        return "SANN" if value else "USANN"
    if isinstance(value, int | float | str):
        return _marked(value) if status == PRELIMINARY else value
    if _BOUND.fullmatch(status):
        return status
    explained = dataset.explained.get(status, "").casefold()
    if status in _SYMBOLS and not any(words in explained for words in _NOT_THERE):
        return status
    return _MISSING


def _marked(value: float | str) -> str:
    """The number as a table prints it while it is preliminary: 12,5*."""
    return f"{value}".replace(".", ",") + PRELIMINARY


def _named(found: list[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Each dataset by its label; of two with one label, the second has its number with it."""
    named: dict[str, dict[str, Any]] = {}
    for number, (label, each) in enumerate(found, 1):
        plain = label or _("Datasett {number}").format(number=number)
        named[plain if plain not in named else f"{plain} ({number})"] = each
    return named


def _said_aloud(dataset: Dataset, names: tuple[str, ...], metadata: int) -> Iterator[str]:
    if others := [name for name in names if name != dataset.label]:
        shown = ", ".join(f"«{name}»" for name in others[:10])
        yield _("Bare datasettet «{dataset}» er lest. Filen har også {others}.").format(
            dataset=dataset.label, others=shown
        )
    if metadata:
        yield ngettext(
            "{count} datasett har bare metadata og er ikke lest.",
            "{count} datasett har bare metadata og er ikke lest.",
            metadata,
        ).format(count=metadata)
    for status, count in sorted(dataset.unread_statuses().items()):
        yield ngettext(
            "{count} tall har statuskoden «{status}». Koden er ikke lest.",
            "{count} tall har statuskoden «{status}». Koden er ikke lest.",
            count,
        ).format(count=count, status=status[:20])


def _nothing() -> str:
    return _(
        "Filen er JSON, men har ingen JSON-stat-tabell i seg. "
        "Hent selve tabellen som JSON-stat, ikke listen over tabeller."
    )


def _metadata() -> str:
    return _("Filen er metadata til en tabell, uten tall. Hent tabellen med tallene.")
