"""The faults of a file as a file: opened in Excel, mended in the original, imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from indicators.imports.formats.csv.writer import BOM
from indicators.imports.models import Upload
from indicators.imports.pipeline import faults_of
from indicators.measurements.values import NumberError, parse_number

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that hands back what is written to it, for csv to write to while the answer is on its way."""

    def write(self, text: str) -> str:
        return text


def error_file(upload: Upload) -> Iterator[str]:
    """A heading and a line per fault, semicolons between, as a Norwegian Excel wants it."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield BOM + writer.writerow([_("Rad"), _("Kolonne"), _("I filen"), _("Hva som er galt")])
    for fault in faults_of(upload):
        yield writer.writerow(
            [fault["row"], *(harmless(fault[name]) for name in ("column", "value", "message"))]
        )


def error_file_name(upload: Upload) -> str:
    return f"feil i {PurePath(upload.file_name).stem}.csv"


def harmless(text: str) -> str:
    """The text as a spreadsheet will show it and never run it; a number stays a number."""
    if not text.startswith(_DANGEROUS):
        return text
    try:
        parse_number(text)
    except NumberError:
        return f"'{text}"
    return text
