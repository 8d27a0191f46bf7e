"""The faults of a file as a file: opened in Excel, mended in the original, imported again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from indicators.imports.models import Upload
from indicators.imports.pipeline import faults_of
from indicators.measurements.exports.spreadsheet import csv_lines, harmless_unless_number


def error_file(upload: Upload) -> Iterator[str]:
    """A heading and a line per fault, semicolons between, as a Norwegian Excel wants it."""
    yield from csv_lines(_rows(upload))


def _rows(upload: Upload) -> Iterator[list[object]]:
    yield [_("Rad"), _("Kolonne"), _("I filen"), _("Hva som er galt")]
    for fault in faults_of(upload):
        said = (str(fault[name]) for name in ("column", "value", "message"))
        yield [fault["row"], *map(harmless_unless_number, said)]


def error_file_name(upload: Upload) -> str:
    return f"feil i {PurePath(upload.file_name).stem}.csv"
