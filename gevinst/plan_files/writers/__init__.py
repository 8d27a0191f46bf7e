"""One writer for each format: `write(document) -> bytes`. A writer lays out, and asks the database nothing.

Text of a plan is data: no writer puts it where it could be run, as a formula or as markup.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from gevinst.plan_files.document import PlanDocument

Writer = Callable[[PlanDocument], bytes]
# The order in which they are offered.
WRITERS = {
    "pdf": "gevinst.plan_files.writers.pdf.write",
    "docx": "gevinst.plan_files.writers.docx.write",
    "xlsx": "gevinst.plan_files.writers.xlsx.write",
    "ics": "gevinst.plan_files.writers.calendar.write",
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}


@dataclass(frozen=True)
class Written:
    content: bytes
    content_type: str


def write(document: PlanDocument, form: str) -> Written:
    """KeyError for an unknown form."""
    module, _, name = WRITERS[form].rpartition(".")
    writer: Writer = getattr(import_module(module), name)
    return Written(writer(document), CONTENT_TYPES[form])
